"""One self-contained page for each document: the whole text, every figure by its status, findings at the side."""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from gouji.batch.store import replace
from gouji.report import linking, view
from gouji.report.cells import strips
from gouji.report.inking import inked
from gouji.report.marking import Marked, blocks
from gouji.tables import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from gouji.linking import Linked
    from gouji.placing import Page
    from gouji.report.marking import Block
    from gouji.shapes import AnchorRow, AuditRow, FindingRow, Record

FILE: Final = "html"
ASSETS: Final = Path(__file__).parent / "assets"
MARK: Final = "<!-- linked -->"
LINKED: Final = '<p><a href="collections.html">跨年度、跨层级核对 {} 组</a></p>'
ICONS: Final = {"error": "✕", "warning": "▲", "info": "i"}


def render(records: Iterable[Record]) -> Iterator[str]:
    """Yield the page of each document."""
    for record in records:
        yield page(record)


def write(records: Iterable[Record], folder: Path) -> None:
    """Write a page for each document that was judged and the index of all into a folder."""
    entries: list[dict[str, object]] = []
    for number, record in enumerate(records, start=1):
        name = f"{number:04d}-{safe_name(record['audit']['document']['path'])}.html"
        if record["page"] is not None:
            replace(folder / name, _encoded(page(record)))
        entries.append(_entry(record["audit"], link=quote(name) if record["page"] is not None else None))
    replace(folder / "index.html", _encoded(_rendered("index.html.jinja", script="", entries=entries)))


def write_linked(found: Iterable[Linked], folder: Path) -> None:
    """Write the page on linked disclosures into the folder, where there are any, and name it in the index."""
    entries = [linking.entry(one) for one in found]
    if entries:
        rendered = _rendered("collections.html.jinja", script="", entries=entries, kinds=linking.KINDS)
        replace(folder / "collections.html", _encoded(rendered))
        # The index is written while the records pass by, before it is known what belongs together.
        index = folder / "index.html"
        replace(index, index.read_bytes().replace(_encoded(MARK), _encoded(LINKED.format(len(entries))), 1))


def page(record: Record) -> str:
    """Return the page of one document."""
    audit, read = record["audit"], record["page"]
    guide = view.guide(audit, read)
    return _rendered(
        "page.html.jinja",
        script=_asset("page.js"),
        inked=inked,
        audit=audit,
        title=view.title(audit),
        texts=[] if read is None else list(_texts(read, audit, guide)),
        outline=[] if read is None else list(_outline(read, audit["findings"], guide)),
        cards=_cards(audit, read, guide),
        figures=[] if read is None else _figures(read),
        bar=_bar(audit),
        unjudged=[view.doubted(table, guide) for table in audit["unjudged"]],
        counts={severity: len(found) for severity, found in view.grouped(audit["findings"]).items()},
    )


def _texts(read: Page, audit: AuditRow, guide: view.Guide) -> Iterator[tuple[str, Iterator[Block]]]:
    """Yield each document with its name, where there are several, and its blocks."""
    figures = sections = 0
    for text in read["texts"]:
        marked = Marked(text=text, findings=audit["findings"], figures_before=figures, sections_before=sections)
        yield guide.names.get(text["file"], ""), blocks(marked)
        figures += len(text["figures"])
        sections += len(text["sections"])


def _rendered(template: str, *, script: str, **values: object) -> str:
    style = _asset("page.css")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; "
        + (f"script-src '{_hash(script)}'; " if script else "")
        + "base-uri 'none'; form-action 'none'"
    )
    found = _environment().get_template(template)
    return found.render(view=view, icons=ICONS, style=style, script=script, policy=policy, **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def _hash(inline: str) -> str:
    """Return what a content security policy calls an inline style or script that may run."""
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _entry(audit: AuditRow, *, link: str | None) -> dict[str, object]:
    groups = view.grouped(audit["findings"])
    counts = {severity: len(groups.get(severity, ())) for severity in view.SEVERITIES}
    return {"audit": audit, "title": view.title(audit), "link": link, "counts": counts, "bar": _bar(audit)}


def _bar(audit: AuditRow) -> list[tuple[str, int, float, float]]:
    """Return kind, number, beginning and width (in hundredths) of each piece of the coverage bar."""
    found = audit["coverage"]
    numbers = (
        ("checked", found["checked"]),
        ("conflict", found["conflict"]),
        ("unlinked", found["unlinked"]),
        ("unread", found["unread"]),
    )
    pieces, at = [], 0.0
    for kind, number in numbers:
        share = round(100 * number / max(1, found["figures"]), 2)
        pieces.append((kind, number, round(at, 2), share))
        at += share
    return pieces


def _outline(read: Page, findings: Sequence[FindingRow], guide: view.Guide) -> Iterator[dict[str, object]]:
    """Yield every section with its depth and the findings that stand in it, below the next heading; files between."""
    number = 0
    for at, text in enumerate(read["texts"]):
        if text["file"] in guide.names:
            yield {"title": guide.names[text["file"]], "level": 0, "to": f"d{at}", "findings": 0}
        anchors = (finding["anchor"] for finding in findings)
        places = sorted(one["start"] for one in anchors if one is not None and one["file"] == text["file"])
        starts = [section["start"] for section in text["sections"]]
        ends = [*starts[1:], len(text["text"])][: len(starts)]
        for section, start, end in zip(text["sections"], starts, ends, strict=True):
            inside = bisect_left(places, end) - bisect_left(places, start)
            level = min(section["level"], 6)
            yield {"title": section["title"], "level": level, "to": f"s{number}", "findings": inside}
            number += 1


def _cards(audit: AuditRow, read: Page | None, guide: view.Guide) -> list[dict[str, object]]:
    order = {} if read is None else {text["file"]: number for number, text in enumerate(read["texts"])}
    rows = [] if read is None else list(strips(read["texts"], read["cells"]))
    return [
        {
            "finding": finding,
            "place": None if finding["anchor"] is None else guide.place(finding["anchor"]),
            "notes": [(note, *_link(note["anchor"], order, guide)) for note in finding["notes"]],
            "strips": rows[number] if number < len(rows) else (),
            "suspects": [
                (_lead(finding, suspect["rank"]), suspect, view.SLIPS.get(suspect["slip"], suspect["slip"]))
                for suspect in finding["suspects"]
            ],
            "evidence": [
                (verdict["outcome"], view.evidence(verdict), verdict["title"])
                for verdict in sorted(finding["verdicts"], key=lambda verdict: verdict["outcome"] != "fails")
            ],
        }
        for number, finding in enumerate(audit["findings"])
    ]


def _link(anchor: AnchorRow, order: Mapping[str, int], guide: view.Guide) -> tuple[str, str]:
    """Return what the script finds a place by, and what it is called."""
    return f"{order.get(anchor['file'], 0)}-{anchor['start']}", guide.place(anchor) if order else ""


def _lead(finding: FindingRow, rank: int) -> str:
    if rank > 1:
        return "另有可能"
    return "同样可能" if view.tied(finding) else "最可能"


def _figures(read: Page) -> list[Mapping[str, object]]:
    """Return what the panel shows of each figure; only its own text and words of ours, never markup."""
    return [
        {
            "printed": text["text"][figure["start"] : figure["end"]],
            "status": view.FIGURES[figure["status"]],
            "kind": figure["status"],
            "why": figure["why"],
            "says": figure["says"],
            "verdicts": [
                [verdict["outcome"], view.evidence(verdict), verdict["title"]]
                for verdict in (read["verdicts"][number] for number in figure["verdicts"])
            ],
            "findings": figure["findings"],
        }
        for text in read["texts"]
        for figure in text["figures"]
    ]
