"""Tables that the form of a disclosure has and that are not among those that were read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from extractor.titles import core, normal
from rules.binding.cells import within
from rules.forms import form_of, is_vague
from rules.tabular import UNKNOWN, finding_at, tables_of, unread_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from extractor.document import Document
    from extractor.template import Due
    from rules.finding import Finding
    from rules.rule import Rule, Severity
    from rules.scene import Scene

KEYS: Final = ("least",)
"""How many of the form's tables must be there to show that tables were read at all."""

OF_UNITS: Final = frozenset({"income_units", "expenditure_units"})
"""Tables by unit, which a single unit has nothing to fill in for."""

ATTACHED: Final = frozenset({"performance"})
"""What many give as attachments instead of tables."""

FEW: Final = 3
"""A table with fewer figures is a list of names."""

TWICE: Final = 2
"""A title in the contents and once more is a table that is there, perhaps as a picture."""

_FILLING: Final = re.compile(r'[\s"《》]+')


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield one finding with all missing tables."""
    if not scene.leads:
        return
    disclosure = scene.extraction.disclosure
    due = [one for one in form_of(scene.extraction).tables_of(disclosure.year) if one.role not in ATTACHED]
    if disclosure.kind == "单位决算":
        due = [one for one in due if one.role not in OF_UNITS]
    read = Counter(table.role or "" for _, table in tables_of(scene))
    if len({one.role for one in due if read[one.role]}) < int(str(rule.spec["least"])):
        return
    captioned = _captioned(due, disclosure.documents)
    lacking = _not_read(due, read, captioned)
    missing = tuple(one.name for one in _not_printed(lacking, due, disclosure.documents))
    if missing:
        severity = _severity(scene, captioned)
        yield finding_at(scene, rule, (), known=missing, severity=severity, missing="、".join(missing))


def _captioned(due: Sequence[Due], documents: Sequence[Document]) -> Mapping[Due, frozenset[tuple[str, int]]]:
    """Return the tables that bear the title of what is due; the longest title that a caption ends with counts."""
    titles = sorted(((title, one) for one in due for title in one.titles), key=lambda pair: -len(pair[0]))
    found: dict[Due, set[tuple[str, int]]] = {}
    for document in documents:
        for table in document.tables:
            caption = "" if table.caption is None else core(normal(document.quote(table.caption)))
            of = next((one for title, one in titles if caption.endswith(title)), None)
            if of is not None:
                found.setdefault(of, set()).add((document.source.id, table.number))
    return {one: frozenset(tables) for one, tables in found.items()}


def _not_read(due: Sequence[Due], read: Mapping[str, int], captioned: Container[Due]) -> list[Due]:
    """Return what is due and was not read; where a role is due several times no more than are lacking of it."""
    owed = Counter(one.role for one in due)
    found: list[Due] = []
    for one in reversed(due):
        if one not in captioned and owed[one.role] > read[one.role]:
            owed[one.role] -= 1
            found.insert(0, one)
    return found


def _not_printed(missing: Sequence[Due], due: Sequence[Due], documents: Sequence[Document]) -> Iterator[Due]:
    """Yield those whose titles are not printed twice; a title inside a longer one of the form is not its own."""
    if not missing:
        return
    titles = sorted((title for one in due for title in one.titles), key=len, reverse=True)
    text = "".join(_FILLING.sub("", document.folded.text) for document in documents)
    printed = Counter(match[0] for match in re.finditer("|".join(map(re.escape, titles)), text))
    for one in missing:
        if sum(printed[title] for title in one.titles) < TWICE:
            yield one


def _severity(scene: Scene, captioned: Mapping[Due, frozenset[tuple[str, int]]]) -> Severity | None:
    """Return info where the missing tables may be there all the same, or where nothing is known of the form."""
    told = frozenset(table for tables in captioned.values() for table in tables)
    return "info" if is_vague(scene.extraction) or _unknown(scene, told) else None


def _unknown(scene: Scene, told: frozenset[tuple[str, int]]) -> bool:
    """Tell whether a table with figures was not recognised, not even by its title: it may be the missing one."""
    unread = unread_in(scene)
    return any(
        table.role in {None, UNKNOWN}
        and (document.source.id, table.number) not in told
        and len(within(unread[document.source.id], table)) >= FEW
        for document in scene.extraction.disclosure.documents
        for table in document.tables
    )
