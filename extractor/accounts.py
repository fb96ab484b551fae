"""Paths of functional accounts in folded text: 一般公共服务支出(类)财政事务(款)行政运行(项)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Account(NamedTuple):
    """A stretch of names with their levels: ``names`` by level 0 类, 1 款, 2 项; missing ones are empty."""

    start: int
    end: int
    names: tuple[str, str, str]


_MARK: Final = re.compile(r"\((类|款|项)级?\)")
_LEVELS: Final = {"类": 0, "款": 1, "项": 2}
_BOUNDARY: Final = frozenset('。;:,\n"')
_NUMBERING: Final = re.compile(r"^(?:\(?[\d一二三四五六七八九十]+[.、)]|[①-⑳]|其中:?|\d{3,7})+\s*")
# 支出项目是其他支出(类) · 主要包括教育支出(类): words before a name; 用于社会福利的彩票公益金支出(项) is one
_BEFORE: Final = re.compile(r"^(?:(?:支出|具体)?(?:项目|科目)(?:是|为)|主要(?:是|为)|(?:主要)?包括|其中:?)+")
_BEFORE_CLASS: Final = re.compile(r"^.*(?:[是为]|包括|用于|其中|属于|列入)(?=.)")
_LONGEST_QUOTED: Final = 10
_CODE: Final = re.compile(r"\(?\d{3,7}\)?")


def account_paths(text: str) -> Iterator[Account]:
    """Yield the account paths marked by (类), (款), (项), in reading order; adjoining marks make one path."""
    start, end, names, floor = -1, 0, ["", "", ""], 0
    for mark in _MARK.finditer(text):
        level = _LEVELS[mark[1]]
        begin = _name_start(text, max(floor, mark.start() - 45), mark.start())
        name = _clean(text[begin : mark.start()], level)
        if start >= 0 and text[end:begin] in ("", '"') and level > _deepest(names):
            names[level] = name
        else:
            if start >= 0:
                yield Account(start, end, _closed(names))
            start, names = begin, ["", "", ""]
            names[level] = name
        end = floor = mark.end()
        if level == 0 and text.startswith("支出", end):
            end += 2
            floor = end
    if start >= 0:
        yield Account(start, end, _closed(names))


def _name_start(text: str, floor: int, end: int) -> int:
    """Walk back to the punctuation before a name; brackets inside it (政府办公厅(室)及…) belong to it."""
    at = end - 1 if text[end - 1 : end] == '"' else end  # "教育支出"(类): the quotes close before the mark
    while at > floor and text[at - 1] not in _BOUNDARY:
        at -= 1
        if text[at - 1] == '"' and (opened := _opening(text, floor, at - 1)) >= 0:
            at = opened  # "两庭"建设(项): what stands in quotes is part of the name
    return at


def _opening(text: str, floor: int, closing: int) -> int:
    """Return where the quotes that close here open, -1 where these quotes open; after (款) nothing is open."""
    opened = text.rfind('"', floor, closing)
    if not 1 < closing - opened <= _LONGEST_QUOTED or opened < 0 or not text[opened + 1 : closing].isalpha():
        return -1
    line = text.rfind("\n", 0, opened) + 1
    return opened if text.count('"', line, closing) % 2 else -1


def _clean(name: str, level: int) -> str:
    name = _CODE.sub("", _NUMBERING.sub("", name)).replace('"', "")
    return (_BEFORE if level else _BEFORE_CLASS).sub("", name).strip(" 、")


def _deepest(names: list[str]) -> int:
    return max((level for level in range(3) if names[level]), default=-1)


def _closed(names: list[str]) -> tuple[str, str, str]:
    """Give the 类 its official ending: 一般公共服务(类)支出 and 一般公共服务支出(类) are one."""
    head = names[0]
    if head and not head.endswith("支出"):
        head = f"{head}支出"
    return head, names[1], names[2]
