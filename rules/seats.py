"""What a rule's spec may say: which facts take which seats, checked before anything is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, get_args

from extractor.fact import Measure
from rules.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MEASURES: Final[tuple[str, ...]] = get_args(Measure)
ACCOUNTS: Final = ("none", "some", "leaf", "top", "any")
"""No account; an account; the deepest accounts (项, or 类 where a list stops there); 类; either."""
FORMS: Final = (
    "statement", "document", "after", "items", "repeats", "comparison", "row", "tree", "table", "tables", "told",
    "years", "levels", "sentence",
)  # fmt: skip
TABULAR: Final = frozenset({"row", "tree", "table", "tables", "told"})
"""The ways of binding that look at tables."""

COLLECTED: Final = frozenset({"years", "levels"})
"""The ways of binding that look at several disclosures."""

FUNDS: Final = ("", "gpb", "fund", "soe")
JOINS: Final = ("none", "account")
LEVELS: Final = ("all", "total", "parents")
REACHES: Final = ("statement", "section", "document", "aside", "listed")
CLOSED: Final = ("always", "shares", "itself", "never")
GIVEN: Final = (
    "no-opening",
    "no-closing",
    "balances",
    "all-gpb",
    "level-year",
    "level-fiscal",
    "administrative",
    "one-fund",
    "domestic-apart",
    "no-project",
    "one-project",
    "no-balances",
    "all-fiscal",
    "all-public",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Which facts may take a seat."""

    indicators: tuple[str, ...] = ()
    """Ids of indicators; one that ends in ``*`` is a beginning; none means any."""
    measures: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    """What the fact must be measured against; none means any."""
    roles: tuple[str, ...] = ()
    """The sections it must stand in, the best first; none means any."""
    account: str = "none"
    name: str = ""
    """The account's name, where it must be one."""
    scope: str | None = ""
    """The scope it must have; None for any."""
    reach: str = "statement"
    """How far from the lead it may stand; ``aside`` is for an item beside a total that is seated only
    if need be, ``listed`` for a part that leaves its seat where it is such an item."""
    tables: tuple[str, ...] = ()
    """The roles of the tables it stands in, where a relation is between tables."""
    fund: str = ""
    """The budget that its row or column of a table is of alone."""
    codes: tuple[str, ...] = ()
    """The codes of the accounts it is of; of one that has no row, those below it."""
    unless: tuple[str, ...] = ()
    """Left out where the table, or the row, states one of these indicators."""
    whole: bool = field(init=False)
    """Whether it asks for an indicator as a whole: no account, no scope, whatever it is measured against."""

    key: str = field(init=False)
    """The pick written out: equal picks of several rules find the same facts."""

    def __post_init__(self) -> None:
        """Note once what binding asks of every pick."""
        plain = self.account == "none" and not (self.name or self.bases) and self.scope == ""
        object.__setattr__(self, "whole", plain)
        told = (self.indicators, self.measures, self.bases, self.roles, self.account, self.name, self.scope, self.reach)
        seated = (self.tables, self.fund, self.codes, self.unless)
        object.__setattr__(self, "key", repr((told, seated)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A rule's spec, read."""

    per: str
    lead: str | None
    """The seat whose facts each make one relation (``per: statement``); for items, that each class is one."""
    seats: Mapping[str, tuple[Pick, ...]]
    each: tuple[str, ...]
    """The measures a relation over the document is bound for, one after another."""
    closed: str
    """When a list of parts counts as complete; an incomplete one only bounds the whole."""
    given: tuple[str, ...]
    needed: int
    """How many parts must be there at least."""
    tables: tuple[str, ...] = ()
    """The roles of the tables it looks at."""
    join: str = "none"
    """Between tables: once, or for every account of the lead."""
    level: str = "all"
    """In the tree of accounts: 合计 over the uppermost rows, or each account over those below it."""
    before: tuple[str, ...] = ()
    """Across years: the seats that last year's figures take."""
    cases: tuple[Plan, ...] = ()
    """The same plan for each set of seats the spec lists under ``cases``, or the plan itself."""
    order: tuple[str, ...] = field(init=False)
    """The names of the seats, the lead first."""
    shape: str = field(init=False)
    """The picks in that order, written out: plans of one shape seat the same facts, whatever they call the seats."""
    named: str = field(init=False)
    """The shape with the names of the seats."""

    def __post_init__(self) -> None:
        """Spell the plan out once."""
        order = tuple(sorted(self.seats, key=lambda name: name != self.lead))
        object.__setattr__(self, "order", order)
        shape = repr([[pick.key for pick in self.seats[name]] for name in order])
        object.__setattr__(self, "shape", shape)
        object.__setattr__(self, "named", repr(order) + shape)


def need(name: str) -> str:
    """Return the plain name of a seat of NEEDS (``part*`` → ``part``)."""
    return name.rstrip("*?")


def plan(spec: Mapping[str, object], needs: tuple[str, ...], *, extra: tuple[str, ...] = ()) -> Plan:
    """Read a spec; raise SpecError with the legal values where it is wrong."""
    legal = (
        "per",
        "lead",
        "seats",
        "cases",
        "each",
        "closed",
        "given",
        "needed",
        "table",
        "join",
        "level",
        "before",
        *extra,
    )
    for key in spec:
        if key not in legal:
            raise SpecError(f"未知的键“{key}”；可用的键：{'、'.join(legal)}", at=(key,))
    names = tuple(need(name) for name in needs)
    found = _plan(spec, names)
    cases = spec.get("cases")
    if cases is None:
        return replace(found, cases=(found,))
    if not isinstance(cases, list | tuple) or "seats" in spec:
        raise SpecError("cases 应是若干组座位，且不与 seats 并用", at=("cases",))
    each = (_seats(one, names, ("cases", number)) for number, one in enumerate(cases))
    return replace(found, cases=tuple(replace(found, seats=seats) for seats in each))


def _plan(spec: Mapping[str, object], names: tuple[str, ...]) -> Plan:
    lead, count = spec.get("lead"), spec.get("needed", 1)
    if lead is not None and lead not in names:
        raise SpecError(f"lead 应为座位之一：{'、'.join(names)}", at=("lead",))
    if not isinstance(count, int):
        raise SpecError("needed 应是整数", at=("needed",))
    return Plan(
        per=_choice(spec, "per", FORMS, "document"),
        lead=None if lead is None else str(lead),
        seats=_seats(spec.get("seats", {}), names, ("seats",)),
        each=_listed(spec.get("each", ()), MEASURES, ("each",)),
        closed=_choice(spec, "closed", CLOSED, "always"),
        given=_listed(spec.get("given", ()), GIVEN, ("given",)),
        needed=count,
        tables=_listed(spec.get("table", ()), (), ("table",)),
        join=_choice(spec, "join", JOINS, "none"),
        level=_choice(spec, "level", LEVELS, "all"),
        before=_listed(spec.get("before", ()), names, ("before",)),
    )


def check(spec: Mapping[str, object], needs: tuple[str, ...], *, extra: tuple[str, ...] = ()) -> None:
    """Check a spec; raise SpecError with the legal values where it is wrong."""
    plan(spec, needs, extra=extra)


def _choice(spec: Mapping[str, object], key: str, legal: tuple[str, ...], default: str) -> str:
    value = spec.get(key, default)
    if value not in legal:
        raise SpecError(f"“{value}”不在可用的值之内：{'、'.join(legal)}", at=(key,))
    return str(value)


def _listed(value: object, legal: Iterable[str], at: tuple[str | int, ...]) -> tuple[str, ...]:
    """Read a text or a list of texts; ``legal`` empty means anything goes."""
    found = (value,) if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        raise SpecError("应是文字或文字的列表", at=at)
    allowed = tuple(legal)
    for one in found:
        if allowed and one not in allowed:
            raise SpecError(f"“{one}”不在可用的值之内：{'、'.join(allowed)}", at=at)
    return tuple(str(one) for one in found)


def _seats(value: object, names: tuple[str, ...], at: tuple[str | int, ...]) -> dict[str, tuple[Pick, ...]]:
    if not isinstance(value, dict):
        raise SpecError("应是“座位: 条件”", at=at)
    for name in value:
        if name not in names:
            raise SpecError(f"没有座位“{name}”；可用的座位：{'、'.join(names)}", at=(*at, name))
    return {name: _picks(picks, (*at, name)) for name, picks in value.items()}


def _picks(value: object, at: tuple[str | int, ...]) -> tuple[Pick, ...]:
    if isinstance(value, list):
        return tuple(_pick(one, (*at, number)) for number, one in enumerate(value))
    return (_pick(value, at),)


PICK: Final = (
    "indicator", "measure", "base", "role", "account", "name", "scope", "reach", "table", "fund", "code", "unless",
)  # fmt: skip


def _pick(value: object, at: tuple[str | int, ...]) -> Pick:
    if isinstance(value, str):
        return Pick(indicators=(value,))
    if not isinstance(value, dict):
        raise SpecError(f"应是指标，或一组条件：{'、'.join(PICK)}", at=at)
    for key in value:
        if key not in PICK:
            raise SpecError(f"未知的键“{key}”；可用的键：{'、'.join(PICK)}", at=(*at, key))
    scope = value.get("scope", "")
    return Pick(
        indicators=_listed(value.get("indicator", ()), (), (*at, "indicator")),
        measures=_listed(value.get("measure", ()), (*MEASURES, "@base"), (*at, "measure")),
        bases=_listed(value.get("base", ()), (), (*at, "base")),
        roles=_listed(value.get("role", ()), (), (*at, "role")),
        account=_choice(value, "account", ACCOUNTS, "any" if value.get("name") else "none"),
        name=str(value.get("name", "")),
        scope=None if scope in (None, "*") else str(scope),
        reach=_choice(value, "reach", REACHES, "statement"),
        tables=_listed(value.get("table", ()), (), (*at, "table")),
        fund=_choice(value, "fund", FUNDS, ""),
        codes=_listed(value.get("code", ()), (), (*at, "code")),
        unless=_listed(value.get("unless", ()), (), (*at, "unless")),
    )
