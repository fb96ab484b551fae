"""One rule file, from YAML with places to a validated Rule."""

from __future__ import annotations

import re
import warnings
from importlib import import_module
from string import Formatter
from typing import TYPE_CHECKING, Final, get_args

from rules.errors import SpecError
from rules.kind_names import kind_module, kind_names
from rules.placed import Part, body, compose, mapping, one_of, shaped, text, words
from rules.rule import SEVERITIES, Example, Family, Rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STATUSES: Final = ("preview", "stable", "deprecated")
FAMILIES: Final[tuple[str, ...]] = get_args(Family)
ID: Final = re.compile(r"[A-Z]{2}\d{2}")
OWN: Final = re.compile(r"X[A-Z]\d{2}")
"""Ids of an office's own rules; the catalogue has none that begin so, now or later."""
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SINCE: Final = re.compile(r"\d+\.\d+\.\d+")


def read_rule(path: Path) -> Rule:
    """Read and validate one rule file of the catalogue; raise CatalogueError with its place and the legal values."""
    part = compose(path)
    rule = _rule(part)
    check_place(rule, part)
    return rule


def read_own_rule(path: Path) -> Rule:
    """Read and validate one rule of an office: also every name in its spec and message, as nobody else tests it."""
    from rules.legal import check_names

    part = compose(path)
    identifier = part.value.get("id") if isinstance(part.value, dict) else None
    if isinstance(identifier, str) and ID.fullmatch(identifier) and not OWN.fullmatch(identifier):
        raise part.wrong(f"自己的规则,编号以 X 开头,如 XA01;“{identifier}”留给产品自带的规则", at=("id",))
    rule = _rule(part, own=True)
    check_names(rule, part)
    return rule


def _rule(part: Part, *, own: bool = False) -> Rule:
    fields = mapping(part, FIELDS, required=REQUIRED)
    rule = Rule(path=part.file.path, own=own, **fields)  # type: ignore[arg-type]  # every field was checked by its own function
    check_kind(rule, part)
    return rule


def message(part: Part) -> str:
    """Check that a message's named fields can be filled in."""
    value = text(part)
    try:
        fields = [field for field in Formatter().parse(value) if field[1] is not None]
    except ValueError as error:
        raise part.wrong(f"大括号不成对:{error}") from error
    if not all(name and name.isidentifier() and not (form or conversion) for _, name, form, conversion in fields):
        raise part.wrong("大括号里应是字段名,如 {stated}")
    return value


def kind(part: Part) -> str:
    """Check that a kind of rules exists."""
    return one_of(kind_names())(part)


def spec(part: Part) -> dict[str, object]:
    """Check that a spec is a mapping; its kind checks the rest."""
    if not isinstance(part.value, dict):
        raise part.wrong("应是一组“键: 值”")
    return part.value


def examples(part: Part) -> tuple[Example, ...]:
    """Check the list of wrong or right examples."""
    if not isinstance(part.value, list) or not part.value:
        raise part.wrong("应是至少一个例子的列表")
    return tuple(example(Part(part.file, (*part.at, number), item)) for number, item in enumerate(part.value))


def example(part: Part) -> Example:
    """Check one example: its quote must stand in its text."""
    required = ("text", "quote") if part.at[0] == "wrong" else ("text",)
    found = mapping(part, EXAMPLE, required=required)
    result = Example(**found)  # type: ignore[arg-type]  # every field was checked by its own function
    if result.quote and result.quote not in result.text:
        raise part.wrong(f"例文里没有“{result.quote}”", at=("quote",))
    return result


EXAMPLE: Final[dict[str, Callable[[Part], object]]] = {
    "text": body,
    "quote": text,
    "replacement": text,
    "note": text,
}
REQUIRED: Final = ("id", "name", "title", "family", "severity", "why", "message", "kind", "wrong", "right")
FIELDS: Final[dict[str, Callable[[Part], object]]] = {
    "id": shaped(ID, "RA01(两个字母、两位数字)"),
    "name": shaped(NAME, "growth-rate-mismatch"),
    "title": text,
    "family": one_of(FAMILIES),
    "severity": one_of(SEVERITIES),
    "severity_why": text,
    "status": one_of(STATUSES),
    "since": shaped(SINCE, "0.1.0"),
    "applies_to": text,
    "why": text,
    "formula": text,
    "message": message,
    "no_error": words,
    "sources": words,
    "kind": kind,
    "spec": spec,
    "wrong": examples,
    "right": examples,
    "aliases": words,
}


def check_place(rule: Rule, part: Part) -> None:
    """Check that the file stands in its family's folder and is named for its id."""
    if rule.path.parent.name != rule.family:
        raise part.wrong(f"文件在“{rule.path.parent.name}”夹内,family 应与夹名相同", at=("family",))
    if not rule.path.stem.startswith(f"{rule.id}_"):
        raise part.wrong(f"文件名应以 {rule.id}_ 开头", at=("id",))


def check_kind(rule: Rule, part: Part) -> None:
    """Let the kind check the spec."""
    module = kind_module(rule.kind)
    check = getattr(import_module(module), "check_spec", None)
    if check is None:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # of an expression that will mean something else one day
            check(rule.spec)
    except SpecError as error:
        raise part.wrong(error.problem, at=("spec", *error.at)) from error
    except (TypeError, ValueError, KeyError, AttributeError, FutureWarning) as error:
        raise part.wrong(f"{rule.kind} 不接受这样的 spec:{error}", at=("spec",)) from error
