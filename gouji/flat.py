"""Nested rows laid flat for tables: an anchor becomes columns, a list one text."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_type_hints

from gouji import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NESTED = (shapes.AnchorRow, shapes.RuleRow, shapes.DocumentRow)


def columns(shape: type) -> list[str]:
    """Return the columns of a shape laid flat, in the order of its fields."""
    return list(_columns(shape, prefix=""))


def _columns(shape: type, *, prefix: str) -> Iterator[str]:
    for name, hint in get_type_hints(shape).items():
        inner = next((part for part in (hint, *getattr(hint, "__args__", ())) if part in NESTED), None)
        if inner is None:
            yield prefix + name
        else:
            yield from _columns(inner, prefix=f"{prefix}{name}_")


def flat(row: Mapping[str, object]) -> dict[str, object]:
    """Return a row laid flat: ``{"anchor": {"start": 3}}`` becomes ``{"anchor_start": 3}``."""
    return dict(_cells(row, prefix=""))


def _cells(row: Mapping[str, object], *, prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _cells(value, prefix=f"{prefix}{name}_")
        elif isinstance(value, list):
            yield prefix + name, _listed(value)
        else:
            yield prefix + name, value


def _listed(values: list[object]) -> str:
    """Return a list as one text: ids side by side, findings' parts by what a reader would look for first."""
    return ";".join(_brief(value) if isinstance(value, dict) else str(value) for value in values)


def _brief(value: Mapping[str, object]) -> str:
    for name in ("replacement", "formula", "message", "path"):
        if value.get(name):
            return str(value[name])
    return str(value.get("printed", ""))
