"""The words of a diagnosis, from their data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Blank(dict[str, str]):
    """Fields of a message; one that is not known stays empty."""

    def __missing__(self, key: str) -> str:
        """Return nothing for an unknown field."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """Sentences with fields, and direction words with their opposites."""

    sentences: Mapping[str, str]
    opposites: Mapping[str, str]

    def say(self, name: str, **fields: str) -> str:
        """Return a sentence with its fields filled in."""
        return self.sentences[name].format_map(Blank(fields))

    def opposite(self, verb: str) -> str | None:
        """Return the verb that says the opposite; the longest known word inside is turned round (各增加 → 各减少)."""
        for word in sorted(self.opposites, key=len, reverse=True):
            if word in verb:
                return verb.replace(word, self.opposites[word], 1)
        return None


@cache
def phrases() -> Phrases:
    """Return the product's own words."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=Loader)  # noqa: S506  (a safe loader)
    ahead = dict(data.pop("opposites"))
    back = {other: word for word, other in reversed(ahead.items())}  # of several, the first in the file
    return Phrases(sentences=data, opposites=back | ahead)
