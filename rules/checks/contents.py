"""The table of contents against the headings of the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.anchor import Span
from rules.numerals import whole
from rules.patterns import SHOWN
from rules.scene import Hit, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.finding import Finding
    from rules.rule import Rule
    from rules.scene import Scene

KEYS: Final = ("fault",)
"""``title``: a heading is worded otherwise; ``number``: the numbers of the parts do not run on."""

# 十一、政府采购支出说明……12 · 第三部分 2023年度部门决算情况说明
ENTRY: Final = re.compile(
    r"^[ \t]*(?P<number>第?[一二三四五六七八九十]{1,3}(?:部分|、))[ \t:]*(?P<title>[^\n]{2,60})$", re.MULTILINE
)
TAIL: Final = "0123456789.·…-—_ \t()"
"""Dots and page numbers after a title."""
LOOSE: Final = re.compile(r"20\d\d年度?|[^\u4e00-\u9fff]")
SAME: Final = re.compile(r"(?:情况|的|说明|部门|单位|本级)")
NUMERALS: Final = "一二三四五六七八九十"
PART: Final = re.compile(r"第([一二三四五六七八九十]{1,3})部分")


def check(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for titles that differ, or for parts out of order."""
    yield from (_titles if rule.spec["fault"] == "title" else _numbers)(scene, rule)


def _titles(scene: Scene, rule: Rule) -> Iterator[Finding]:
    document = scene.document
    spans = [Span(one.title.end, one.body.end) for one in document.sections if one.role == "toc"]
    entries = [match for span in spans for match in ENTRY.finditer(document.text, span.start, span.end)]
    body = _body(scene) if entries else {}
    known: set[str] = set()
    part, found, pairs = "", [], []
    for match in entries:
        number, title = match["number"], match["title"].rstrip(TAIL)
        if PART.match(number):
            part = number
            continue
        other = body.get(part, {}).get(number)
        if not other or other == title:
            continue
        known = known or {_plain(one) for titles in body.values() for one in titles.values()}
        plain = _plain(title)
        if plain and plain not in known:
            found.append(Span(match.start("title"), match.start("title") + len(title)))
            pairs.append(f"“{title.strip()}”在正文写作“{other}”")
    if found and len(found) * 3 <= sum(map(len, body.values())):
        hits = [scene.hit(span) for span in found[:SHOWN]]
        yield finding(scene, rule, hits, note="这一条也与正文不同", pairs=";".join(pairs[:4]))


def _body(scene: Scene) -> dict[str, dict[str, str]]:
    """Return the headings of each part in the body, by their number."""
    found: dict[str, dict[str, str]] = {}
    part = ""
    for section in scene.document.all_sections:
        number = section.number
        if number.startswith("第"):
            part = number
        elif part and number.endswith("、") and section.role not in {"toc", "cover"}:
            title = scene.document.quote(section.title).strip().removeprefix(number).strip()
            found.setdefault(part, {}).setdefault(number, title)
    return found


def _plain(title: str) -> str:
    """Return a title without year, punctuation and the words that are left out in tables of contents."""
    return SAME.sub("", LOOSE.sub("", title))


def _numbers(scene: Scene, rule: Rule) -> Iterator[Finding]:
    at = scene.folded.from_source
    parts = [
        (match[1], section)
        for section in scene.document.sections
        if section.role != "toc" and (match := PART.match(section.number))
    ]
    numbers = [whole(name) for name, _ in parts]
    expected = list(range(1, len(numbers) + 1))
    if len(numbers) > 1 and None not in numbers and numbers != expected and numbers[0] == 1:
        wrong = next(n for n, (one, other) in enumerate(zip(numbers, expected, strict=True)) if one != other)
        section = parts[wrong][1]
        if any(f"第{name}部分" in scene.text for name in _between(numbers[wrong - 1], numbers[wrong])):
            return  # a heading that was read as something else
        hit = Hit(at(section.title.start), at(section.title.start) + len(section.number))
        yield finding(scene, rule, [hit], before=parts[wrong - 1][1].number)


def _between(before: int | None, after: int | None) -> list[str]:
    """Return the numerals of the parts that are passed over."""
    return [NUMERALS[number - 1] for number in range((before or 0) + 1, after or 0) if number <= len(NUMERALS)]
