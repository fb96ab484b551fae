"""One rule file, from YAML with places to a validated Rule."""

from __future__ import annotations

import re
from importlib import import_module
from string import Formatter
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import yaml

from rules.errors import CatalogueError, SpecError
from rules.kind_names import kind_module, kind_names
from rules.rule import SEVERITIES, Example, Family, Rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The libyaml parser where PyYAML was built with it: about ten times as fast."""

STATUSES: Final = ("preview", "stable", "deprecated")
FAMILIES: Final[tuple[str, ...]] = get_args(Family)
ID: Final = re.compile(r"[A-Z]{2}\d{2}")
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SINCE: Final = re.compile(r"\d+\.\d+\.\d+")

At = tuple[str | int, ...]


class Part(NamedTuple):
    """A value of the file and where it stands: the keys and numbers that lead to it."""

    file: File
    at: At
    value: object

    def wrong(self, problem: str, *, at: At = ()) -> CatalogueError:
        """Return the error to raise for this value."""
        return self.file.wrong((*self.at, *at), problem)


class File(NamedTuple):
    """A rule file with its node tree, which knows lines and columns."""

    path: Path
    node: yaml.Node

    def wrong(self, at: At, problem: str) -> CatalogueError:
        """Return the error for the value that ``at`` leads to."""
        mark = find(self.node, at).start_mark
        return CatalogueError(path=self.path, line=mark.line + 1, column=mark.column + 1, problem=problem)


def find(node: yaml.Node, at: At) -> yaml.Node:
    """Return the node ``at`` leads to, or the nearest above it that exists."""
    for step in at:
        if isinstance(node, yaml.MappingNode):
            below = [value for key, value in node.value if key.value == step]
        else:
            below = list(node.value[step : step + 1]) if isinstance(step, int) else []
        if not below or not isinstance(below[0], yaml.Node):
            return node
        node = below[0]
    return node


def read_rule(path: Path) -> Rule:
    """Read and validate one rule file; raise CatalogueError with its place and the legal values."""
    file = compose(path)
    fields = mapping(Part(file, (), value_of(file.node)), FIELDS, required=REQUIRED)
    rule = Rule(path=path, **fields)  # type: ignore[arg-type]  # every field was checked by its own function
    check_place(rule, file)
    check_kind(rule, file)
    return rule


def compose(path: Path) -> File:
    """Parse a file into nodes; faults of YAML itself become CatalogueErrors too."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise CatalogueError(path=path, line=line, column=column, problem=f"不是合法的 YAML:{error.problem}") from error
    if not isinstance(node, yaml.MappingNode):
        raise CatalogueError(path=path, line=1, column=1, problem="规则文件应是一组“键: 值”")
    return File(path, node)


def value_of(node: yaml.Node) -> object:
    """Return the plain value of a node: dict, list, str, int, bool or None."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    return SCALARS.get(node.tag, str)(node.value)


def boolean(text: str) -> bool:
    """Read YAML's true and false."""
    return text.lower() in {"true", "yes", "on"}


SCALARS: Final[dict[str, Callable[[str], object]]] = {
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:bool": boolean,
    "tag:yaml.org,2002:null": lambda _: None,
}


def mapping(part: Part, fields: dict[str, Callable[[Part], object]], *, required: tuple[str, ...]) -> dict[str, object]:
    """Check a mapping key by key and return its checked values."""
    if not isinstance(part.value, dict):
        raise part.wrong(f"应是一组“键: 值”,键为:{'、'.join(fields)}")
    for key in part.value:
        if key not in fields:
            raise part.wrong(f"未知的键“{key}”;可用的键:{'、'.join(fields)}", at=(key,))
    for key in required:
        if key not in part.value:
            raise part.wrong(f"缺少“{key}”;必须有:{'、'.join(required)}")
    return {key: fields[key](Part(part.file, (*part.at, key), value)) for key, value in part.value.items()}


def text(part: Part) -> str:
    """Check a text that is not empty."""
    if not isinstance(part.value, str) or not part.value.strip():
        raise part.wrong("应是不为空的文字")
    return part.value.strip()


def body(part: Part) -> str:
    """Check an example's text, whose line breaks count."""
    text(part)
    return str(part.value)


def words(part: Part) -> tuple[str, ...]:
    """Check a list of texts."""
    if not isinstance(part.value, list):
        raise part.wrong("应是文字的列表")
    return tuple(text(Part(part.file, (*part.at, number), item)) for number, item in enumerate(part.value))


def one_of(legal: tuple[str, ...]) -> Callable[[Part], str]:
    """Return a check that a value is one of a closed list."""

    def check(part: Part) -> str:
        if part.value not in legal:
            raise part.wrong(f"“{part.value}”不在可用的值之内:{'、'.join(legal)}")
        return str(part.value)

    return check


def shaped(pattern: re.Pattern[str], like: str) -> Callable[[Part], str]:
    """Return a check that a text has a shape."""

    def check(part: Part) -> str:
        if not isinstance(part.value, str) or not pattern.fullmatch(part.value):
            raise part.wrong(f"“{part.value}”写法不对,应如 {like}")
        return part.value

    return check


def message(part: Part) -> str:
    """Check that a message's named fields can be filled in."""
    value = text(part)
    try:
        names = [name for _, name, _, _ in Formatter().parse(value) if name is not None]
    except ValueError as error:
        raise part.wrong(f"大括号不成对:{error}") from error
    if not all(name.isidentifier() for name in names):
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


def check_place(rule: Rule, file: File) -> None:
    """Check that the file stands in its family's folder and is named for its id."""
    if rule.path.parent.name != rule.family:
        raise file.wrong(("family",), f"文件在“{rule.path.parent.name}”夹内,family 应与夹名相同")
    if not rule.path.stem.startswith(f"{rule.id}_"):
        raise file.wrong(("id",), f"文件名应以 {rule.id}_ 开头")


def check_kind(rule: Rule, file: File) -> None:
    """Let the kind check the spec."""
    module = kind_module(rule.kind)
    check = getattr(import_module(module), "check_spec", None)
    if check is None:
        return
    try:
        check(rule.spec)
    except SpecError as error:
        raise file.wrong(("spec", *error.at), error.problem) from error
    except (TypeError, ValueError, KeyError) as error:
        raise file.wrong(("spec",), f"{rule.kind} 不接受这样的 spec:{error}") from error
