"""Reads our own YAML data files; a mistake in one is reported with path, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import yaml

from extractor.errors import VocabularyError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where libyaml is there: ten times as fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A mapping from a YAML file, read with the types the reader expects."""

    path: Path
    data: dict[str, object]

    def text(self, key: str) -> str | None:
        """Return a string or None."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, str):
            raise self.malformed(key, "应为文字")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings."""
        return self._strings(self.data.get(key) or [], key)

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """Return a mapping of lists of strings."""
        return {name: self._strings(value, key) for name, value in self._mapping(self.data.get(key), key).items()}

    def nested(self, key: str) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return a mapping of mappings of lists of strings."""
        outer = self._mapping(self.data.get(key), key)
        return {
            name: {role: self._strings(value, key) for role, value in self._mapping(below, key).items()}
            for name, below in outer.items()
        }

    def words(self, key: str) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return a mapping of mappings of words written in one line with spaces between them."""
        outer = self._mapping(self.data.get(key), key)
        return {
            name: {below: tuple(str(line).split()) for below, line in self._mapping(inner, key).items()}
            for name, inner in outer.items()
        }

    def malformed(self, key: str, problem: str, *, under: Sequence[str] = ()) -> VocabularyError:
        """Return the error for a mistake in a key or an item, with its place in the file below the keys ``under``."""
        line, column = _place(self.path, key, under=under)
        return VocabularyError(f"{self.path}:{line}:{column}:{key}:{problem}")

    def illegal(self, key: str, problem: str, legal: Collection[str], *, under: Sequence[str] = ()) -> VocabularyError:
        """Return the error for a name that is not among the legal ones, with the nearest of them."""
        return self.malformed(key, f"{problem},{among(key, legal)}", under=under)

    def _mapping(self, value: object, key: str) -> dict[str, object]:
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise self.malformed(key, "应为“名称: 值”的对照")
        return value

    def _strings(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.malformed(key, "应为文字的列表")
        return tuple(value)


def load_mapping(path: Path, *, keys: Iterable[str]) -> DataFile:
    """Read a file whose top level is a mapping with no other than these keys."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe loader, in C where it can be
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise VocabularyError(f"{path}:{place}:不是合法的 YAML:{error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}:1:1:不是合法的 YAML:{error}") from error
    if not isinstance(data, dict):
        raise VocabularyError(f"{path}:1:1:文件应为“名称: 值”的对照")
    file = DataFile(path=path, data=data)
    legal = tuple(keys)
    for key in data:
        if key not in legal:
            raise file.illegal(str(key), "没有这一项", legal)
    return file


def among(name: str, legal: Collection[str]) -> str:
    """Return in Chinese the legal name nearest to a wrong one, and all of them.

    >>> among("titels", ["title", "titles"])
    '最接近的是 titles,合法的是:title titles'
    """
    near = get_close_matches(name, sorted(legal), n=1, cutoff=0.5)
    return (f"最接近的是 {near[0]}," if near else "") + f"合法的是:{' '.join(sorted(legal))}"


def _place(path: Path, key: str, *, under: Sequence[str] = ()) -> tuple[int, int]:
    """Return line and column of a key or item below other keys; the file was valid YAML a moment ago."""
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    nodes = [] if root is None else [root]
    for above in under:
        nodes = [value for node in nodes for name, value in _pairs(node) if name.value == above]
    while nodes:
        node = nodes.pop(0)
        if isinstance(node, yaml.ScalarNode) and node.value == key:
            return node.start_mark.line + 1, node.start_mark.column + 1
        if isinstance(node, yaml.SequenceNode):
            nodes.extend(node.value)
        for name, value in _pairs(node):
            if name.value == key:
                return name.start_mark.line + 1, name.start_mark.column + 1
            nodes.append(value)
    return 1, 1


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []
