"""Settings of an office: ``gouji.toml``, or ``[tool.gouji]`` in pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from gouji import globbing
from gouji.filing import MODES
from gouji.toml_places import place
from rules.errors import nearest
from rules.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME: Final = "gouji.toml"
PYPROJECT: Final = "pyproject.toml"
FAIL_ON: Final = (*SEVERITIES, "never")
MOST: Final = 1_000_000
MOST_WORKERS: Final = 256
_AT: Final = re.compile(r" ?\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")

Severities = tuple[tuple[str, str], ...]


class SettingsError(Exception):
    """A file of settings is malformed; the message starts with ``path:line:column``."""

    def __init__(self, *, path: Path, line: int, column: int, problem: str) -> None:
        self.path, self.line, self.column, self.problem = path, line, column, problem
        super().__init__(f"{path}:{line}:{column}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PerPath:
    """What holds for the files that a pattern fits, beside or instead of what holds for all."""

    glob: str
    template: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severity: Severities = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a file of settings says; None where it says nothing."""

    file: Path | None = None
    text: str = ""
    """The file's text, for the places of what is found wrong later."""
    above: tuple[str, ...] = ()
    """The table that the settings stand in: ``tool.gouji``, or none."""
    template: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severity: Severities = ()
    per_path: tuple[PerPath, ...] = ()
    rules: tuple[str, ...] = ()
    """Folders of the office's own rules, absolute."""
    templates: tuple[str, ...] = ()
    fail_on: str | None = None
    workers: int | None = None
    group: str | None = None

    def wrong(self, keys: tuple[str, ...], problem: str, *, value: object = None) -> SettingsError:
        """Return the error for a key, or for a value of it."""
        return _wrong(_File(self.file or Path(NAME), self.text, self.above), keys, problem, value=value)


class _File(NamedTuple):
    path: Path
    text: str
    above: tuple[str, ...]


class _Value(NamedTuple):
    """A value with the keys that lead to it."""

    file: _File
    keys: tuple[str, ...]
    value: object

    def wrong(self, problem: str, *, value: object = None) -> SettingsError:
        return _wrong(self.file, self.keys, problem, value=value)


def _wrong(file: _File, keys: tuple[str, ...], problem: str, *, value: object = None) -> SettingsError:
    line, column = place(file.text, (*file.above, *keys), value=value)
    return SettingsError(path=file.path, line=line, column=column, problem=problem)


def settings(given: Path | None = None, *, start: Path | None = None) -> Settings:
    """Return the settings of the file that was named, or of the first one from the working folder upward."""
    if given is not None:
        return read(given)
    for folder in (here := (start or Path.cwd()).resolve(), *here.parents):
        if (folder / NAME).is_file():
            return read(folder / NAME)
        if (folder / PYPROJECT).is_file() and (found := _of_project(folder / PYPROJECT)):
            return found
    return Settings()


def _of_project(path: Path) -> Settings | None:
    """Return what a project's own file says of gouji; one that says nothing, right or wrong, is not ours to judge."""
    try:
        tool = tomllib.loads(_text(path)).get("tool")
    except tomllib.TOMLDecodeError as error:
        if "[tool.gouji" in _text(path):
            raise _not_toml(path, error) from error
        return None
    return read(path) if isinstance(tool, dict) and "gouji" in tool else None


def read(path: Path) -> Settings:
    """Read and check a file of settings; raise SettingsError with the place and the legal values."""
    text = _text(path)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, error) from error
    above: tuple[str, ...] = ("tool", "gouji") if path.name == PYPROJECT else ()
    file = _File(path, text, above)
    below: object = found
    for key in above:
        below = below.get(key, {}) if isinstance(below, dict) else {}
    return Settings(file=path, text=text, above=above, **_mapping(_Value(file, (), below), FIELDS))  # type: ignore[arg-type]  # every field was checked by its own function


def _text(path: Path) -> str:
    """Return the text of a file, with or without the mark that Windows puts before UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"打不开设置文件:{error.strerror or error}"
        raise SettingsError(path=path, line=1, column=1, problem=problem) from error
    if len(data) > MOST:
        raise SettingsError(path=path, line=1, column=1, problem="设置文件太大")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(path=path, line=line, column=1, problem="不是 UTF-8 编码;请另存为 UTF-8") from error


def _not_toml(path: Path, error: tomllib.TOMLDecodeError) -> SettingsError:
    said = str(error)
    at = _AT.search(said)
    line, column = (int(at["line"] or 1), int(at["column"] or 1)) if at else (1, 1)
    backslash = "escape" in said.casefold() or "\\" in said or "hex" in said.casefold()
    hint = ";Windows 路径请写在单引号里,或用 / 代替 \\" if backslash else ""
    return SettingsError(path=path, line=line, column=column, problem=f"不是合法的 TOML:{_AT.sub('', said)}{hint}")


def _mapping(part: _Value, fields: Mapping[str, Callable[[_Value], object]]) -> dict[str, object]:
    """Check a table key by key; ``per-path`` becomes ``per_path``."""
    if not isinstance(part.value, dict):
        raise part.wrong(f"应是一组设置,可用的有:{'、'.join(fields)}")
    checked: dict[str, object] = {}
    for key, value in part.value.items():
        here = _Value(part.file, (*part.keys, key), value)
        if key not in fields:
            raise here.wrong(f"没有设置“{key}”;{nearest(key, fields)}可用的有:{'、'.join(fields)}")
        checked[key.replace("-", "_")] = fields[key](here)
    return checked


def _word(part: _Value) -> str:
    if not isinstance(part.value, str) or not part.value.strip():
        raise part.wrong("应是不为空的文字,写在引号里", value=part.value)
    return part.value.strip()


def _words(part: _Value) -> tuple[str, ...]:
    """Check a list of texts; one text may stand alone."""
    listed = part.value if isinstance(part.value, list) else [part.value]
    found: list[str] = []
    for one in listed:
        if not isinstance(one, str) or not one.strip():
            raise part.wrong('应是文字的列表,如 ["RA01", "WO"]', value=one)
        found.append(one.strip())
    return tuple(found)


def _folders(part: _Value) -> tuple[str, ...]:
    r"""Check a list of folders, which stand beside the file of settings; "C:\new" holds a line break, not a path."""
    for one in (found := _words(part)):
        if any(char < " " for char in one):
            raise part.wrong("路径里有控制字符;Windows 路径请写在单引号里,或用 / 代替 \\")
    base = part.file.path.resolve().parent
    for one in found:
        if not (base / one).is_dir():
            raise part.wrong(f"没有文件夹“{one}”;从设置文件所在的 {base} 算起", value=one)
    return tuple(str((base / one).resolve()) for one in found)


def _one_of(legal: tuple[str, ...]) -> Callable[[_Value], str]:
    def check(part: _Value) -> str:
        if part.value not in legal:
            near = nearest(part.value, legal)
            raise part.wrong(f"“{part.value}”不在可用的值之内;{near}可用的值:{'、'.join(legal)}", value=part.value)
        return str(part.value)

    return check


def _severities(part: _Value) -> Severities:
    if not isinstance(part.value, dict):
        raise part.wrong('应是一组“规则 = "级别"”,如 RA02 = "warning"')
    check = _one_of(SEVERITIES)
    return tuple((name, check(_Value(part.file, (*part.keys, name), level))) for name, level in part.value.items())


def _workers(part: _Value) -> int:
    if type(part.value) is not int or not 1 <= part.value <= MOST_WORKERS:
        raise part.wrong(f"应是 1 到 {MOST_WORKERS} 的整数", value=part.value)
    return part.value


def _per_path(part: _Value) -> tuple[PerPath, ...]:
    if not isinstance(part.value, dict):
        raise part.wrong('应按路径各写一组,如 [per-path."2023/**"]')
    found: list[PerPath] = []
    for glob, below in part.value.items():
        here = _Value(part.file, (*part.keys, glob), below)
        if not glob.strip() or not globbing.sound(glob):
            raise here.wrong("路径写法不对;* 是任意几个字,** 是任意几层文件夹,[甲乙] 是其中一个字")
        found.append(PerPath(glob=glob, **_mapping(here, PER_PATH)))  # type: ignore[arg-type]  # as above
    return tuple(found)


PER_PATH: Final[dict[str, Callable[[_Value], object]]] = {
    "select": _words,
    "ignore": _words,
    "severity": _severities,
    "template": _word,
}
FIELDS: Final[dict[str, Callable[[_Value], object]]] = {
    **PER_PATH,
    "per-path": _per_path,
    "rules": _folders,
    "templates": _folders,
    "fail-on": _one_of(FAIL_ON),
    "workers": _workers,
    "group": _one_of(MODES),
}
