"""One self-contained page for each document: the whole text, every figure by its status, findings at the side."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from gouji.batch.store import replace
from gouji.report import view
from gouji.report.marking import Marked, blocks
from gouji.tables import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from gouji.shapes import AuditRow, FindingRow, Page, Record

FILE: Final = "html"
ASSETS: Final = Path(__file__).parent / "assets"
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


def page(record: Record) -> str:
    """Return the page of one document."""
    audit, read = record["audit"], record["page"]
    return _rendered(
        "page.html.jinja",
        script=_asset("page.js"),
        audit=audit,
        title=view.title(audit),
        blocks=[] if read is None else blocks(Marked(page=read, findings=audit["findings"])),
        outline=[] if read is None else _outline(read, audit["findings"]),
        cards=_cards(audit, read),
        figures=[] if read is None else _figures(read),
        bar=_bar(audit),
        counts={severity: len(found) for severity, found in view.grouped(audit["findings"]).items()},
    )


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


def _outline(read: Page, findings: Sequence[FindingRow]) -> list[dict[str, object]]:
    """Return every section with its depth and the findings that stand in it, below the next heading."""
    starts = [section["start"] for section in read["sections"]]
    places = [finding["anchor"]["start"] for finding in findings if finding["anchor"] is not None]
    ends = [*islice(starts, 1, None), len(read["text"])]
    return [
        {
            "title": section["title"],
            "level": min(section["level"], 6),
            "findings": sum(start <= place < end for place in places),
        }
        for section, start, end in zip(read["sections"], starts, ends, strict=True)
    ]


def _cards(audit: AuditRow, read: Page | None) -> list[dict[str, object]]:
    lines = view.lines("" if read is None else read["text"])
    return [
        {
            "finding": finding,
            "place": None if finding["anchor"] is None else _place(lines, finding["anchor"]["start"]),
            "notes": [(note, _place(lines, note["anchor"]["start"])) for note in finding["notes"]],
            "suspects": [
                (_lead(finding, suspect["rank"]), suspect, view.SLIPS.get(suspect["slip"], suspect["slip"]))
                for suspect in finding["suspects"]
            ],
            "evidence": [
                (verdict["outcome"], view.evidence(verdict), verdict["title"])
                for verdict in sorted(finding["verdicts"], key=lambda verdict: verdict["outcome"] != "fails")
            ],
        }
        for finding in audit["findings"]
    ]


def _lead(finding: FindingRow, rank: int) -> str:
    if rank > 1:
        return "另有可能"
    return "同样可能" if view.tied(finding) else "最可能"


def _place(lines: view.Lines, offset: int) -> str:
    line, column = lines.place(offset)
    return f"第 {line} 行第 {column} 列"


def _figures(read: Page) -> list[Mapping[str, object]]:
    """Return what the panel shows of each figure; only its own text and words of ours, never markup."""
    return [
        {
            "printed": read["text"][figure["start"] : figure["end"]],
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
        for figure in read["figures"]
    ]
