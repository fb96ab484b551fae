"""Maps characters of symbol fonts, which stand in documents by their place in the font, to those they look like."""

from __future__ import annotations

from typing import Final

_LOST: Final = "\ufffd"
_PRIVATE: Final = range(0xF000, 0xF100)
_ASCII: Final = frozenset(range(0x20, 0x7F)) - frozenset({0x22, 0x24, 0x27, 0x2A, 0x2D, 0x40, 0x5C, 0x5E, 0x60, 0x7E})
_GREEK: Final = frozenset(range(0x41, 0x5B)) | frozenset(range(0x61, 0x7B))


def _places(*, listed: str, rows: tuple[tuple[int, int], ...] = ()) -> dict[int, str]:
    """Return characters by place, from ``6C●`` and the like and from rows of ten: first place, first character."""
    single = {int(one[:2], 16): one[2:] for one in listed.split()}
    return single | {place + at: chr(first + at) for place, first in rows for at in range(10)}


_SYMBOL: Final = {code: chr(code) for code in _ASCII - _GREEK} | _places(
    listed="2A* 2D- A3≤ A5∞ B0° B1± B3≥ B4× B7• B8÷ B9≠ BB≈ D0∠ D6√ D7· E5∑"
)
_WINGDINGS: Final = _places(
    listed="6C● 6D○ 6E■ 6F□ 71□ 72□ 75◆ 76◆ 80⓪ 8B⓪ A1○ A7▪ A8□ AB★ D8➢ E0→ E8→ F0→ FB× FC√ FD☒ FE☑",
    rows=((0x81, 0x2460), (0x8C, 0x2776)),
)
_WINGDINGS_2: Final = _places(listed="4F× 50√ 51☒ 52☑ 53☒ 54☒ 97• A3□", rows=((0x6A, 0x2460), (0x75, 0x2776)))
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(char: str, font: str) -> str:
    """Return the character at a place of a font (``w:sym``), the sign for a lost one where it is not known."""
    try:
        code = int(char, 16)
    except ValueError:
        return _LOST
    if code not in _PRIVATE and 0xFF < code <= 0xFFFF and not 0xD800 <= code < 0xE000:  # noqa: PLR2004  Unicode's own borders
        return chr(code)
    return _FONTS.get(font.strip().lower(), {}).get(code & 0xFF, _LOST)
