"""That no form was recognised is a note in every report, and the audit is whole all the same."""

from __future__ import annotations

import json

import pytest

from gouji.auditing import audit
from gouji.record import record
from gouji.report import html, text

PLAIN = """青禾市档案馆2023年度部门决算
第三部分 2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计均为120.00万元。
二、收入决算情况说明
2023年度收入合计120.00万元。其中:财政拨款收入120.00万元,占本年收入100%。
三、支出决算情况说明
2023年度支出合计120.00万元。其中:基本支出70.00万元,占本年支出58.33%;项目支出50.00万元,占本年支出41.67%。
"""
NOTE = "没有认出这份公开用的是哪个地方的模板"


def reports(template):
    made = record(audit(PLAIN.encode(), name="公开.txt", template=template))
    assert made["audit"]["status"] == "audited"
    assert not made["audit"]["problem"]
    return "".join(text.render([made])), html.page(made), json.dumps(made["audit"], ensure_ascii=False)


@pytest.mark.parametrize(("template", "times"), [(None, 1), ("hubei", 0), ("national", 0)])
def test_a_form_that_was_not_recognised_is_a_note_in_every_report(template, times):
    assert [report.count(NOTE) for report in reports(template)] == [times] * 3
