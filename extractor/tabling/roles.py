"""Which table it is: by its title, where header and rows agree; without one, by them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractor.tabling.columns import columns_of
from extractor.tabling.lines import lines_of
from extractor.tabling.titling import named
from extractor.vocabulary.tables import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractor.tabling.columns import Column
    from extractor.tabling.lines import Line
    from extractor.tabling.shape import Shape
    from extractor.tabling.sheet import Sheet
    from extractor.vocabulary.tables import Role

UNKNOWN = "unknown"


class Reading(NamedTuple):
    """A table read as one role: for each block the meanings of its columns and rows."""

    columns: tuple[Mapping[int, Column], ...]
    lines: tuple[Mapping[int, Line], ...]


def read_as(role: Role, sheet: Sheet, shape: Shape, *, year: int | None) -> Reading:
    """Return what rows and columns mean if it is the table of this role."""
    columns = tuple(columns_of(role, shape, block, year=year) for block in shape.blocks)
    return Reading(columns, tuple(_lines(role, sheet, shape, columns, year=year)))


def _lines(
    role: Role, sheet: Sheet, shape: Shape, columns: Sequence[Mapping[int, Column]], *, year: int | None
) -> Iterator[Mapping[int, Line]]:
    for block, found in zip(shape.blocks, columns, strict=True):
        meant = any(says.meaning.indicator for says in found.values())
        yield lines_of(role, sheet, shape, block, year=year, meant=meant)


def recognise(title: str, sheet: Sheet, shape: Shape, *, year: int | None) -> tuple[str, str]:
    """Return the role of a table, and why it is unknown where it is.

    A title alone does not say what columns mean: its role's names must stand in the header or the rows.
    """
    roles = vocabulary().roles
    said = named(title)
    if said is not None and (
        not roles[said].titled or agrees(roles[said], sheet, shape, year=year, needs=roles[said].titled)
    ):
        return said, ""
    if said is not None and roles[said].otherwise:
        return roles[said].otherwise, ""
    alike = [
        role.id for role in roles.values() if role.alone and agrees(role, sheet, shape, year=year, needs=role.needs)
    ]
    if len(alike) == 1:
        return alike[0], ""
    return UNKNOWN, "表头或项目与标题对不上,没有读" if said else "没有认出这张表"


def agrees(role: Role, sheet: Sheet, shape: Shape, *, year: int | None, needs: Sequence[frozenset[str]]) -> bool:
    """Tell whether each group of names that is needed is met by a column or a row."""
    columns = [columns_of(role, shape, block, year=year) for block in shape.blocks]
    found = {says.meaning.indicator for block in columns for says in block.values()}
    if role.classes_in_columns and not any(says.meaning.account for block in columns for says in block.values()):
        found.discard(role.classes_in_columns)
    if all(found & need for need in needs):
        return True  # columns are few, rows are many
    found |= {
        line.meaning.indicator for lines in _lines(role, sheet, shape, columns, year=year) for line in lines.values()
    }
    return all(found & need for need in needs)
