"""The cases of cases/*.yaml: what must be read from a passage, and what must not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from extractor.extracting import extract
from extractor.reading import from_bytes, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from extractor.fact import Extraction, Fact, Figure, Reason

CASES = Path(__file__).parent / "cases"

# What an entry of a case may say of a figure, and how it is read off one.
FIGURE: dict[str, Callable[[Figure], object]] = {
    "printed": lambda figure: squeeze(figure.printed),
    "value": lambda figure: figure.quantity and figure.quantity.value,
    "unit": lambda figure: figure.quantity and figure.quantity.unit,
    "kind": lambda figure: figure.quantity and figure.quantity.kind,
    "approximate": lambda figure: figure.quantity and figure.quantity.approximate,
}

# What it may say of a fact besides.
FACT: dict[str, Callable[[Fact], object]] = {
    "indicator": lambda fact: fact.subject.indicator,
    "account": lambda fact: fact.subject.account,
    "measure": lambda fact: fact.measure,
    "base": lambda fact: fact.base,
    "direction": lambda fact: fact.direction,
    "year": lambda fact: fact.year,
    "scope": lambda fact: fact.scope,
}

Entry = Mapping[str, Any]


def squeeze(text: str) -> str:
    """Return the text without spaces and differences of width, so that cases can be written plainly."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def matches(wanted: object, found: object, *, key: str) -> bool:
    """Tell whether a found property is one of those an entry allows."""
    if isinstance(wanted, list):
        return any(matches(one, found, key=key) for one in wanted)
    if wanted == "*":
        return bool(found)
    if key == "value":
        return found is not None and Decimal(str(wanted)) == found
    if key == "printed":
        return squeeze(str(wanted)) == found
    return wanted == found


def figure_fits(entry: Entry, figure: Figure) -> bool:
    """Tell whether a figure is as the entry says; a word (持平) may be printed longer."""
    word = figure.word and str(entry.get("printed")) in figure.printed
    return all(
        (word and key == "printed") or matches(entry[key], look(figure), key=key)
        for key, look in FIGURE.items()
        if key in entry
    )


def fact_fits(entry: Entry, fact: Fact) -> bool:
    """Tell whether a fact and its figure have every property the entry names."""
    return figure_fits(entry, fact.figure) and all(
        matches(entry[key], look(fact), key=key) for key, look in FACT.items() if key in entry
    )


def cases(file: str) -> list[Any]:
    """Return the cases of one file as parameters that bear their names."""
    loaded = yaml.safe_load((CASES / file).read_text(encoding="utf-8"))
    for case in loaded["cases"]:
        case["preamble"] = loaded["preamble"]
    return [pytest.param(case, id=f"{case.get('id', '')} {case['name']}".strip()) for case in loaded["cases"]]


@cache
def extracted(text: str) -> Extraction:
    """Read a passage as a plain text file and extract it."""
    return extract(read(from_bytes(text.encode(), path="case.txt")))


def reading_of(case: Entry) -> Extraction:
    """Extract the passage of a case under the title page all cases of the file share."""
    return extracted(case["preamble"] + ("\n" if case["preamble"].endswith("说明\n\n") else "") + case["text"])


def figures_of(case: Entry, extraction: Extraction) -> list[Figure]:
    """Return the numbers read in the passage itself, in reading order."""
    start = len(case["preamble"])
    numbers = [figure for figure in extraction.figures if figure.quantity and not figure.word]
    return sorted((one for one in numbers if one.span.start >= start), key=lambda one: one.span.start)


def shown(fact: Fact) -> str:
    """Show a fact on one line."""
    sign = {1: "+", -1: "−", 0: "="}.get(fact.direction, "") if fact.direction is not None else ""
    base, scope = (f"@{fact.base}" if fact.base else ""), (f" ({fact.scope})" if fact.scope else "")
    value = sign + (format(fact.figure.quantity.value, "f") if fact.figure.quantity else "(no number)")
    return f"{fact.figure.printed!r}: {fact.subject} {fact.measure}{base} {value} {fact.year}{scope}"


def listing(extraction: Extraction) -> str:
    """Show everything that was read, for a message of failure."""
    bound = {id(fact.figure) for fact in extraction.facts}
    loose = [f"{one.printed!r}: no fact ({one.why})" for one in extraction.figures if id(one) not in bound]
    return "\n    ".join(["", *map(shown, extraction.facts), *loose])


def fact_faults(case: Entry, extraction: Extraction) -> Iterable[str]:
    """Yield what is wrong with the facts read from a passage."""
    for entry in case.get("facts", ()):
        if not any(fact_fits(entry, fact) for fact in extraction.facts):
            yield f"missing: {entry}"
    for entry in case.get("not", ()):
        yield from (f"wrong: {shown(one)}  against {entry}" for one in extraction.facts if fact_fits(entry, one))
        if set(entry) <= set(FIGURE):
            numbers = [one.printed for one in figures_of(case, extraction) if figure_fits(entry, one)]
            yield from (f"wrong: {printed!r}  against {entry}" for printed in numbers)


def unbound_faults(entries: Iterable[Entry], extraction: Extraction) -> Iterable[str]:
    """Yield which figures were not read at all, or carry a fact although they must not."""
    for entry in entries:
        if not any(figure_fits(entry, figure) for figure in extraction.figures):
            yield f"no such figure: {entry}"
        bound = [fact for fact in extraction.facts if figure_fits(entry, fact.figure)]
        yield from (f"must carry no fact: {shown(fact)}" for fact in bound)


def reason_faults(wanted: Entry, reason: Reason) -> Iterable[str]:
    """Yield how a reason differs from the one that was wanted."""
    text, explained = wanted["text"], {squeeze(fact.figure.printed) for fact in reason.explains}
    if squeeze(reason.text) != squeeze(text):
        yield f"text {reason.text!r}, not {text!r}"
    for key in ("about", "direction"):
        if not matches(wanted[key], getattr(reason, key), key=key):
            yield f"{text}: {key} {getattr(reason, key)!r}, not {wanted[key]!r}"
    yield from (f"{text}: does not explain {one}" for one in wanted.get("explains", ()) if one not in explained)
    yield from (f"{text}: explains {one}" for one in wanted.get("never", ()) if one in explained)
    if "explains_any" in wanted and not explained & set(wanted["explains_any"]):
        yield f"{text}: explains {sorted(explained)}, none of {wanted['explains_any']}"


@pytest.mark.parametrize("case", [*cases("phrasing.yaml"), *cases("provinces.yaml")])
def test_phrasing_is_read_as_an_accountant_would(case):
    extraction = reading_of(case)
    faults = [*fact_faults(case, extraction), *unbound_faults(case.get("figures", ()), extraction)]
    assert not faults, "\n  " + "\n  ".join(faults) + "\n  read:" + listing(extraction)


@pytest.mark.parametrize("case", cases("numbers.yaml"))
def test_number_has_its_value_and_unit(case):
    extraction = reading_of(case)
    found = figures_of(case, extraction)
    read_as = [(one.printed, str(one.quantity.value), one.quantity.unit) for one in found if one.quantity]
    wanted = case.get("expect")
    if wanted is not None:
        agree = len(found) == len(wanted) and all(map(figure_fits, wanted, found))
        assert agree, f"\n  wanted: {wanted}\n  read:   {read_as}"
    wrong = [entry for entry in case.get("not", ()) for one in found if figure_fits(entry, one)]
    assert not wrong, f"\n  must not be read: {wrong}\n  read: {read_as}"


@pytest.mark.parametrize("case", cases("reasons.yaml"))
def test_reason_has_its_span_and_explains_its_figures(case):
    extraction = reading_of(case)
    wanted, found = case["reasons"], extraction.reasons
    texts = [one.text for one in found]
    if case.get("optional") and not found:
        pytest.skip("a reason in this place may stay unread")
    assert len(found) == len(wanted), f"\n  wanted: {[one['text'] for one in wanted]}\n  read:   {texts}"
    faults = [fault for one, other in zip(wanted, found, strict=True) for fault in reason_faults(one, other)]
    faults += fact_faults(case, extraction)
    faults += unbound_faults(({"printed": one} for one in case.get("unbound", ())), extraction)
    assert not faults, "\n  " + "\n  ".join(faults) + "\n  read:" + listing(extraction)
    for reason in found:
        span = reason.anchor.span
        assert extraction.disclosure.documents[0].text[span.start : span.end] == reason.text


def test_every_phrasing_pattern_has_a_case():
    assert {param.values[0]["id"] for param in cases("phrasing.yaml")} == {f"P{one:02}" for one in range(1, 61)}
