"""The report for a terminal: each document with its findings by severity, quoted and pointed at."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from unicodedata import category, east_asian_width

from gouji.report import linking, view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gouji.linking import Linked
    from gouji.shapes import AnchorRow, AuditRow, FindingRow, Record

FILE: Final = "report.txt"

BEFORE, AFTER, LONGEST, TITLE = 26, 18, 60, 30
"""Characters shown before and after a fault, of the fault itself and of a section's title."""
MOST: Final = 4
"""How many suspects, relations and notes of a finding are written out."""

NUMBER: Final = re.compile(r"[\d.,%]{1,20}")

CONTROLS: Final = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), " "
)
"""What could move the cursor or turn the direction of a terminal; each becomes one space, so columns stay."""


def render(records: Iterable[Record]) -> Iterator[str]:
    """Yield the report of each document, then the summary."""
    statuses: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    for record in records:
        audit = record["audit"]
        statuses[audit["status"]] += 1
        severities.update(finding["severity"] for finding in audit["findings"])
        yield "\n".join(_document(record)) + "\n\n"
    yield "\n".join(_summary(statuses, severities)) + "\n"


def linked(found: Iterable[Linked]) -> Iterator[str]:
    """Yield what does not fit between linked disclosures."""
    for one in found:
        yield "\n".join(linking.lines(one, clean)) + "\n\n"


def clean(text: str) -> str:
    """Return text that cannot steer a terminal, of the same length."""
    return text.translate(CONTROLS)


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _document(record: Record) -> Iterator[str]:
    audit = record["audit"]
    yield f"━━ {clean(view.title(audit))}"
    yield f"   {clean(audit['document']['path'])}"
    yield from (f"   {clean(line)}" for line in view.files(audit))
    template = f"(模板 {audit['document']['template']})" if audit["document"]["template"] else ""
    yield f"   {view.STATUSES[audit['status']]}{template}"
    if audit["problem"]:
        yield f"   {clean(audit['problem'])}"
    yield from (f"   注:{clean(note)}" for note in audit["notes"])
    if audit["fault"]:
        yield f"   {clean(audit['fault'].strip().splitlines()[-1])}"
    if view.judged(record):
        yield from _judged(record)
    elif audit["findings"]:
        yield ""
        yield from _findings(audit, view.guide(audit, record["page"]))


def _judged(record: Record) -> Iterator[str]:
    audit = record["audit"]
    yield f"   {view.covered(audit)}"
    yield f"   {view.related(audit)}"
    found = view.guide(audit, record["page"])
    yield from _unjudged(audit, found)
    yield ""
    if not audit["findings"]:
        yield f"   未发现问题。{_scope(audit)}"
        return
    yield from _findings(audit, found)


def _findings(audit: AuditRow, guide: view.Guide) -> Iterator[str]:
    for severity, findings in view.grouped(audit["findings"]).items():
        yield f"── {view.SEVERITIES[severity]} {len(findings)} 处"
        for finding in findings:
            yield ""
            yield from _finding(finding, guide)
        yield ""


def _unjudged(audit: AuditRow, guide: view.Guide) -> Iterator[str]:
    tables = audit["unjudged"]
    if tables:
        yield f"   未核对的表 {len(tables)} 张:"
    for table in tables[:MOST]:
        yield f"     {clean(view.doubted(table, guide))}"
    if len(tables) > MOST:
        yield f"     另有 {len(tables) - MOST} 张"


def _scope(audit: AuditRow) -> str:
    """Say what silence rests on: what was checked, and what could not be."""
    found = audit["coverage"]
    rest = found["unlinked"] + found["unread"]
    sentence = f"{found['checked']} 个数字经勾稽关系核对无误"
    return f"{sentence};{rest} 个数字没有可核对的关系或未读懂,不能据此认为正确。" if rest else f"{sentence}。"


def _finding(finding: FindingRow, guide: view.Guide) -> Iterator[str]:
    rule = finding["rule"]
    yield f"   {rule['id']} {rule['title']}"
    yield f"     {clean(finding['message'])}"
    anchor = finding["anchor"]
    if anchor is None:
        yield "     位置:全文"
    else:
        yield f"     位置:{_place(anchor, guide)}"
        yield from (f"       {line}" for line in quoted(guide.lines(anchor), anchor["start"], anchor["end"]))
    yield from _suspects(finding)
    yield from _evidence(finding)
    yield from _notes(finding, guide)


def _place(anchor: AnchorRow, guide: view.Guide) -> str:
    place = clean(guide.place(anchor))
    return f"{_brief(anchor['section'], TITLE)} · {place}" if anchor["section"] else place


def _brief(text: str, longest: int) -> str:
    return clean(text if len(text) <= longest else f"{text[: longest - 1]}…")


def quoted(lines: view.Lines, start: int, end: int) -> Iterator[str]:
    """Yield the line round a span and the line that points at it, column under column."""
    first, last = lines.line(lines.place(start)[0])
    end = max(start, min(end, last, start + LONGEST))
    left, right = max(first, start - BEFORE), min(last, _uncut(lines.text, end + AFTER))
    before, fault, after = (clean(lines.text[a:b]) for a, b in ((left, start), (start, end), (end, right)))
    head = "…" if left > first else ""
    before = before if head else before.lstrip()
    yield f"{head}{before}{fault}{after.rstrip()}{'…' if right < last else ''}"
    yield " " * width(head + before) + "^" * max(1, width(fault))


def _uncut(text: str, offset: int) -> int:
    """Return the next offset that does not cut a number."""
    found = NUMBER.match(text, offset)
    return offset if found is None else found.end()


def _suspects(finding: FindingRow) -> Iterator[str]:
    tied = view.tied(finding)
    for suspect in finding["suspects"][:MOST]:
        lead = "另有可能" if suspect["rank"] > 1 else "同样可能" if tied else "最可能"
        yield f"     {lead}:{clean(view.suspicion(suspect))}"


def _evidence(finding: FindingRow) -> Iterator[str]:
    ordered = sorted(finding["verdicts"], key=lambda verdict: verdict["outcome"] != "fails")
    for verdict in ordered[:MOST]:
        yield f"     依据:{clean(view.evidence(verdict))}"
    if len(ordered) > MOST:
        yield f"     另有 {len(ordered) - MOST} 条关系为据"


def _notes(finding: FindingRow, guide: view.Guide) -> Iterator[str]:
    for note in finding["notes"][:MOST]:
        quote = _brief(note["anchor"]["quote"], TITLE)
        yield f"     参见:{_place(note['anchor'], guide)} “{quote}” {clean(note['message'])}".rstrip()
    if len(finding["notes"]) > MOST:
        yield f"     另有 {len(finding['notes']) - MOST} 处"


def _summary(statuses: Counter[str], severities: Counter[str]) -> Iterator[str]:
    counted = "、".join(f"{view.STATUSES[status]} {number}" for status, number in statuses.most_common())
    yield f"合计 {statuses.total()} 份:{counted or '无'}"
    found = "、".join(f"{word} {severities[severity]}" for severity, word in view.SEVERITIES.items())
    yield f"发现问题:{found}"
