"""Parses number formats (``#,##0.00;-#,##0.00;"-"``) into sections of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Kind = Literal[
    "text", "digit", "point", "comma", "percent", "exponent", "slash", "at", "general", "date", "elapsed", "noon"
]
LONGEST: Final = 255
"""Characters of a format; spreadsheet programs allow no more."""

_TOKEN: Final = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?                          # "元"
  | [\\!](?P<escaped>.)                           # \-  and, in Chinese versions, 0!.0,
  | _(?P<pad>.) | \*(?P<fill>.)                   # as wide as a bracket; repeated to the width of the cell
  | \[(?P<bracket>[^\]]*)\]?                      # [Red] [>=10000] [$¥-804] [DBNum1] [h]
  | (?P<general>General|G/通用格式|常规)
  | (?P<noon>AM/PM|A/P|上午/下午)
  | (?P<exponent>E[+-])
  | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+|g+)
  | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<at>@)
  | (?P<end>;)
  | (?P<text>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_NUMERALS: Final = re.compile(r"DBNum([1-3])", re.IGNORECASE)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)


class Token(NamedTuple):
    """A part of a section; ``text`` is what it prints, or its letters."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the up to four parts of a format; ``numerals`` is 1 or 2 where it writes Chinese numerals."""

    tokens: tuple[Token, ...] = ()
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0

    def has(self, kind: Kind) -> bool:
        """Tell whether a token of this kind is among them."""
        return any(token.kind == kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a date or time: such letters, and no place for a digit."""
        return not self.has("digit") and (self.has("date") or self.has("elapsed"))


@lru_cache(maxsize=1_024)
def sections(code: str) -> tuple[Section, ...]:
    """Return the sections of a format; what is too long for one is read as General."""
    if len(code) > LONGEST:
        return (Section(tokens=(Token("general", "General"),)),)
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append(match)
    return tuple(_section(part) for part in parts[:4])


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition, numerals = None, 0
    for match in matches:
        group = match.lastgroup or "text"
        if group != "bracket":
            tokens += _token(group, match[group])
            continue
        inside = match["bracket"]
        if compared := _CONDITION.fullmatch(inside):
            condition = (compared[1], Decimal(compared[2]))
        elif numbered := _NUMERALS.search(inside):
            numerals = int(numbered[1])
        elif _ELAPSED.fullmatch(inside):
            tokens.append(Token("elapsed", inside.lower()))
        elif inside.startswith("$") and (symbol := inside[1:].partition("-")[0]):
            tokens.append(Token("text", symbol))
    return Section(tokens=tuple(tokens), condition=condition, numerals=numerals)


def _token(group: str, text: str) -> list[Token]:
    """Return the token of one match; padding prints nothing that counts."""
    match group:
        case "pad" | "fill":
            return []
        case "quoted" | "escaped" | "text":
            return [Token("text", text)]
        case "date":
            return [Token("date", text.lower())]
        case "digit" | "point" | "comma" | "percent" | "exponent" | "slash" | "at" | "general" | "noon":
            return [Token(group, text)]
        case _:  # every group has its line above
            raise AssertionError(group)
