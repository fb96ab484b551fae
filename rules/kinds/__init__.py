"""Relation kinds: each module judges one shape of relation; the folder is the registry."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.finding import Seat
    from rules.relation import Kind


@cache
def kind_named(name: str) -> Kind:
    """Return the module of that kind."""
    return cast("Kind", import_module(f"rules.kinds.{name}"))


@cache
def applies_to(name: str) -> Callable[[tuple[Seat, ...]], bool] | None:
    """Return what a kind says of seats worth a relation, where it has a say: only a base of zero is a zero base."""
    return getattr(kind_named(name), "applies", None)
