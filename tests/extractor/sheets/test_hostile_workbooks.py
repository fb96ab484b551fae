from __future__ import annotations

import struct
from io import BytesIO
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
import xlwt

from extractor.errors import LimitError, ReadError, UnreadableError
from extractor.reading import from_bytes, read
from extractor.sheets.places import letters

SECONDS = 10
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
ALL_COLUMNS = [letters(number) for number in range(1, 10_001)]


def small():
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("表1").write_row("A1", ["项目", "合计", 5])
    book.close()
    return file.getvalue()


def replaced(part, content):
    """Return a good workbook with one part of it exchanged."""
    given, file = ZipFile(BytesIO(small())), BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in given.namelist():
            package.writestr(name, content if name == part else given.read(name))
    return file.getvalue()


def sheet(body):
    return replaced("xl/worksheets/sheet1.xml", HEAD + body + TAIL)


def old_book():
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表1")
    for row in range(200):
        page.write(row, 0, f"第{row}行")
        page.write(row, 1, row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def locked():
    """Return an xls whose second record says that what follows is encrypted."""
    data = bytearray(old_book())
    at = data.index(struct.pack("<HHH", 0x0809, 16, 0x0600)) + 20
    data[at : at + 2] = struct.pack("<H", 0x002F)
    return bytes(data)


def encrypted_package():
    """Return the smallest OLE file with the two streams of a locked xlsx: one sector of each kind."""
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries, none = b"", 0xFFFFFFFF
    for name, kind, right, inside in (
        ("Root Entry", 5, none, 1),
        ("EncryptionInfo", 2, 2, none),
        ("EncryptedPackage", 2, none, none),
    ):
        written = (name + "\0").encode("utf-16-le")
        links = (none, right, inside)
        entries += struct.pack("<64sHBB3I36xII4x", written, len(written), kind, 1, *links, 0xFFFFFFFE, 0)
    head = struct.pack(
        "<8s16x5H6x7I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0
    )
    head += struct.pack("<II109I", 0xFFFFFFFE, 0, 0, *[0xFFFFFFFF] * 108)
    return head[:512] + table + entries.ljust(512, b"\0")


def long_string():
    """Return a workbook whose only string, of thirty thousand characters, stands in two hundred cells."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("表1").write_column("A1", ["".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))] * 300)
    book.close()
    return file.getvalue()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
REFUSED = {
    "a locked xlsx": (encrypted_package, "决算表.xlsx", UnreadableError, "密码"),
    "a locked xls": (locked, "决算表.xls", UnreadableError, "密码"),
    "an xlsx cut in half": (lambda: small()[: len(small()) // 2], "决算表.xlsx", UnreadableError, "不完整"),
    "an xls cut to its first sectors": (lambda: old_book()[:1024], "决算表.xls", ReadError, "不完整|损坏"),
    "an xls cut to its header": (lambda: old_book()[:512], "决算表.xls", ReadError, "不完整"),
    "an entity bomb in the strings": (
        lambda: replaced("xl/sharedStrings.xml", f"{BOMB}<sst><si><t>&b;</t></si></sst>"),
        "a.xlsx", UnreadableError, "实体"),
    "an entity bomb in the sheet": (
        lambda: replaced("xl/worksheets/sheet1.xml", BOMB + HEAD + TAIL), "a.xlsx", UnreadableError, "实体"),
    "an entity bomb in the list of sheets": (
        lambda: replaced("xl/workbook.xml", f"{BOMB}<workbook/>"), "a.xlsx", UnreadableError, "实体"),
    "a sheet that is no XML": (lambda: replaced("xl/worksheets/sheet1.xml", HEAD), "a.xlsx", UnreadableError, "XML"),
    "nothing on any sheet": (lambda: sheet(""), "a.xlsx", UnreadableError, "没有内容"),
    "more cells with content than any disclosure has": (
        lambda: sheet("".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in range(1, 200_003))),
        "a.xlsx", LimitError, "20 万"),
    "ten thousand rows of ten thousand columns": (
        lambda: sheet("".join(
            f'<row r="{r}">' + "".join(f'<c r="{name}{r}"><v>{r % 97}</v></c>' for name in ALL_COLUMNS) + "</row>"
            for r in range(1, 201))), "a.xlsx", LimitError, "20 万"),
    "a diagonal of cells": (
        lambda: sheet("".join(f'<row r="{r}"><c r="{letters(r)}{r}"><v>1</v></c></row>' for r in range(1, 10_001))),
        "a.xlsx", LimitError, "行列过多"),
    "one long string in many cells": (long_string, "a.xlsx", LimitError, "万字"),
    "two hundred megabytes of blank cells": (
        lambda: sheet('<row r="1">' + '<c r="A1" s="1"/>' * 5_000_000 + "</row>"), "a.xlsx", LimitError, "空白行列"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_problem_and_remedy_in_bounded_time(name):
    make, path, error, says = REFUSED[name]
    data = make()
    started = perf_counter()
    with pytest.raises(error, match=says) as caught:
        read(from_bytes(data, path=path))
    assert perf_counter() - started < SECONDS
    assert caught.value.remedy


READ = {
    "formatted blank cells to the last row": (
        '<row r="1"><c r="A1" t="str"><v>合计</v></c><c r="B1"><v>5</v></c></row>'
        + "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(2, 100_000)), "合计\t5"),
    "content in two far corners": (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>', "1\n2"),
    "cells that never end": ('<row r="1"><c r="A1"><v>7</v></c>' + '<c r="A1">' * 200_000 + "</row>", "7"),
    "rows that never end": ('<row r="1"><c r="A1"><v>7</v></c></row>' + "<row " * 200_000, "7"),
    "merged ranges over each other": (
        "".join(f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><v>{r}</v></c></row>' for r in range(1, 2_000))
        + "</sheetData><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 60_000 + "</mergeCells><sheetData>", "1"),
    "numbers of a million digits": (
        f'<row r="1"><c r="A1"><v>{"9" * 1_000_000}</v></c><c r="B1"><v>1E99999</v></c></row>', "999"),
    "places beyond the sheet": ('<row r="1"><c r="ZZZ9999999"><v>7</v></c></row>', "7"),
    "a style that is not there": (
        '<row r="1"><c r="A1" s="99999"><v>7</v></c><c r="B1" t="s"><v>99</v></c></row>', "7"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_read_in_bounded_time(name):
    body, says = READ[name]
    data = sheet(body)
    started = perf_counter()
    try:
        document = read(from_bytes(data, path="a.xlsx"))
    except UnreadableError:
        assert "never end" in name  # no XML: refused is as good
    else:
        assert says in document.text
    assert perf_counter() - started < SECONDS


@pytest.mark.parametrize("data", [old_book(), small()], ids=["xls", "xlsx"])
def test_any_byte_changed_or_cut_is_read_or_refused(data):
    remedies = {"请重新下载"}
    for step in range(40, len(data), max(1, len(data) // 150)):
        for broken in (data[:step], data[:step] + bytes([data[step] ^ 0xFF]) + data[step + 1 :]):
            try:
                read(from_bytes(broken, path="a.xls"))
            except ReadError as error:
                remedies.add(error.remedy)
    assert all(remedies)
