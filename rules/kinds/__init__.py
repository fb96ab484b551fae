"""Relation kinds: each module judges one shape of relation; the folder is the registry."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rules.relation import Kind


@cache
def kind_named(name: str) -> Kind:
    """Return the module of that kind."""
    return cast("Kind", import_module(f"rules.kinds.{name}"))
