"""Reads our own YAML data files; a mistake in one is reported with path, line and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from extractor.errors import VocabularyError

if TYPE_CHECKING:
    from collections.abc import Iterable
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

    def malformed(self, key: str, problem: str) -> VocabularyError:
        """Return the error for a mistake under a key, with the place of the key in the file."""
        line, column = _place(self.path, key)
        return VocabularyError(f"{self.path}:{line}:{column}:{key}:{problem}")

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
            raise file.malformed(str(key), f"没有这一项,合法的是:{' '.join(sorted(legal))}")
    return file


def _place(path: Path, key: str) -> tuple[int, int]:
    """Return line and column of a key anywhere in the file; the file was valid YAML a moment ago."""
    stack = [yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)]
    while stack:
        node = stack.pop(0)
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == key:
                    return name.start_mark.line + 1, name.start_mark.column + 1
                stack.append(value)
    return 1, 1
