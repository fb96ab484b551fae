"""The hand-checked defects of real PDF disclosures beside what an audit says: found where, or why not."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import yaml

from gouji import audit
from rules.rule import Family

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouji import Audit
    from rules.finding import Finding

NEEDED: Final = frozenset({"growth", "share", "completion", "direction", "narrative_vs_table", "template_leftover"})
"""Families whose certain entries must be found; the others wait for the rules on reasons and wording."""
GRAVE: Final = frozenset({"error", "warning"})
_ANY: Final = frozenset(get_args(Family))
_ABOUT: Final[Mapping[str, frozenset[str]]] = {
    "growth": frozenset({"rates"}),
    "share": frozenset({"rates"}),
    "completion": frozenset({"rates"}),
    "sum": frozenset({"rates", "totals", "across"}),
    "reason": frozenset({"reasons"}),
    "list_mismatch": frozenset({"narrative_table"}),
    "narrative_vs_table": frozenset({"narrative_table"}),
    "template_leftover": frozenset({"wording"}),
}
"""The families of rules that may speak of an entry of a family; any for those that are not named."""
_WHY: Final = Path(__file__).parent / "gold" / "truth.yaml"
_MARKS: Final = re.compile(r"\W")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One hand-checked defect; ``number`` counts the lines of the file from 1."""

    number: int
    doc: str
    page: int
    family: str
    quote: str
    severity: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry with the rules that speak of it on its page; ``why`` says why none does."""

    entry: Entry
    rules: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Every entry of one document, and the grave findings that are none of them."""

    doc: str
    rows: tuple[Row, ...]
    beyond: tuple[Finding, ...]


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return the entries of ``truth.jsonl`` in a folder of samples."""
    lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(_entry(number, json.loads(line)) for number, line in enumerate(lines, 1))


def compare(folder: Path) -> tuple[Comparison, ...]:
    """Audit every document that has entries and set the findings beside them."""
    known = entries(folder)
    whys: dict[int, str] = yaml.safe_load(_WHY.read_text(encoding="utf-8"))
    return tuple(
        _compared(doc, [entry for entry in known if entry.doc == doc], audit(folder / doc), whys)
        for doc in dict.fromkeys(entry.doc for entry in known)
    )


def _entry(number: int, row: Mapping[str, object]) -> Entry:
    return Entry(
        number=number,
        doc=str(row["doc"]),
        page=int(str(row["page"])),
        family=str(row["family"]),
        quote=str(row["quote"]),
        severity=str(row["severity"]),
        certain=bool(row["certain"]),
    )


def _compared(doc: str, known: Sequence[Entry], found: Audit, whys: Mapping[int, str]) -> Comparison:
    speaking = {entry.number: [one for one in found.findings if _speaks(one, entry, found)] for entry in known}
    rows = [
        Row(
            entry=entry,
            rules=tuple(sorted({one.rule.id for one in speaking[entry.number]})),
            why="" if speaking[entry.number] else whys.get(entry.number, ""),
        )
        for entry in known
    ]
    named = {id(one) for ones in speaking.values() for one in ones}
    beyond = [one for one in found.findings if one.severity in GRAVE and id(one) not in named]
    return Comparison(doc=doc, rows=tuple(rows), beyond=tuple(beyond))


def _speaks(finding: Finding, entry: Entry, found: Audit) -> bool:
    """Tell whether a finding of the entry's kind stands on its page, on the words of its quote or right behind them."""
    anchor = finding.anchor
    if anchor is None or anchor.page != entry.page or finding.rule.family not in _ABOUT.get(entry.family, _ANY):
        return False
    text = next(one for one in found.documents if one.source.id == anchor.source).text
    start, end = anchor.span.start, anchor.span.end
    reach = 2 * len(entry.quote)
    own, quote = _bare(text[start:end]), _bare(entry.quote)
    if _bare(text[max(0, start - reach) : start]).endswith(quote) or quote in own:
        return True
    return own in quote and quote in _bare(text[max(0, start - reach) : end + reach])


def _bare(text: str) -> str:
    """Return the words of a text without spaces and marks, which print and reading set differently."""
    return _MARKS.sub("", text)


def main() -> None:
    """Print the page: ``python -m corpus.truth FOLDER > docs/samples.md``."""
    found = compare(Path(sys.argv[1]))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a page of documentation, wherever it goes
    print(page(found))  # noqa: T201  the page is the output


def page(found: Sequence[Comparison]) -> str:
    """Return the page of documentation: a table for each document."""
    parts = [_HEAD]
    for one in found:
        certain = [row for row in one.rows if row.entry.certain]
        told = sum(bool(row.rules) for row in certain)
        parts.append(f"## {one.doc}\n")
        parts.append(f"确定的 {len(certain)} 条中找到 {told} 条；错误和警告中不在表内的 {len(one.beyond)} 条。\n")
        parts.append("| 行 | 页 | 类 | 级别 | 确定 | 发现 | 没有发现的原因 |\n|---|---|---|---|---|---|---|")
        parts += [_line(row) for row in one.rows]
        parts.append("")
    return "\n".join(parts)


def _line(row: Row) -> str:
    entry = row.entry
    sure = "是" if entry.certain else "否"
    rules = "、".join(row.rules) or "—"
    return f"| {entry.number} | {entry.page} | {entry.family} | {entry.severity} | {sure} | {rules} | {row.why} |"


_HEAD: Final = """\
# 真实样本的逐条核对

两份真实的部门决算公开(PDF)由人逐条核对过，结果在样本文件夹的 `truth.jsonl` 里。下面是每一条和审核结果的对照，由
`python -m corpus.truth 样本文件夹 > docs/samples.md` 写成，并由测试核对。“行”是该文件的行号。
"""


if __name__ == "__main__":
    main()
