"""Words left over from the form: a rule of kind ``pattern`` may look for those that the template itself lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.folding import fold
from extractor.template import RESIDUE
from rules.errors import SpecError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.template import Template

KEY: Final = "residue"
"""What an expression says instead of its needles: the kind of words, which stand for ``{residue}`` in its regex."""
PLACE: Final = "{residue}"


def check(item: Mapping[str, object], *, at: tuple[str | int, ...]) -> None:
    """Raise SpecError where an expression over the template's own words is not written as it must be."""
    kind = item[KEY]
    if kind not in RESIDUE:
        raise SpecError(f"没有这一类“{kind}”;{nearest(str(kind), RESIDUE)}可用的:{'、'.join(RESIDUE)}", at=(*at, KEY))
    if PLACE not in str(item["regex"]):
        raise SpecError(f"regex 里要有 {PLACE},指模板留下的话", at=(*at, "regex"))
    if "needles" in item:
        raise SpecError("有 residue 就不写 needles", at=(*at, "needles"))


def filled(patterns: object, form: Template) -> Iterator[dict[str, object]]:
    """Yield the expressions of a spec with the words of a form in their place; without words there is none."""
    for item in patterns if isinstance(patterns, list) else ():
        if KEY not in item:
            yield item
            continue
        words = sorted(
            {fold(word).text for word in form.residue.get(item[KEY], ()) if word}, key=lambda w: (-len(w), w)
        )
        if words:
            regex = item["regex"].replace(PLACE, f"(?:{'|'.join(map(re.escape, words))})")
            yield {**item, "needles": words, "regex": regex}
