from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

import pytest

from extractor.errors import LimitError, ReadError
from extractor.reading import from_bytes, read

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def record(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def relations(kind, target):
    link = f'<Relationship Id="rId1" Type="{RELS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>'


def written(cells):
    """Return a binary workbook of one sheet, written record by record."""
    sheets = record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("收入决算表")) + record(144)
    rows = b""
    for (row, column), value in cells.items():
        place = struct.pack("<II", column, 0)
        body = record(6, place + text(value)) if isinstance(value, str) else record(5, place + struct.pack("<d", value))
        rows += record(0, struct.pack("<I", row) + bytes(13)) + body
    last = max(row for row, _ in cells), max(column for _, column in cells)
    size = record(148, struct.pack("<4I", 0, last[0], 0, last[1]))
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", relations("officeDocument", "xl/workbook.bin"))
        package.writestr("xl/workbook.bin", record(131) + sheets + record(132))
        package.writestr("xl/_rels/workbook.bin.rels", relations("worksheet", "worksheets/sheet1.bin"))
        package.writestr(
            "xl/worksheets/sheet1.bin", record(129) + size + record(145) + rows + record(146) + record(130)
        )
    return file.getvalue()


def test_binary_workbooks_are_read_and_say_what_is_not_known():
    data = written(
        {(0, 0): "项目", (0, 1): "金额", (1, 0): "合计", (1, 1): 2940.0537, (2, 0): "其中", (2, 1): 0.1 + 0.2}
    )
    document = read(from_bytes(data, path="a.xlsb"))
    (table,) = document.tables
    assert [document.quote(cell.span) for cell in table.cells] == ["项目", "金额", "合计", "2940.0537", "其中", "0.3"]
    assert "格式没有读取" in document.remarks[0].message


def test_cells_far_apart_are_refused_before_room_is_made_for_them():
    with pytest.raises(LimitError, match="拆分"):
        read(from_bytes(written({(0, 0): 1.0, (1_048_575, 16_383): 2.0}), path="a.xlsb"))


def test_a_broken_binary_workbook_is_refused_or_read():
    data = written({(0, 0): "合计", (0, 1): 5.0})
    for at in range(0, len(data), 23):
        try:
            read(from_bytes(data[:at] + b"\xff" + data[at + 1 :], path="a.xlsb"))
        except ReadError as error:
            told = error.remedy
    assert told
