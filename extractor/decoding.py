"""Decodes bytes to text: marks first, then strict UTF-8, then what is plausible, and a library as the last resort."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from dataclasses import dataclass
from typing import Final

MAX_CHARACTERS: Final = 5_000_000
"""A disclosure has ten to a hundred thousand characters; what is longer is no document for one audit."""
MAX_BYTES: Final = MAX_CHARACTERS * 4
"""No encoding met here needs more than four bytes for a character."""

_SAMPLE: Final = 65_536
# The longer mark first: the one of UTF-32 LE begins with that of UTF-16 LE.
_MARKS: Final = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF8, "utf-8"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_COMMON_LEADS: Final = bytes(range(0xB0, 0xD8))
"""Lead bytes of the 3,755 everyday characters in GB 2312; rare ones have others."""
_NAMES: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "utf8": "utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text without its byte order mark; ``lost`` counts the bytes that stand as U+FFFD in it."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, *, declared: str | None = None) -> Decoded | None:
    """Return the text, or None where the bytes are no text in any encoding that makes sense.

    ``declared`` is what the file says of itself (a ``meta`` element); it is believed where it decodes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _utf16(data)
    for name in ("utf-8", _NAMES.get((declared or "").lower(), declared)):
        text = _strict(data, name)
        if name and text is not None and not binary(text):
            return Decoded(text=text, encoding=name)
    return _plausible(data) or _detected(data)


def binary(text: str) -> bool:
    """Tell whether control characters show that this was never text."""
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) * 200 > len(sample)


def _strict(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, encoding: str) -> Decoded | None:
    """Decode although single characters are damaged; refuse where more than one in a hundred is."""
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost * 100 > len(text) + 200 or binary(text):
        return None
    return Decoded(text=text, encoding=encoding, lost=lost)


def _utf16(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: line ends, digits and spaces have their zero byte on one side only."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 > max(even, odd):
        return None
    decoded = _lenient(data, "utf-16-le" if odd > even else "utf-16-be")
    if decoded is None or not _readable(decoded.text):
        return None
    return decoded


def _readable(text: str) -> bool:
    """Tell whether most characters are ASCII, Chinese or Chinese punctuation."""
    sample = text[:_SAMPLE]
    strange = re.sub(r"[\t\n\r\x20-\x7e\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", "", sample)
    return len(strange) * 5 < len(sample)


def _plausible(data: bytes) -> Decoded | None:
    """Try UTF-8 and GB18030 with a few damaged characters, GB18030 only where everyday characters prevail."""
    strict = _strict(data, "gb18030")
    if strict is not None and _everyday(strict):
        return Decoded(text=strict, encoding="gb18030")
    lenient = _lenient(data, "utf-8")
    if lenient is None:
        lenient = _lenient(data, "gb18030")
        return lenient if lenient is not None and _everyday(lenient.text) else None
    return lenient


def _everyday(text: str) -> bool:
    sample = text[:_SAMPLE]
    han = "".join(_HAN.findall(sample))
    if not han or len(han) * 2 < sum(map(len, _FOREIGN.findall(sample))):
        return False
    leads = han.encode("gb18030")[::2]
    return len(leads.translate(None, _COMMON_LEADS)) * 5 < len(leads)


def _detected(data: bytes) -> Decoded | None:
    """Ask the library, which is slow: it sees a sample."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or best.encoding.startswith("utf_7"):
        return None
    return _lenient(data, _NAMES.get(best.encoding, best.encoding))
