"""Files made of others by LibreOffice: doc and PDF of a Word document."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_SECONDS = 180


def available() -> bool:
    """Tell whether LibreOffice is on the path."""
    return shutil.which("soffice") is not None


def convert(data: bytes, *, given: str, wanted: str) -> bytes:
    """Return a file of one format (``docx``) as another (``doc``, ``pdf``)."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"source.{given}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--convert-to", wanted, "--outdir", str(folder / "out")]
        command = ["soffice", profile, *options, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603  a fixed command on a file of ours
        return (folder / "out" / f"source.{wanted}").read_bytes()
