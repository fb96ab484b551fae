"""The rule files of the catalogue, read, validated and selected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rules.errors import CatalogueError, SelectionError, nearest
from rules.rule_file import read_own_rule, read_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rules.rule import Rule

CATALOGUE = Path(__file__).parent / "catalogue"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, kw_only=True, eq=False)
class Rulebook:
    """The rules in force, in the order of their ids; a book is itself alone, so that work on it can be cached."""

    rules: tuple[Rule, ...]
    names: Mapping[str, Rule]
    """Every id, name and alias."""

    def rule(self, name: str) -> Rule:
        """Return the rule of that id, name or alias."""
        try:
            return self.names[name]
        except KeyError:
            raise SelectionError(self._unknown("规则", name)) from None

    def select(self, *, select: Iterable[str] | None = None, ignore: Iterable[str] | None = None) -> Rulebook:
        """Return the book with the rules ``select`` names (all for None) less those ``ignore`` names.

        Both take ids (``RA02``), beginnings of ids (``RA``), names, aliases and families.
        """
        chosen = set(self.ids) if select is None else self._named(select)
        return book(rule for rule in self.rules if rule.id in chosen - self._named(ignore or ()))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules."""
        return tuple(rule.id for rule in self.rules)

    def _named(self, names: Iterable[str]) -> set[str]:
        return {identifier for name in names for identifier in self._matching(name.strip())}

    def _matching(self, name: str) -> tuple[str, ...]:
        if name in self.names:
            return (self.names[name].id,)
        found = tuple(r.id for r in self.rules if r.family == name or (name and r.id.startswith(name.upper())))
        if not found:
            raise SelectionError(self._unknown("规则或类别", name))
        return found

    def _unknown(self, what: str, name: str) -> str:
        legal = self._legal()
        return f"没有{what}“{name}”;{nearest(name, legal)}可用的有:{self._listed()},或规则的名称,见 gouji rules"

    def _listed(self) -> str:
        """Return families and ids in short: every name would be a wall."""
        families = sorted({rule.family for rule in self.rules})
        by_letters: dict[str, list[str]] = {}
        for one in self.ids:
            by_letters.setdefault(one[:2], []).append(one)
        ids = (ids[0] if len(ids) == 1 else f"{ids[0]}–{ids[-1]}" for ids in by_letters.values())
        return "、".join((*families, *ids))

    def _legal(self) -> tuple[str, ...]:
        families = sorted({rule.family for rule in self.rules})
        return (*families, *self.ids, *sorted(rule.name for rule in self.rules))


def book(rules: Iterable[Rule]) -> Rulebook:
    """Return a book of rules whose ids, names and aliases are known to be unique."""
    ordered = tuple(sorted(rules, key=lambda rule: rule.id))
    names = {name: rule for rule in ordered for name in (*rule.aliases, rule.name, rule.id)}
    return Rulebook(rules=ordered, names=names)


def load(catalogue: Path) -> Rulebook:
    """Read every ``<family>/<ID>_<slug>.yaml`` under a folder; raise CatalogueError on the first fault."""
    return _read(catalogue.glob("*/*.yaml"), read_rule, {})


def load_own(folders: Iterable[Path], *, beside: Rulebook) -> Rulebook:
    """Return a book with the rules of an office's folders beside others; no name may be taken twice.

    Every ``.yaml`` and ``.yml`` below the folders is a rule.
    """
    known = dict(beside.names)
    for folder in folders:
        if not folder.is_dir():
            raise CatalogueError(path=folder, line=1, column=1, problem="没有这个规则文件夹")
        files = (path for path in folder.rglob("*") if path.suffix.casefold() in SUFFIXES and path.is_file())
        known = dict(_read(files, read_own_rule, known).names)
    _check_yields(known)
    return book({rule.id: rule for rule in known.values()}.values())


def _read(files: Iterable[Path], read: Callable[[Path], Rule], known: Mapping[str, Rule]) -> Rulebook:
    found = dict(known)
    for path in sorted(files):
        rule = read(path)
        for name in (rule.id, rule.name, *rule.aliases):
            if name in found:
                problem = f"“{name}”已由 {found[name].path} 使用,请换一个"
                raise CatalogueError(path=path, line=1, column=1, problem=problem)
            found[name] = rule
    return book({rule.id: rule for rule in found.values()}.values())


def _check_yields(known: Mapping[str, Rule]) -> None:
    """Check that the rules that an office's rule gives way to exist."""
    for rule in known.values():
        listed = rule.spec.get("yields", ()) if rule.own else ()
        for name in listed if isinstance(listed, list) else (str(listed),) if listed else ():
            if name not in known or known[name].id != name:
                problem = f"{rule.id} 的 yields 里没有编号为“{name}”的规则;{nearest(name, known)}写规则的编号"
                raise CatalogueError(path=rule.path, line=1, column=1, problem=problem)


@cache
def rulebook() -> Rulebook:
    """Return the product's own catalogue."""
    return load(CATALOGUE)
