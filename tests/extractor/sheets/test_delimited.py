from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractor.errors import LimitError
from extractor.reading import from_bytes, read

CASES = yaml.safe_load(Path(__file__).with_name("delimited.yaml").read_text(encoding="utf-8"))


def rows(document):
    found = {}
    for cell in document.tables[0].cells:
        found.setdefault(cell.anchor.row, []).append(document.quote(cell.span))
    return ["|".join(texts) for texts in found.values()]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_text_is_a_table_or_stays_text(case, codec):
    document = read(from_bytes(case["text"].encode(codec), path=case["file"]))
    if case["rows"] is None:
        assert document.tables == ()
    else:
        assert rows(document) == case["rows"]
        assert document.source.media == "text/csv"


def test_utf16_as_excel_writes_it():
    document = read(from_bytes("项目\t金额\r\n收入合计\t5\r\n".encode("utf-16"), path="a.csv"))
    assert rows(document) == ["项目|金额", "收入合计|5"]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    text = "项目,金额\n" + '"收入合计,5\n' + "".join(f"支出{n},{n}\n" for n in range(100))
    document = read(from_bytes(text.encode(), path="a.csv"))
    assert len(rows(document)) == 102
    assert any("引号" in remark.message for remark in document.remarks)


def test_tables_parted_by_a_blank_line_are_two():
    one = "收入决算表,,\n科目编码,科目名称,合计\n201,一般公共服务支出,12.5\n"
    document = read(from_bytes((one + "\n" + one.replace("收入", "支出")).encode(), path="a.csv"))
    assert [document.quote(table.caption) for table in document.tables] == ["收入决算表", "支出决算表"]


def test_too_many_cells_are_refused():
    with pytest.raises(LimitError, match="拆分"):
        read(from_bytes(b"1,2\n" * 100_001, path="a.csv"))
