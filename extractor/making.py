"""Frozen dataclasses made in half the time, and properties worked out once without a lock."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Value = TypeVar("Value")


def quick(cls: type[T]) -> type[T]:
    """Give a frozen dataclass an ``__init__`` that does the same, faster; a document makes tens of thousands.

    The one that ``dataclasses`` writes calls ``object.__setattr__`` for every field, because a frozen class forbids
    plain assignment. With slots the object is, while its fields are set, of a twin class that has the same slots and
    allows it. Without slots its dictionary is filled.
    """
    slotted = "__slots__" in cls.__dict__
    twin = type(cls.__name__, (), {"__slots__": cls.__dict__["__slots__"]}) if slotted else None
    lines = _assigning(cls) if slotted else _filling(cls)
    known = _defaults(cls) | {"become": object.__dict__["__class__"].__set__, "twin": twin, "cls": cls}
    made: dict[str, Callable[..., None]] = {}
    # As in dataclasses itself: only code with the names written out is fast.
    exec(f"def __init__(self, {_parameters(cls)}):\n " + "\n ".join(lines), known, made)  # noqa: S102  made of our own names
    made["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    cls.__init__ = made["__init__"]  # type: ignore[method-assign]  # that is what this is for
    return cls


def _defaults(cls: type) -> dict[str, object]:
    return {f"_{field.name}": field.default for field in fields(cls)}


def _assigning(cls: type) -> list[str]:
    names = [field.name for field in fields(cls)]
    return ["become(self, twin)", *(f"self.{name} = {name}" for name in names), "self.__class__ = cls"]


def _filling(cls: type) -> list[str]:
    return ["state = self.__dict__", *(f"state[{field.name!r}] = {field.name}" for field in fields(cls))]


def _parameters(cls: type) -> str:
    """Write the fields as ``dataclasses`` does; what it can do beyond names and plain defaults is refused."""
    if "__post_init__" in cls.__dict__ or any(
        not field.init or field.default_factory is not MISSING for field in fields(cls)
    ):
        raise TypeError(f"{cls.__name__} has fields that are made, not given")
    ordered = sorted(fields(cls), key=lambda field: field.kw_only is True)
    texts = [field.name if field.default is MISSING else f"{field.name}=_{field.name}" for field in ordered]
    first = next((number for number, field in enumerate(ordered) if field.kw_only), len(ordered))
    return ", ".join([*texts[:first], *(["*"] if first < len(ordered) else []), *texts[first:]])


class once(Generic[Value]):  # noqa: N801  written like property
    """A property whose value is kept with the object.

    ``functools.cached_property`` of Python 3.11 takes a lock each time, which costs more than most values here. Two
    threads may work out the same value, and either is right: all that bears this is frozen.
    """

    def __init__(self, work: Callable[[Any], Value]) -> None:
        """Keep the function; its name and docstring are the property's."""
        self.work = work
        self.name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> Value: ...
    def __get__(self, instance: object | None, owner: type | None = None) -> once[Value] | Value:
        """Work the value out and put it where the next look finds it first."""
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.work(instance)
        return value
