"""The terminal's report: quotes, pointers, groups, and nothing that steers a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.auditing import Audit
from gouji.record import record
from gouji.report import text, view


def rendered(audit: Audit) -> str:
    return "".join(text.render([record(audit)]))


def test_pointer_stands_under_the_fault_column_under_column(audited):
    lines = rendered(audited).splitlines()
    quoted = next(number for number, line in enumerate(lines) if "均为812.46元" in line)
    before = lines[quoted][: lines[quoted].index("812.46元")]
    assert lines[quoted + 1] == " " * text.width(before) + "^" * text.width("812.46元")


def test_findings_are_grouped_the_gravest_first_with_evidence(audited):
    report = rendered(audited)
    at = [report.index(f"── {word}") for word in view.SEVERITIES.values()]
    assert at == sorted(at)
    for part in ("“812.46元” → “812.46万元”", "EQ01 不成立", "参见:", "第 10 行第 18 列", "位置:全文"):
        assert part in report


def test_a_clean_document_says_what_was_checked_and_what_was_not(audited):
    report = rendered(replace(audited, findings=()))
    assert "未发现问题。2 个数字经勾稽关系核对无误" in report
    assert "不能据此认为正确" in report


@pytest.mark.parametrize("status", ["unreadable", "limit", "fault", "not_a_disclosure", "unfilled_template"])
def test_what_was_not_judged_says_so_and_claims_no_silence(status):
    fault = "Traceback\nValueError: x" if status == "fault" else None
    report = rendered(Audit(path="甲.txt", status=status, problem="打不开。", fault=fault))
    assert view.STATUSES[status] in report
    assert "打不开" in report
    assert "未发现问题" not in report


def test_escape_sequences_of_a_text_or_a_name_never_reach_the_terminal(audited):
    body = replace(audited.extraction.disclosure.body, name="\x1b[31m红\u202e")
    disclosure = replace(audited.extraction.disclosure, body=body)
    extraction = replace(audited.extraction, disclosure=disclosure)
    finding = replace(audited.findings[0], message="坏\x1b]0;x\x07\u2066")
    report = rendered(replace(audited, path="\x9b2J.txt", extraction=extraction, findings=(finding,)))
    assert not set(report) - {"\n"} & set(map(chr, text.CONTROLS))


def test_places_count_the_breaks_that_editors_count():
    lines = view.lines("一\r\n二\u2028三\x0c四\n五\r六")
    assert [lines.place(offset) for offset in (0, 3, 7, 9, 11)] == [(1, 1), (2, 1), (2, 5), (3, 1), (4, 1)]


@pytest.mark.parametrize("quote", ["数", "万元", "云", "。"])
def test_a_quote_at_either_end_of_a_line_is_pointed_at(quote):
    lines = view.lines("云泽市财政拨款支出决算数为12.5万元。")
    start = lines.text.index(quote)
    shown, pointer = text.quoted(lines, start, start + len(quote))
    assert shown[len(shown) - len(shown.lstrip()) :]
    assert pointer.count("^") == text.width(quote)
