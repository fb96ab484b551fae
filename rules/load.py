"""The rule files of the catalogue, read, validated and selected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rules.errors import CatalogueError, SelectionError
from rules.rule_file import read_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rules.rule import Rule

CATALOGUE = Path(__file__).parent / "catalogue"


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
            raise SelectionError(f"没有规则“{name}”;可用的有:{'、'.join(self._legal())}") from None

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
            raise SelectionError(f"没有规则或类别“{name}”;可用的有:{'、'.join(self._legal())}")
        return found

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
    known: dict[str, Rule] = {}
    for path in sorted(catalogue.glob("*/*.yaml")):
        rule = read_rule(path)
        for name in (rule.id, rule.name, *rule.aliases):
            if name in known:
                other = known[name].path
                raise CatalogueError(path=path, line=1, column=1, problem=f"“{name}”已由 {other} 使用")
            known[name] = rule
    return book({rule.id: rule for rule in known.values()}.values())


@cache
def rulebook() -> Rulebook:
    """Return the product's own catalogue."""
    return load(CATALOGUE)
