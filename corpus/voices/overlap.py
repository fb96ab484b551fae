"""How much of what documents say is said in the same words: sentences with their figures and names taken out."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.writer import Manuscript

_END: Final = re.compile(r"[。；;]")
_FIGURE: Final = re.compile(r"[0-9][0-9,.]*")
_FOLDED: Final = str.maketrans("，：（）", ",:()")
_SHORT: Final = 8
"""Characters below which a sentence is no sentence."""


class Overlap(NamedTuple):
    """What a set of documents has in common."""

    sentences: int
    skeletons: int
    """How many different ones there are."""
    shared: float
    """The share of a document's sentences that another document has too, on average."""
    pairs: float
    """The share of its sentences that any single other document has, on average."""


def overlap(manuscripts: Sequence[Manuscript], *, names: Sequence[str]) -> Overlap:
    """Return the overlap of manuscripts that disclose bodies of these names."""
    each = [skeletons(manuscript, name) for manuscript, name in zip(manuscripts, names, strict=True)]
    spread = Counter(chain.from_iterable(set(one) for one in each))
    whole = sum(map(len, each))
    shared = sum(spread[skeleton] > 1 for one in each for skeleton in one)
    pairs = sum((spread[skeleton] - 1) / max(1, len(each) - 1) for one in each for skeleton in one)
    return Overlap(whole, len(spread), shared / max(1, whole), pairs / max(1, whole))


def skeletons(manuscript: Manuscript, name: str) -> list[str]:
    """Return the sentences of the told paragraphs, figures as #, the body's name as @, headings left out."""
    paragraphs = (line.text.translate(_FOLDED) for line in manuscript.lines if line.marks)
    sentences = chain.from_iterable(map(_END.split, paragraphs))
    return list(_bare(sentences, name.translate(_FOLDED)))


def _bare(sentences: Iterable[str], name: str) -> Iterable[str]:
    for sentence in sentences:
        bare = _FIGURE.sub("#", sentence.replace(name, "@")).strip()
        if len(bare) >= _SHORT:
            yield bare
