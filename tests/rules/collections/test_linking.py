"""Which disclosures belong together: by body and year or by the units a department names, never by file names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rules.collecting import linked
from rules.collection.member import Card

CASES = yaml.safe_load((Path(__file__).parent / "linking.yaml").read_text(encoding="utf-8"))


def card(number, row):
    """Return a card from ``名称 年 种类 [单位、单位]``."""
    name, year, kind, *units = row.split()
    bare = name.removesuffix("(本级)")
    return Card(
        id=str(number),
        path=f"{number}.html",
        name=bare,
        key=f"/{name}",
        kind="本级" if name != bare else kind,
        year=int(year),
        units=tuple(units[0].split("、")) if units else (),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cards_are_linked(case):
    links, apart = linked([card(number, row) for number, row in enumerate(case["cards"])])
    assert [[one.kind, list(one.members), list(one.missing)] for one in links] == case.get("links", [])
    assert [one.kind for one in apart] == [each["kind"] for each in case.get("apart", [])]
    for one, each in zip(apart, case.get("apart", []), strict=True):
        assert each["says"] in one.why


class Counted(str):
    """A name that counts how often it is hashed or compared."""

    __slots__ = ()
    count = 0

    def __hash__(self) -> int:
        Counted.count += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        Counted.count += 1
        return super().__eq__(other)


def work(bodies: int) -> int:
    """Return how often keys are looked at when so many bodies with three years each are linked."""
    Counted.count = 0
    cards = [
        Card(
            id=f"{body}-{year}",
            path="",
            name="甲",
            key=Counted(f"/青禾县第{body}水务局"),
            kind="部门",
            year=year,
        )
        for body in range(bodies)
        for year in (2021, 2022, 2023)
    ]
    links, apart = linked(cards)
    assert (len(links), apart) == (2 * bodies, ())
    return Counted.count


def test_linking_grows_with_the_number_of_disclosures():
    assert 0 < work(400) <= 2.2 * work(200)
