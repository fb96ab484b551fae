"""Dataclasses made quickly are the same dataclasses."""

from __future__ import annotations

import copy
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from extractor.making import once, quick


@quick
@dataclass(frozen=True, slots=True)
class Slotted:
    """With slots, one field given by name only."""

    first: int
    second: int = 2
    third: str = field(default="x", kw_only=True)


@quick
@dataclass(frozen=True, kw_only=True)
class Plain:
    """Without slots, so that a value can be kept with it."""

    first: int
    second: int = 2

    @once
    def both(self) -> list[int]:
        """A new list each time it is worked out."""
        return [self.first, self.second]


@pytest.mark.parametrize("made", [Slotted(1, third="y"), Plain(first=1)], ids=["slots", "no slots"])
def test_what_is_made_is_equal_hashed_copied_and_replaced_as_before(made):
    assert copy.copy(made) == made
    assert copy.deepcopy(made) == made  # by the protocol that also carries it to a worker
    assert hash(made) == hash(replace(made, second=2))
    assert replace(made, second=3) != made
    assert "first=1, second=2" in repr(made)


@pytest.mark.parametrize("made", [Slotted(1), Plain(first=1)], ids=["slots", "no slots"])
def test_what_is_made_is_frozen(made):
    with pytest.raises(FrozenInstanceError):
        made.first = 3


@pytest.mark.parametrize("given", [{}, {"first": 1, "fourth": 4}])
@pytest.mark.parametrize("cls", [Slotted, Plain])
def test_what_does_not_fit_is_refused(cls, given):
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        cls(**given)


def test_a_field_by_name_only_is_not_taken_by_place():
    with pytest.raises(TypeError, match="positional"):
        Slotted(1, 2, "z")


def test_fields_that_are_made_are_refused():
    @dataclass(frozen=True)
    class Made:
        some: list[int] = field(default_factory=list)

    with pytest.raises(TypeError, match="made, not given"):
        quick(Made)


def test_a_value_is_worked_out_once():
    made = Plain(first=1)
    assert made.both is made.both
    assert made == Plain(first=1)
    assert Plain.both.__doc__ == "A new list each time it is worked out."
