from __future__ import annotations

from gouji.record import record
from gouji.report import text, view


def test_text_points_at_the_fault_column_under_column(audited):
    report = "".join(text.render([record(audited)]))
    lines = report.splitlines()
    quoted = next(number for number, line in enumerate(lines) if "均为812.46元" in line)
    before = lines[quoted][: lines[quoted].index("812.46元")]
    assert lines[quoted + 1] == " " * text.width(before) + "^" * text.width("812.46元")
    print(report)
