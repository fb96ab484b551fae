"""Expressions that users write: compiled with bounds, searched with a limit on time."""

from __future__ import annotations

import re
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from rules.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS: Final = 1.0
"""What one rule may take of one document; the whole catalogue takes a hundredth of it."""
LONGEST: Final = 4_000
REPEATS: Final = 20_000
"""How often counted repeats within each other may write out what they repeat: ((a{1000}){1000}) fills the memory."""
PART: Final = re.compile(r"\{([a-z_]+)\}")
_TOKEN: Final = re.compile(
    r"(?P<skip>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\()|(?P<close>\))|\{(?P<least>\d*)(?:,(?P<most>\d*))?\}",
    re.DOTALL,
)


class TooSlowError(Exception):
    """The expressions of a rule of one's own took too long on a document."""


def check(spec: Mapping[str, object]) -> None:
    """Compile every expression of a spec as it will be used; raise SpecError with its place."""
    patterns = spec["patterns"]
    for number, item in enumerate(patterns if isinstance(patterns, list) else ()):
        compiled(str(item["regex"]), spec, at=("patterns", number, "regex"))
    excepted = spec.get("except", [])
    listed = excepted if isinstance(excepted, list) else [excepted]
    for number, text in enumerate(listed):
        compiled(str(text), spec, at=("except", number))


def compiled(text: str, spec: Mapping[str, object], *, at: tuple[str | int, ...] = ()) -> Any:
    """Return an expression of the library ``regex``, whose searches can be given a time."""
    parts = spec.get("parts", {})
    known = parts if isinstance(parts, dict) else {}
    whole = PART.sub(lambda match: f"(?:{known[match[1]]})" if match[1] in known else match[0], text)
    if len(whole) > LONGEST:
        raise SpecError(f"表达式太长:{len(whole)} 个字符,最多 {LONGEST} 个", at=at)
    if _written_out(whole) > REPEATS:
        raise SpecError(f"表达式里一层套一层的 {{次数}} 展开后超过 {REPEATS} 次", at=at)
    try:
        if re.compile(whole, re.MULTILINE).fullmatch(""):
            raise SpecError("表达式什么字也没有就算找到,处处都会报", at=at)
        return _compiled(whole)
    except (re.error, OverflowError, RecursionError, ValueError) as error:
        raise SpecError(f"不是合法的正则表达式:{error}", at=at) from error


@cache
def _compiled(text: str) -> Any:
    import regex

    try:
        return regex.compile(text, regex.MULTILINE)
    except regex.error as error:
        raise ValueError(str(error)) from error


def _written_out(text: str) -> int:
    """Return how much an expression becomes when its counted repeats are written out."""
    weights = [1]
    last = 1
    for match in _TOKEN.finditer(text):
        if match["open"]:
            weights.append(1)
        elif match["close"]:
            last = weights.pop() if len(weights) > 1 else 1
            weights[-1] += last
            continue
        elif match["least"] is not None:
            weights[-1] += last * max(int(match["most"] or match["least"] or 1) - 1, 0)
        last = 1
    return sum(weights)


def finditer(expression: Any, text: str, start: int, end: int, *, until: float) -> Iterator[Any]:
    """Yield the matches in a stretch of a text; raise TooSlowError when it is later than ``until``."""
    left = until - perf_counter()
    if left <= 0:
        raise TooSlowError
    try:
        yield from expression.finditer(text, start, end, timeout=left)
    except TimeoutError as error:
        raise TooSlowError from error
