"""Rules on words over several documents of one disclosure: each is searched, what is due may stand in any of them."""

from __future__ import annotations

from extractor.extracting import extract
from extractor.reading import from_bytes, read
from rules.load import rulebook
from rules.words import check

FIRST = """青禾市档案馆2023年度部门决算
第三部分 青禾市档案馆2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计均为550.00万元。
二、收入决算情况说明
2023年度收入合计550.00万元。
三、支出决算情况说明
2023年度支出合计550.00万元。
五、一般公共预算财政拨款支出决算情况说明
2023年度一般公共预算财政拨款支出550.00万元。
六、一般公共预算财政拨款基本支出决算情况说明
2023年度一般公共预算财政拨款基本支出385.00万元。
"""
SECOND = """青禾市档案馆2023年度部门决算
九、财政拨款“三公”经费支出决算情况说明
2023年度“三公”经费财政拨款支出决算为XX万元。
十、机关运行经费支出说明
2023年度机关运行经费支出40.00万元。
十一、政府采购支出说明
2023年度政府采购支出总额60.00万元。
十二、国有资产占用情况说明
截至2023年12月31日,共有车辆3辆。
十三、预算绩效管理情况说明
2023年度组织开展了绩效自评。
"""


def disclosed(*texts: str):
    return extract([read(from_bytes(text.encode(), path=f"{n}.txt")) for n, text in enumerate(texts)])


def found(extraction, rule: str):
    return [finding for finding in check(extraction, rulebook()) if finding.rule.id == rule]


def test_a_placeholder_in_the_second_document_is_found_there():
    extraction = disclosed(FIRST, SECOND)
    (finding,) = found(extraction, "WO05")
    document = extraction.disclosure.documents[1]
    assert finding.anchor.source == document.source.id
    assert "XX" in document.quote(finding.anchor.span)


def test_sections_of_any_document_are_not_missing():
    (alone,) = found(disclosed(FIRST), "CO06")
    missing = {"机关运行经费", "政府采购", "国有资产占用"}
    assert all(name in alone.message for name in missing)
    assert not any(name in finding.message for finding in found(disclosed(FIRST, SECOND), "CO06") for name in missing)


def test_tables_of_another_document_speak_beside_the_narrative():
    from rules.bind import bind
    from rules.engine import judge
    from rules.examples import file_of

    table = """收入支出决算总表
单位:万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 505.00 | 一、一般公共服务支出 | 505.00 |
| 五、事业收入 |  | 五、教育支出 |  |
| 本年收入合计 | 505.00 | 本年支出合计 | 505.00 |
| 年初结转和结余 |  | 年末结转和结余 |  |
| 总计 | 505.00 | 总计 | 505.00 |
"""
    data, name = file_of(table)
    narrative = read(from_bytes(FIRST.encode(), path="narrative.txt"))
    extraction = extract([narrative, read(from_bytes(data, path=name))])
    verdicts = judge(bind(extraction, rulebook()))
    failing = [verdict for verdict in verdicts if verdict.rule == "NT01" and verdict.outcome == "fails"]
    sources = [[seat.fact.figure.anchor.source for seat in verdict.seats] for verdict in failing]
    ids = [document.source.id for document in extraction.disclosure.documents]
    assert sources == [[ids[1], ids[0]]] * 2


ITEM = """青禾市档案馆2023年度部门决算
一般公共预算财政拨款支出决算表
单位:万元
| 项目 | < | 本年支出 | < | < |
| 科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出 |
| 合计 | < | 85.00 |  | 85.00 |
| 201 | 一般公共服务支出 | 85.00 |  | 85.00 |
| 20126 | 档案事务 | 85.00 |  | 85.00 |
| 2012604 | 档案馆 | 85.00 |  | 85.00 |
第三部分 青禾市档案馆2023年度部门决算情况说明
五、一般公共预算财政拨款支出决算情况说明
(三)一般公共预算财政拨款支出决算具体情况
1.一般公共服务支出(类)档案事务(款)档案馆(项)。主要用于:馆藏整理等基本支出。支出决算为85.00万元。
"""


def test_a_table_in_doubt_accuses_no_sentence():
    from rules.examples import file_of
    from rules.suspects import SuspectTable

    data, name = file_of(ITEM)
    extraction = extract(read(from_bytes(data, path=name)))
    document = extraction.disclosure.documents[0]
    (table,) = document.tables
    doubt = SuspectTable(source=document.source.id, number=table.number, role="gpb", why="读错了位置")
    ids = [[f.rule.id for f in check(extraction, rulebook(), suspects=one)] for one in ((), (doubt,))]
    assert ["NT17" in found for found in ids] == [True, False]
