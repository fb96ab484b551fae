"""Draws the books of an invented body: accounts in 元 and 分 that balance, with the sizes and zeros of real ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import yaml

from corpus import drawing_accounts, drawing_sides
from corpus.ledger import Books

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE: Final = Path(__file__).parent / "drawn"
_YEARS: Final = (2021, 2022, 2023, 2024)
_PROVINCE_NAMED: Final = 0.35
"""How many bodies below a province write its name before their own."""


class Body(NamedTuple):
    """Who keeps the books, before a single amount is drawn."""

    name: str
    kind: Literal["部门", "单位"]
    level: str
    official: bool
    """Whether it is an organ of state, with 行政运行 and 机关运行经费, rather than an institution."""
    work: Mapping[str, Any]
    """Its entry of ``drawn/bodies.yaml``."""


def draw(seed: int | str, *, year: int | None = None) -> Books:
    """Return books; the same seed gives the same ones."""
    rng = Random(f"books {seed}")  # noqa: S311  no secret is drawn
    body = _body(rng)
    chosen = rng.choice(_YEARS)
    accounts = drawing_accounts.draw(rng, body)
    sides = drawing_sides.draw(rng, body, accounts)
    return Books(
        name=body.name,
        kind=body.kind,
        year=year or chosen,
        entries=accounts.entries,
        economic=accounts.economic,
        budget=sides.budget,
        spent=accounts.three_public,
        before=sides.before,
        prior=sides.prior,
        counts=sides.counts,
        procurement=sides.procurement,
        projects=sides.projects,
        runs=body.official,
        duties=tuple(body.work["duties"]),
        traits=sides.traits,
    )


@cache
def data(name: str) -> Any:
    """Return a data file of ``corpus/drawn``."""
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def _body(rng: Random) -> Body:
    work = rng.choice(data("bodies"))
    names = data("names")
    shares = {level: share for level, share in names["levels"].items() if level in work["levels"]}
    level = rng.choices(list(shares), list(shares.values()))[0]
    own = rng.choice(work["names"])
    return Body(
        name=_place(rng, names, level) + own,
        kind=rng.choice(("部门", "部门", "单位")),
        level=level,
        official=own in work["official"],
        work=work,
    )


def _place(rng: Random, names: Mapping[str, Any], level: str) -> str:
    province = rng.choice(names["provinces"])
    local = rng.choice(names["first"]) + rng.choice(names["second"])
    if level == "省":
        return str(province)
    before = province if rng.random() < _PROVINCE_NAMED else ""
    return f"{before}{local}县{rng.choice(names['towns'])}乡" if level == "乡" else f"{before}{local}{level}"
