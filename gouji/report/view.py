"""What all reports share: Chinese words for the closed lists, places as line and column, findings grouped."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gouji.placing import Page
    from gouji.shapes import AnchorRow, AuditRow, FindingRow, Record, SuspectRow, UnjudgedRow, VerdictRow

SEVERITIES: Final[Mapping[str, str]] = {"error": "错误", "warning": "警告", "info": "提示"}
FIGURES: Final[Mapping[str, str]] = {
    "checked": "已核对", "conflict": "有矛盾", "unlinked": "无从核对", "unread": "未读懂",
}  # fmt: skip
OUTCOMES: Final[Mapping[str, str]] = {
    "holds": "成立", "rounding": "舍入内成立", "fails": "不成立", "cannot_tell": "无法判断",
}  # fmt: skip
STATUSES: Final[Mapping[str, str]] = {
    "audited": "已审核", "partial": "部分审核", "unfilled_template": "未填写的模板",
    "not_a_disclosure": "不是部门决算公开", "unreadable": "无法读取", "limit": "超出限制", "fault": "程序故障",
}  # fmt: skip
SLIPS: Final[Mapping[str, str]] = {
    "unit": "单位写错", "digit": "一位数字写错", "swap": "两位数字颠倒", "drop": "漏写一位", "insert": "多写一位",
    "point": "小数点错位", "sign": "增减方向写反", "base": "分母用错", "stale": "误留旧数",
    "truncation": "截断而未四舍五入", "plug": "为凑足100%而调整", "value": "数值写错", "remove": "不应出现",
}  # fmt: skip
MOST_FILES: Final = 12
BREAK: Final = re.compile(r"\r\n|\n|\r")
"""The line breaks that editors count."""
JUDGED: Final = frozenset({"audited", "partial"})
CHECKS: Final[Mapping[str, str]] = {
    "truncation": "截断而未四舍五入", "plug": "为凑足100%而调整", "base": "换一个分母才成立", "zero_base": "基数为零",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """The beginnings of the lines of a text."""

    text: str
    starts: tuple[int, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """Return where a line, counted from 1, begins and ends, without its break."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))


def lines(text: str) -> Lines:
    """Return the lines of a text."""
    return Lines(text, (0, *(found.end() for found in BREAK.finditer(text) if found.end() < len(text))))


@dataclass(frozen=True, slots=True)
class Guide:
    """The texts of a disclosure by the ids of their files, ready to say where a place is."""

    texts: Mapping[str, Lines]
    names: Mapping[str, str]
    """What the files are called, where there are several."""

    def place(self, anchor: AnchorRow) -> str:
        """Return a place as a reader finds it: page, cell of a sheet or table, or line and column."""
        name = self.names.get(anchor["file"])
        return f"{name} {self._within(anchor)}" if name else self._within(anchor)

    def _within(self, anchor: AnchorRow) -> str:
        page, row, column = anchor["page"], anchor["row"], anchor["column"]
        if anchor["sheet"] is not None and row and column:
            return f"工作表“{anchor['sheet']}”{letters(column)}{row}"
        if anchor["table"] is not None and row and column:
            leaf = f"第 {page} 页 " if page else ""
            return f"{leaf}表格 {anchor['table']} 第 {row} 行第 {column} 列"
        if page:
            return f"第 {page} 页"
        line, at = self.lines(anchor).place(anchor["start"])
        return f"第 {line} 行第 {at} 列"

    def lines(self, anchor: AnchorRow) -> Lines:
        """Return the text that a place is in."""
        return self.texts[anchor["file"]]


def guide(audit: AuditRow, page: Page | None) -> Guide:
    """Return what says where places are."""
    texts = {} if page is None else {text["file"]: lines(text["text"]) for text in page["texts"]}
    names = {file["id"]: file_name(file["path"], file["member"]) for file in audit["document"]["files"]}
    return Guide(texts, names if len(texts) > 1 else {})


def file_name(path: str, member: str | None) -> str:
    """Return the bare name of a file or of a member of an archive."""
    return PurePath(path if member is None else member.replace("\\", "/").rpartition("!/")[2]).name


def files(audit: AuditRow) -> list[str]:
    """Return what is to be said of the files of a disclosure: the others it has, and what it is a version of."""
    document = audit["document"]
    others = [file_name(file["path"], file["member"]) for file in document["files"][1:]]
    more = "等" if len(others) > MOST_FILES else ""
    said = [f"另有 {len(others)} 个文件:{'、'.join(others[:MOST_FILES])}{more}"] if others else []
    if document["versions_of"]:
        said.append(f"与此同一单位、同一年度的另一版本:{document['versions_of']}")
    return said


def letters(column: int) -> str:
    """Return a column, counted from 1, as sheets call it: 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def doubted(table: UnjudgedRow, guide: Guide) -> str:
    """Return a table that was not judged as a line: which one, where, and why."""
    where = f"工作表“{table['sheet']}”" if table["sheet"] else f"第 {table['page']} 页" if table["page"] else ""
    name = table["caption"] or f"表格 {table['table']}"
    parts = (guide.names.get(table["file"], ""), where, name)
    return f"{' '.join(part for part in parts if part)}:{table['why']}"


def grouped(findings: Iterable[FindingRow]) -> dict[str, list[FindingRow]]:
    """Return findings by severity, the gravest first; a severity without findings is absent."""
    groups: dict[str, list[FindingRow]] = {severity: [] for severity in SEVERITIES}
    for finding in findings:
        groups[finding["severity"]].append(finding)
    return {severity: found for severity, found in groups.items() if found}


def title(audit: AuditRow) -> str:
    """Return what a reader calls the document: body and year, or the name of the file."""
    document = audit["document"]
    if document["body"] is None:
        return PurePath(document["path"]).name or document["path"]
    year = f" {document['year']}年度" if document["year"] else ""
    return f"{document['body']}{year}"


def covered(audit: AuditRow) -> str:
    """Return the counts of figures in one phrase."""
    found = audit["coverage"]
    tables = found["tables"]
    apart = f"(其中表格 {tables['figures']} 个,已核对 {tables['checked']} 个)" if tables["figures"] else ""
    parts = (
        f"{FIGURES[kind]} {number}"
        for kind, number in (
            ("checked", found["checked"]),
            ("conflict", found["conflict"]),
            ("unlinked", found["unlinked"]),
            ("unread", found["unread"]),
        )
    )
    return f"数字 {found['figures']} 个{apart}:{'、'.join(parts)}"


def related(audit: AuditRow) -> str:
    """Return the counts of relations in one phrase."""
    found = audit["verdicts"]
    total = found["holds"] + found["rounding"] + found["fails"] + found["cannot_tell"]
    return (
        f"勾稽关系 {total} 条:成立 {found['holds']}、舍入内成立 {found['rounding']}、"
        f"不成立 {found['fails']}、无法判断 {found['cannot_tell']}"
    )


def counted(findings: Iterable[FindingRow]) -> str:
    """Return the number of findings of each severity in one phrase."""
    groups = grouped(findings)
    return "、".join(f"{SEVERITIES[severity]} {len(found)}" for severity, found in groups.items())


def suspicion(suspect: SuspectRow) -> str:
    """Return one suspect as a sentence: what is printed, what it should read, and why that is believed."""
    slip = SLIPS.get(suspect["slip"], suspect["slip"])
    printed = f"“{suspect['printed']}”"
    if suspect["replacement"]:
        printed = f"{printed} → “{suspect['replacement']}”"
    effect = f"改后有 {suspect['settles']} 条关系由不成立变为成立" if suspect["settles"] else ""
    broken = f",{suspect['breaks']} 条变为不成立" if suspect["breaks"] else ""
    return f"{printed}({slip}{';' if effect else ''}{effect}{broken})"


def tied(finding: FindingRow) -> bool:
    """Tell whether the first suspects are a tie."""
    return sum(suspect["rank"] == 1 for suspect in finding["suspects"]) > 1


def evidence(verdict: VerdictRow) -> str:
    """Return one judged relation as a line: outcome, formula, what is stated and what would be right."""
    outcome = OUTCOMES.get(verdict["outcome"], verdict["outcome"])
    why = CHECKS.get(verdict["why"] or "", verdict["why"] or "")
    formula = verdict["formula"] or f"写作 {verdict['stated']}"
    return f"{verdict['rule']} {outcome}:{formula}{f'({why})' if why else ''}"


def judged(record: Record) -> bool:
    """Tell whether the document was judged, in whole or in part."""
    return record["audit"]["status"] in JUDGED
