"""YAML of a rule file with the place of every value, and the checks that name that place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import yaml

from rules.errors import CatalogueError, nearest

if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from pathlib import Path

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The libyaml parser where PyYAML was built with it: about ten times as fast."""

MOST: Final = 200_000
"""Bytes of a rule file; the longest of the catalogue has a tenth of it."""
VALUES: Final = 20_000
"""Values of a rule file, those that ``*alias`` repeats counted each time."""
DEPTH: Final = 40

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
        return _at(self.path, find(self.node, at).start_mark, problem)


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


def compose(path: Path) -> Part:
    """Parse a file into its value with places; faults of YAML itself become CatalogueErrors too."""
    try:
        node = yaml.compose(_text(path), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        raise _at(path, error.problem_mark, f"不是合法的 YAML:{error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _at(path, None, f"不是合法的 YAML:{error}") from error
    if not isinstance(node, yaml.MappingNode):
        raise _at(path, None, "规则文件应是一组“键: 值”")
    return Part(File(path, node), (), _value(node, path=path, left=[VALUES]))


def _text(path: Path) -> str:
    """Return the text of a file, with or without the mark that Windows puts before UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _at(path, None, f"打不开文件:{error.strerror or error}") from error
    if len(data) > MOST:
        raise _at(path, None, f"规则文件太大:{len(data)} 字节,最多 {MOST} 字节")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError(path=path, line=line, column=1, problem="不是 UTF-8 编码;请另存为 UTF-8") from error


def _at(path: Path, mark: yaml.Mark | None, problem: str) -> CatalogueError:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return CatalogueError(path=path, line=line, column=column, problem=problem)


def _value(node: yaml.Node, *, path: Path, left: list[int], depth: int = 0) -> object:
    """Return the plain value of a node: dict, list, str, int, bool or None."""
    left[0] -= 1
    if left[0] < 0 or depth > DEPTH:
        raise _at(path, node.start_mark, "内容太多或套得太深:一个文件只写一条规则")
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _at(path, key.start_mark, "键应是文字")
            if key.value in found:
                raise _at(path, key.start_mark, f"“{key.value}”写了两次")
            found[key.value] = _value(value, path=path, left=left, depth=depth + 1)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path=path, left=left, depth=depth + 1) for item in node.value]
    return SCALARS.get(node.tag, str)(node.value)


def _boolean(text: str) -> bool:
    return text.lower() in {"true", "yes", "on"}


def _integer(text: str) -> object:
    """Return a number; what YAML takes for one in other notations (0x1f, 12:30) stays text."""
    return int(text) if text.lstrip("+-").isascii() and text.lstrip("+-").isdigit() else text


SCALARS: Final[dict[str, Callable[[str], object]]] = {
    "tag:yaml.org,2002:int": _integer,
    "tag:yaml.org,2002:bool": _boolean,
    "tag:yaml.org,2002:null": lambda _: None,
}


def mapping(part: Part, fields: dict[str, Callable[[Part], object]], *, required: tuple[str, ...]) -> dict[str, object]:
    """Check a mapping key by key and return its checked values."""
    if not isinstance(part.value, dict):
        raise part.wrong(f"应是一组“键: 值”,键为:{'、'.join(fields)}")
    for key in part.value:
        if key not in fields:
            raise part.wrong(f"未知的键“{key}”;{nearest(key, fields)}可用的键:{'、'.join(fields)}", at=(key,))
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
            near = nearest(part.value, legal)
            raise part.wrong(f"“{part.value}”不在可用的值之内;{near}可用的值:{'、'.join(legal)}")
        return str(part.value)

    return check


def shaped(pattern: re.Pattern[str], like: str) -> Callable[[Part], str]:
    """Return a check that a text has a shape."""

    def check(part: Part) -> str:
        if not isinstance(part.value, str) or not pattern.fullmatch(part.value):
            raise part.wrong(f"“{part.value}”写法不对,应如 {like}")
        return part.value

    return check
