"""Converts an old Word document to docx with LibreOffice, in a process and a profile of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE: Final = "GOUJI_SOFFICE"
"""Names the program where it stands in no usual place."""
_NAMES: Final = ("soffice.com", "soffice", "libreoffice")
"""On Windows the first one waits for its work, the second need not."""
_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FOLDERS: Final = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LocalAppData")
_OPTIONS: Final = (
    *("--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck", "--nofirststartwizard"),
    *("--convert-to", "docx:MS Word 2007 XML"),
)
_WORD_2003: Final = "MS Word 2003 XML"
# No macro runs, no link is followed, whatever the document asks for.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class ConversionError(Exception):
    """It did not come to an end in time, or left no document."""


def program() -> Path | None:
    """Return where LibreOffice is installed, None where it is not found."""
    return next((place for place in _candidates() if place.is_file()), None)


def convert(data: bytes, *, suffix: str, soffice: Path, seconds: float) -> bytes:
    """Return the document as docx; conversions at the same time share nothing and do not disturb one another.

    Markup is only ever read as what it claims to be: LibreOffice would take what it does not know for plain text.
    """
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        profile, output, given = base / "profile", base / "output", base / f"document{suffix}"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        output.mkdir()
        given.write_bytes(data)
        command = [str(soffice), f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, "--outdir", str(output)]
        forced = [f"--infilter={_WORD_2003}"] if suffix == ".xml" else []
        _run([*command, *forced, str(given)], seconds=seconds)
        result = output / "document.docx"
        if not result.is_file():
            raise ConversionError("LibreOffice 没有给出结果")
        return result.read_bytes()


def _candidates() -> Iterator[Path]:
    named = os.environ.get(VARIABLE)
    if named:
        yield Path(named)
        return
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    yield from map(Path, _PLACES)
    for variable in _FOLDERS:
        folder = os.environ.get(variable)
        if folder:
            yield Path(folder) / "LibreOffice" / "program" / "soffice.com"


def _run(command: list[str], *, seconds: float) -> None:
    """Run a command to its end, or end it and all that it has started when its time is over."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  a list, no shell; the program is LibreOffice
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
        )
    except OSError as error:
        raise ConversionError(f"LibreOffice 无法启动({error.strerror})") from error
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ConversionError(f"LibreOffice 在 {seconds:g} 秒内没有完成转换") from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with its children: LibreOffice's own launcher only starts another one."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        command = [str(taskkill), "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  a list, no shell
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
