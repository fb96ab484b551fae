"""What the rows of a block mean: accounts by code and name, named rows, totals."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.tabling.coding import printed_in
from extractor.tabling.economic import official
from extractor.tabling.texts import label, unit_of
from extractor.vocabulary import codes
from extractor.vocabulary.tables import Meaning, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.fact import Measure
    from extractor.tabling.shape import Block, Shape
    from extractor.tabling.sheet import Sheet
    from extractor.vocabulary.tables import Role

_DIGITS: Final = re.compile(r"\d+")
_CLASS_DIGITS: Final = 3
_GROUP_DIGITS: Final = 5
_MOST_PARTS: Final = 4
"""Rows over which one name may run."""
# 二、政府性基金… · (三)国有资本…: begins a name of its own
_BEGINS: Final = re.compile(r"[(]?[一二三四五六七八九十\d]{1,3}[)]?[、.)]|其中")


class Line(NamedTuple):
    """What a row says; ``why`` says in Chinese what keeps its figures from being facts."""

    meaning: Meaning
    code: str = ""
    total: bool = False
    unit: str = ""
    why: str = ""
    measure: Measure | None = None
    """What the row says its figures are, where the columns say of what: 预算数 over 决算数."""


@dataclass(slots=True, kw_only=True)
class _Above:
    """The accounts above a row: the last code and name of each level."""

    codes: list[str] = field(default_factory=lambda: ["", "", ""])
    names: list[str] = field(default_factory=lambda: ["", "", ""])


def lines_of(role: Role, sheet: Sheet, shape: Shape, block: Block, *, year: int | None, meant: bool) -> dict[int, Line]:
    """Return the meaning of every row of data of a block; ``meant`` tells that its columns say indicators."""
    printed = _continued(role, sheet, shape, block)
    if role.rows == "functional":
        above = _Above()
        lines = {row: _functional(above, *printed[row], year=year) for row in shape.data}
        return _without_projects(lines, sheet, shape, block)
    if role.rows == "economic":
        return {row: _economic(role, *printed[row]) for row in shape.data}
    if role.rows in ("named", "units"):
        filled = [row for row in shape.data if any(_has_figure(sheet, row, column) for column in block.values)]
        lines = dict(_named(role, shape, block, printed))
        if role.list_total and not meant:
            return {row: _list_total(line, role) for row, line in lines.items()}
        if meant and (measured := _measured(filled, printed)):
            return lines | measured
        alone = len(filled) == 1
        return {row: _of_unit(line, meant=meant, alone=alone) for row, line in lines.items()}
    return {row: Line(Meaning(), why="这种表的数没有勾稽关系") for row in shape.data}


def _measured(filled: Sequence[int], printed: Mapping[int, tuple[str, str]]) -> dict[int, Line]:
    """Return the rows that say what their figures are, as 预算数 and 决算数; empty unless every row with figures does.

    Two rows that say the same are of two bodies.
    """
    measures = vocabulary().measures
    said = {row: measures.get(label(printed[row][1])) for row in filled}
    if len(filled) < 2 or None in said.values() or len(set(said.values())) < len(said):  # noqa: PLR2004
        return {}
    return {row: Line(Meaning(), total=True, measure=measure) for row, measure in said.items()}


def _without_projects(lines: dict[int, Line], sheet: Sheet, shape: Shape, block: Block) -> dict[int, Line]:
    """Set rows apart that name a project besides their account: one account has many of them."""
    named = [column for column in block.names if shape.paths[column][-1:] == ("项目名称",)]
    if not named or len(block.names) == 1:
        return lines
    return {
        row: line._replace(why="各项目分列的数") if any(sheet.text(row, column) for column in named) else line
        for row, line in lines.items()
    }


def _list_total(line: Line, role: Role) -> Line:
    """Take 合计 amid rows whose names are the indicators for what the table is of as a whole."""
    return Line(Meaning(role.list_total), unit=line.unit) if line.total and not line.meaning.indicator else line


def _has_figure(sheet: Sheet, row: int, column: int) -> bool:
    spot = sheet.begins(row, column)
    return spot is not None and spot.number is not None


def _continued(role: Role, sheet: Sheet, shape: Shape, block: Block) -> dict[int, tuple[str, str]]:
    """Return code and name of every row, names put together that run over rows, as over the end of a page.

    The parts must make a name that is known while the later part is none, and at most one of the rows holds figures:
    that one takes the name.
    """
    printed = printed_in(sheet, shape, block)
    rows = shape.data
    at = 0
    while at < len(rows):
        last, name = _reach(role, printed, rows, at)
        if last == at:
            at += 1
            continue
        own = [row for row in rows[at : last + 1] if any(_has_figure(sheet, row, column) for column in block.values)]
        if len(own) <= 1:
            code = next((printed[row][0] for row in rows[at : last + 1] if printed[row][0]), "")
            printed |= dict.fromkeys(rows[at : last + 1], ("", ""))
            printed[own[0] if own else rows[at]] = (code, name)
            at = last
        at += 1
    return printed


def _reach(role: Role, printed: Mapping[int, tuple[str, str]], rows: Sequence[int], first: int) -> tuple[int, str]:
    """Return the last row that the name of a row runs on to, and the whole name; the row itself where it does not."""
    code, whole = printed[rows[first]]
    found = first, whole
    if not whole:
        return found
    for at in range(first + 1, min(first + _MOST_PARTS, len(rows))):
        further, name = printed[rows[at]]
        if not name or (code and further) or _BEGINS.match(name) or _is_known(role, "", name):
            break
        code, whole = code or further, whole + name
        if _is_known(role, code, whole):
            found = at, whole
    return found


def _is_known(role: Role, code: str, name: str) -> bool:
    """Tell whether a name is that of a row: of the code beside it, without one of any account or row of the table."""
    bare = label(name)
    if code:
        return any(bare == known.text for known in codes.names_of(code))
    if bare in vocabulary().totals or bare in role.rows_named:
        return True
    if role.rows == "economic":
        return official("", bare) is not None
    return bool(codes.codes_of(bare)) if role.rows == "functional" else bool(role.classes_named and _class(bare))


def _functional(above: _Above, code: str, name: str, *, year: int | None) -> Line:
    bare = label(name)
    if not code and bare in vocabulary().totals:
        return Line(Meaning(), total=True)
    level = codes.level_of(code)
    if level is None and not code:
        code, level = _by_name(above, bare)
        if level is None:  # what follows may stand under it
            above.codes[1:], above.names[1:] = ["", ""], ["", ""]
    if level is None or not bare or codes.is_economic(code):
        return Line(Meaning(), code=code, why="没有认出这一行的科目")
    above.codes[level], above.names[level] = code, bare
    for lower in range(level + 1, 3):
        above.codes[lower] = above.names[lower] = ""
    path = [_parent(above, code, upper, year=year) for upper in range(level)] + [bare]
    if path[0]:
        path[0] = path[0] if path[0].endswith("支出") else f"{path[0]}支出"
    return Line(Meaning(account="/".join(part for part in path if part)), code=code)


def _parent(above: _Above, code: str, level: int, *, year: int | None) -> str:
    """Return the name above a code at a level: that of the rows above it, else of the code list."""
    prefix = code[: _CLASS_DIGITS + 2 * level]
    return above.names[level] if above.codes[level] == prefix else codes.name_of(prefix, year) or ""


def _by_name(above: _Above, name: str) -> tuple[str, int | None]:
    """Return code and level of a row that prints no code, where its name has one code under the row above."""
    found = [code for code in codes.codes_of(name) if not codes.is_economic(code)]
    here = [code for code in found if len(code) == _CLASS_DIGITS]
    if not here and above.codes[1]:
        here = [code for code in found if code.startswith(above.codes[1])]
    if not here and above.codes[0]:  # 行政运行 stands under every 款, and not every 款 is listed
        here = [
            code for code in found if code.startswith(above.codes[0]) and (len(code) == _GROUP_DIGITS or not found[1:])
        ]
    return (here[0], codes.level_of(here[0])) if len(here) == 1 else ("", None)


def _economic(role: Role, code: str, name: str) -> Line:
    bare = label(name)
    named = role.names.get(bare) if not code else None
    if named:
        return Line(named)
    if not code and bare in vocabulary().totals:
        return Line(Meaning(), total=True)
    account = official(code, bare) if bare and (not code or codes.is_economic(code)) else None
    if account is None:
        return Line(Meaning(), code=code, why="没有认出这一行的科目")
    return Line(Meaning(account=account), code=code)


def _named(
    role: Role, shape: Shape, block: Block, printed: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, Line]]:
    """Yield the meaning of rows that are named; what stands after some row may mean something else there."""
    names = _side(role, shape, block, printed)
    seen: dict[str, Meaning] = {}
    for row, (_, name) in printed.items():
        bare, unit = label(name), unit_of(name)
        found = seen.get(bare) or names.get(bare) or names.get(name)
        if found is not None:
            seen |= role.after.get(found.indicator, {}) if not found.fund else {}
            yield row, Line(found, unit=unit, total=not found.indicator)
        elif names is role.expenditure and (account := _class(bare)):
            yield row, Line(Meaning(role.classes, account), unit=unit)
        elif (bare in vocabulary().totals or not bare) and not role.expenditure:
            yield row, Line(Meaning(), total=bool(bare), unit=unit)
        else:
            yield row, Line(Meaning(), unit=unit, why=f"没有认出这一行:{bare[:20]}")


def _side(role: Role, shape: Shape, block: Block, printed: Mapping[int, tuple[str, str]]) -> Mapping[str, Meaning]:
    """Return the names of a block's rows: those of income or of expenditure where the table has both sides."""
    if not role.expenditure:
        return role.names
    votes: Counter[str] = Counter()
    for _, name in printed.values():
        bare = label(name)
        if bare in role.income and bare not in role.expenditure:
            votes["income"] += 1
        if (bare in role.expenditure and bare not in role.income) or _class(bare):
            votes["expenditure"] += 1
    heads = {text for column in (*block.names, *block.values) for text in shape.paths[column]}
    votes["income"] += bool(heads & {"收入"})
    votes["expenditure"] += bool(heads & {"支出"})
    return role.income if votes["income"] >= votes["expenditure"] else role.expenditure


def _class(name: str) -> str:
    """Return the official ending of a functional 类, empty where the name is none."""
    full = name if name.endswith("支出") else f"{name}支出"
    return full if any(len(code) == _CLASS_DIGITS and code[0] == "2" for code in codes.codes_of(full)) else ""


def _of_unit(line: Line, *, meant: bool, alone: bool) -> Line:
    """Take a row of a table whose columns say everything: its total, or its only one; other rows are units'."""
    if not meant or line.meaning.indicator or line.meaning.account or line.total:
        return line
    if alone:
        return Line(Meaning(), total=True, unit=line.unit)
    return line._replace(why="各单位分列的数")
