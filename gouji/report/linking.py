"""Linked disclosures in the report for a terminal: what does not fit between years or levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gouji.report import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gouji.linking import Linked
    from gouji.shapes import AnchorRow, FindingRow, SupportRow

KINDS: Final = {"years": "跨年核对", "levels": "部门与所属单位核对"}
MOST: Final = 8
LONGEST: Final = 40


def lines(found: Linked, clean: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of one Collection; ``clean`` makes text fit for a terminal."""
    row = found["row"]
    yield f"━━ {KINDS[row['kind']]}:{clean(title(found))}"
    yield from (f"   {clean(document['path'])}" for document in row["documents"])
    if row["problem"]:
        yield f"   {clean(row['problem'])}"
        return
    counts = row["verdicts"]
    total = counts["holds"] + counts["rounding"] + counts["fails"] + counts["cannot_tell"]
    yield (
        f"   跨份关系 {total} 条:成立 {counts['holds']}、舍入内成立 {counts['rounding']}、"
        f"不成立 {counts['fails']}、无法判断 {counts['cannot_tell']}"
    )
    if not row["findings"] and not row["supports"]:
        yield "   未发现两边不符之处。" if total else "   没有可以互相核对的数。"
    for severity, findings in view.grouped(row["findings"]).items():
        yield f"── {view.SEVERITIES[severity]} {len(findings)} 处"
        for one in findings:
            yield ""
            yield from _finding(one, found, clean)
        yield ""
    for support in row["supports"]:
        yield from _support(support, found, clean)


def entry(found: Linked) -> dict[str, object]:
    """Return a Collection with its places as words, for a page."""

    def put(anchor: AnchorRow | None) -> str:
        return "" if anchor is None else place(anchor, found)

    row = found["row"]
    cards = [
        (one, put(one["anchor"]), [(note, put(note["anchor"])) for note in one["notes"]]) for one in row["findings"]
    ]
    supports = [(one, [(note, put(note["anchor"])) for note in one["notes"]]) for one in row["supports"]]
    return {"row": row, "title": title(found), "findings": cards, "supports": supports}


def title(found: Linked) -> str:
    """Return what a reader calls the Collection."""
    row = found["row"]
    if row["kind"] == "levels":
        return f"{row['body']} {row['year']}年度及所属单位"
    years = sorted({document["year"] or 0 for document in row["documents"]})
    return f"{row['body']} {'、'.join(f'{year}年度' for year in years)}"


def place(anchor: AnchorRow, found: Linked) -> str:
    """Return a place with its file."""
    from gouji.linking import spot

    where = found["spots"].get(spot(anchor), "")
    section = anchor["section"]
    return f"{_brief(section)} · {where}" if section else where


def _brief(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _finding(one: FindingRow, found: Linked, clean: Callable[[str], str]) -> Iterator[str]:
    yield f"   {one['rule']['id']} {one['rule']['title']}"
    yield f"     {clean(one['message'])}"
    if one["anchor"] is not None:
        yield f"     位置:{clean(place(one['anchor'], found))} “{clean(_brief(one['anchor']['quote']))}”"
    tied = view.tied(one)
    for suspect in one["suspects"][:MOST]:
        lead = "另有可能" if suspect["rank"] > 1 else "同样可能" if tied else "最可能"
        yield f"     {lead}:{clean(view.suspicion(suspect))}"
    for verdict in one["verdicts"][:MOST]:
        yield f"     依据:{clean(view.evidence(verdict))}"
    for note in one["notes"][:MOST]:
        quote = clean(_brief(note["anchor"]["quote"]))
        yield f"     参见:{clean(place(note['anchor'], found))} “{quote}” {clean(note['message'])}"


def _support(one: SupportRow, found: Linked, clean: Callable[[str], str]) -> Iterator[str]:
    yield f"   佐证 {one['fingerprint']}:{clean(one['message'])}"
    for note in one["notes"][:MOST]:
        yield f"     参见:{clean(place(note['anchor'], found))} {clean(note['message'])}"
