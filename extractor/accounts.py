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
_CODE: Final = re.compile(r"\(?\d{3,7}\)?")


def account_paths(text: str) -> Iterator[Account]:
    """Yield the account paths marked by (类), (款), (项), in reading order; adjoining marks make one path."""
    start, end, names, floor = -1, 0, ["", "", ""], 0
    for mark in _MARK.finditer(text):
        level = _LEVELS[mark[1]]
        begin = _name_start(text, max(floor, mark.start() - 45), mark.start())
        name = _clean(text[begin : mark.start()])
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
    return at


def _clean(name: str) -> str:
    return _CODE.sub("", _NUMBERING.sub("", name)).strip(' 、"')


def _deepest(names: list[str]) -> int:
    return max((level for level in range(3) if names[level]), default=-1)


def _closed(names: list[str]) -> tuple[str, str, str]:
    """Give the 类 its official ending: 一般公共服务(类)支出 and 一般公共服务支出(类) are one."""
    head = names[0]
    if head and not head.endswith("支出"):
        head = f"{head}支出"
    return head, names[1], names[2]
