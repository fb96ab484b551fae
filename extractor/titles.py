"""Normalises a heading's title, and writes out the short notation of titles in template files."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

_FOLD: Final = str.maketrans(
    {
        **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys(map(ord, "“”„‟\"'‘’「」『』《》•·*【】[]〈〉<>#"), None),
        **dict.fromkeys([*range(0x2000, 0x2010), 0x09, 0x20, 0xA0, 0x3000, 0xFEFF, 0x202F], None),
    }
)
_YEAR: Final = re.compile(r"^.*20\d\d年?度?(?=\D)")
_TAIL: Final = re.compile(r"[:。,.;、\-—_]+$")
# (表1) · (1) where 表 was lost · (公开07表) · 公开07表 · (续)
_NOTE: Final = re.compile(
    r"\((?:附?表?[一二三四五六七八九十\d]{0,3}|公开\d+表|续|空表|见附件|详见附[件表])\)$|公开\d+表$"
)
_ABOUT: Final = re.compile(r"^(?:\d{4}年?度?)?关于")
_ENDING: Final = re.compile(r"(?:说明|情况|分析|如下|的)+$")
_CHOICE: Final = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}")


@lru_cache(maxsize=16_384)
def normal(title: str) -> str:
    """Return the title without spaces, quotes, notes and closing signs, in half width.

    >>> normal("一般公共预算财政拨款“三公”经费支出决算表 (表7)")
    '一般公共预算财政拨款三公经费支出决算表'
    """
    bare = _TAIL.sub("", title.translate(_FOLD))
    return _ABOUT.sub("", _TAIL.sub("", _NOTE.sub("", bare)))


@lru_cache(maxsize=16_384)
def core(title: str) -> str:
    """Return a normal title without 情况, 说明 and the like at its end; 总体 and 具体 stay.

    >>> core("财政拨款支出决算具体情况说明")
    '财政拨款支出决算具体'
    """
    return _ENDING.sub("", title) or title


def after_year(title: str) -> str:
    """Return what follows the year in a normal title: before it often stands the body's name."""
    return _YEAR.sub("", title) if "20" in title else title


def written_out(pattern: str) -> tuple[str, ...]:
    """Return every title that a pattern of the template files stands for.

    >>> written_out("{收支|收、支}[决算]总体")
    ('收支总体', '收支决算总体', '收、支总体', '收、支决算总体')
    """
    pieces: list[tuple[str, ...]] = []
    at = 0
    for match in _CHOICE.finditer(pattern):
        optional, one_of = match.groups()
        pieces.append((pattern[at : match.start()],))
        pieces.append(tuple(one_of.split("|")) if optional is None else ("", *optional.split("|")))
        at = match.end()
    pieces.append((pattern[at:],))
    return tuple(dict.fromkeys("".join(choice) for choice in product(*pieces)))
