"""Several files in one ZIP, their names as an old Chinese Windows writes them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHEN = (2024, 9, 30, 9, 0, 0)


class _GbkInfo(zipfile.ZipInfo):
    """A member whose name is GBK without a word about it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  the hook zipfile calls
        return self.filename.encode("gb18030"), self.flag_bits


def render(files: Mapping[str, bytes]) -> bytes:
    """Return the archive."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(_GbkInfo(name, _WHEN), data)
    return buffer.getvalue()
