"""What the columns of a block mean: an indicator, a measure, a budget, a unit, read off the header above them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.tabling.economic import official
from extractor.tabling.texts import label, unit_of
from extractor.vocabulary.tables import Meaning, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractor.fact import Measure
    from extractor.tabling.shape import Block, Shape
    from extractor.vocabulary.tables import Role

# 2024年决算数 · 2023年度 · 2024年预算数
_YEARLY: Final = re.compile(r"(20[0-4]\d)年?度?(.*)")
_SUBTOTALS: Final = frozenset({"小计", "合计", "总计"})
_RATIOS: Final = frozenset({"rate", "completion"})


class Column(NamedTuple):
    """What a column says; ``why`` says in Chinese what keeps its figures from being facts."""

    meaning: Meaning
    measure: Measure | None
    unit: str
    year: int | None = None
    why: str = ""


def columns_of(role: Role, shape: Shape, block: Block, *, year: int | None) -> dict[int, Column]:
    """Return the meaning of every value column of a block; two that mean the same mean nothing."""
    single = len(block.values) == 1
    found = {column: _column(role, shape.paths[column], single=single, year=year) for column in block.values}
    seen: dict[tuple[Meaning, Measure | None, int | None], list[int]] = {}
    for column, says in found.items():
        if not says.why:
            seen.setdefault((says.meaning, says.measure, says.year), []).append(column)
    for alike in seen.values():
        if len(alike) > 1:
            found |= {column: found[column]._replace(why="几列的表头相同,分不清") for column in alike}
    return found


def _column(role: Role, path: Sequence[str], *, single: bool, year: int | None) -> Column:
    """Return what a column says; where its header says nothing, what two of its rows say as one name.

    一般公共预算财 | 政拨款: a header cell cut by the end of a page.
    """
    found = _read(role, path, single=single, year=year)
    for at in range(len(path) - 1 if found.why and found.year is None else 0):
        joined = _read(role, [*path[:at], path[at] + path[at + 1], *path[at + 2 :]], single=single, year=year)
        if not joined.why:
            return joined
    return found


def _read(role: Role, path: Sequence[str], *, single: bool, year: int | None) -> Column:
    kept, measure, unit, said = _parts(path)
    if said is not None and year is not None and said != year:
        if said != year - 1 or measure not in (None, "final"):
            return Column(Meaning(), None, unit, said, f"{said}年的数")
        measure = "prior"
    meaning = Meaning(role.single) if single and role.single else _meaning(role, kept)
    if meaning is None:
        if kept or not measure:
            return Column(Meaning(), measure, unit, None, f"没有认出这一列:{'/'.join(path) or '没有表头'}")
        meaning = Meaning()
    if measure in _RATIOS:
        unit = "%"
    return Column(meaning, measure, unit)


def _parts(path: Sequence[str]) -> tuple[list[str], Measure | None, str, int | None]:
    """Return the names of a header, and the measure, unit and year it says."""
    words = vocabulary()
    kept: list[str] = []
    measure: Measure | None = None
    unit, said = "", None
    for text in path:
        unit = unit_of(text) or unit
        bare = label(text)
        dated = _YEARLY.fullmatch(bare)
        if dated:
            said, bare = int(dated[1]), dated[2]
        found = words.measures.get(text) or words.measures.get(bare)
        if found:
            measure = found
        elif bare and bare not in words.groups:
            kept.append(bare)
    return kept, measure, unit, said


def _meaning(role: Role, kept: Sequence[str]) -> Meaning | None:
    if not kept:
        return role.columns.get("合计") if role.rows == "units" else None
    found = role.columns.get("/".join(kept)) or _named(role.names, kept)
    if found is None and len(kept) > 1 and kept[-1] in _SUBTOTALS:
        found = role.columns.get("/".join(kept[:-1]))
    if found is None and role.classes_in_columns:
        account = official("", kept[0]) if len(kept) == 1 or kept[-1] in _SUBTOTALS else official("", kept[-1])
        found = Meaning(role.classes_in_columns, account) if account else None
    return found


def _named(names: Mapping[str, Meaning], kept: Sequence[str]) -> Meaning | None:
    """Return what the deepest name says; 小计 is that of the name above it."""
    if not names or not vocabulary().worths.isdisjoint(kept[:-1]):
        return None
    if kept[-1] in _SUBTOTALS and len(kept) > 1:
        return names.get(kept[-2])
    return names.get(kept[-1])
