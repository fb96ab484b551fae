"""Signs that the scope of one disclosure is not that of another: words that say so, units that came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rules.collection.member import HEAD

if TYPE_CHECKING:
    from rules.collecting import Collection
    from rules.collection.member import Passage

SAID: Final = ";{where}提到“{quote}”,两边的口径或范围可能不同,降一级提示"
LISTED: Final = ";机构设置所列单位与上年不同(“{quote}”),两边的口径或范围可能不同,降一级提示"
WHERE: Final = "{name}{year}年度文件"


def changes(collection: Collection) -> list[tuple[str, Passage]]:
    """Return what says that the scope changed, each in words for a message.

    This year's own words stand first, the lists of units last.
    """
    members = (collection.lead, *collection.others)
    said = [
        (SAID.format(where=WHERE.format(name=one.card.name, year=one.card.year), quote=passage.text), passage)
        for one in members
        for passage in one.changes
    ]
    return said + [(LISTED.format(quote=unit.text), unit) for unit in _come_or_gone(collection)]


def _come_or_gone(collection: Collection) -> list[Passage]:
    """Return the units that only one of two years names, where both name any."""
    now, before = collection.lead.units, collection.others[0].units
    if collection.kind != "years" or not now or not before:
        return []
    both = {unit.text for unit in now} & {unit.text for unit in before}
    return [unit for unit in (*now, *before) if unit.text not in both and unit.text != HEAD]
