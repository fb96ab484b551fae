"""Archives and packages that are made to do harm: zip, tar, gzip, docx, xlsx, ofd."""

from __future__ import annotations

import gzip
import io
import os
import random
import struct
import tarfile
import zipfile
import zlib

TEXT = "青禾市档案馆2023年度部门决算。2023年度收、支总计均为120.00万元。".encode()
MEGABYTE = 1024 * 1024
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 10)) + "]>"
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>]>"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def chance() -> bytes:
    return random.Random(5).randbytes(20_000)  # noqa: S311 - the same bytes in every run


def chance_zip() -> bytes:
    return b"PK\x03\x04" + chance()


# Archives


def flat_bomb() -> bytes:
    return zipped({"a.txt": bytes(80 * MEGABYTE)})


def zeros(size: int, count: int) -> bytes:
    """Return an archive of members of zeros, packed once and written often."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = press.compress(bytes(size)) + press.flush()
    crc, body, directory = zlib.crc32(bytes(size)), b"", b""
    for number in range(count):
        name = f"{number}.txt".encode()
        common = struct.pack("<5H3L2H", 20, 0, 8, 0, 0x5821, crc, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + bytes(10) + struct.pack("<L", len(body)) + name
        body += b"PK\x03\x04" + common + name + packed
    tail = struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + tail


def wide_bomb() -> bytes:
    return zeros(60 * MEGABYTE, 20)


def nested_bomb() -> bytes:
    lowest = zeros(30 * MEGABYTE, 16)
    middle = zipped({f"{i}.zip": lowest for i in range(8)})
    return zipped({f"{i}.zip": middle for i in range(8)})


def deep_archive() -> bytes:
    data = TEXT
    for level in range(100):
        data = zipped({f"{level}.zip" if level else "a.txt": data}, zipfile.ZIP_STORED)
    return data


def many_members() -> bytes:
    return zipped({f"{i}.txt": b"" for i in range(10_000)})


def climbing() -> bytes:
    return zipped({"../../../climbed.txt": TEXT, "/climbed.txt": TEXT, "C:\\climbed\\决算.txt": TEXT})


def climbing_tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, kind in (("../../climbed.txt", tarfile.REGTYPE), ("climbed", tarfile.SYMTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(TEXT) * (kind == tarfile.REGTYPE), "/etc"
            archive.addfile(info, io.BytesIO(TEXT))
    return out.getvalue()


def odd_names() -> bytes:
    return zipped({"决\x01\x1b[31m算.txt": TEXT, "长" * 3_000 + ".txt": TEXT, "📊" * 50 + "\u202egpj.txt": TEXT})


def locked_member() -> bytes:
    data = bytearray(zipped({"表.txt": TEXT, "文.txt": TEXT}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(magic) + at] |= 1
    return bytes(data)


def empty_archive() -> bytes:
    return zipped({})


def junk_archive() -> bytes:
    return zipped({"__MACOSX/._决算.txt": b"x", ".DS_Store": b"x", "表/Thumbs.db": b"x", "~$决算.docx": b"x"})


def gzip_bomb() -> bytes:
    return gzip.compress(bytes(80 * MEGABYTE), 1)


def half_zip() -> bytes:
    data = zipped({f"{i}.txt": os.urandom(500) for i in range(20)})
    return data[: len(data) // 2]


def half_rar() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + struct.pack("<L", 0x3392B5E5) + b"\x0a\x01\x05\x06\x00\x05\x01"


# Word


def packaged(main: str, kind: str, files: dict[str, bytes | str]) -> bytes:
    """Return an Open XML package whose main part is of a kind."""
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
    types += f'openxmlformats-package.relationships+xml"/><Override PartName="/{main}" ContentType="{kind}"/></Types>'
    relation = f'<Relationship Id="r1" Type="{RELATED}/officeDocument" Target="{main}"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>'
    return zipped({"[Content_Types].xml": types, "_rels/.rels": relations, **files})


def worded(body: str, head: str = "") -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    return packaged("word/document.xml", kind, {"word/document.xml": xml})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx() -> bytes:
    return worded(paragraph(TEXT.decode()) * 3)


def docx_entities() -> bytes:
    return worded(paragraph("&a9;"), LAUGHS)


def docx_outside() -> bytes:
    return worded(paragraph("&a9;"), OUTSIDE)


def docx_deep() -> bytes:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return worded(begin * 80 + paragraph(TEXT.decode()) + end * 80)


def docx_bomb() -> bytes:
    return worded(paragraph("9" * 1000) * 120_000)


def half_docx() -> bytes:
    noise = "".join(chr(0x4E00 + one) for one in chance())
    data = worded(paragraph(noise))
    return data[: len(data) // 2]


# Sheets


def sheeted(rows: str, head: str = "", after: str = "") -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    listed = '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{RELATED}">{listed}</workbook>'
    relation = f'<Relationship Id="r1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    sheet = f'<?xml version="1.0" encoding="UTF-8"?>{head}{sheet}'
    return packaged(
        "xl/workbook.xml",
        kind,
        {
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
        },
    )


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx_entities() -> bytes:
    return sheeted(f'<row r="1">{cell("A1", "&a9;")}</row>', LAUGHS)


def xlsx_outside() -> bytes:
    return sheeted(f'<row r="1">{cell("A1", "&a9;")}</row>', OUTSIDE)


def half_xlsx() -> bytes:
    rows = "".join(f'<row r="{i}">{cell(f"A{i}", chance()[i : i + 20].hex())}</row>' for i in range(1, 400))
    data = sheeted(rows)
    return data[: len(data) // 2]


def sparse_sheet() -> bytes:
    return sheeted(f'<row r="1">{cell("A1", "收入")}</row><row r="10000">{cell("NTP10000", "合计")}</row>')


def endless_sheet() -> bytes:
    return sheeted(f'<row r="1">{cell("A1", "收入")}</row><row r="1048576">{cell("XFD1048576", "合计")}</row>')


def dense_sheet() -> bytes:
    row = "<c><v>1</v></c>" * 1_000
    return sheeted(f"<row>{row}</row>" * 2_000)


def merged_sheet() -> bytes:
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>' + "".join(
        f'<mergeCell ref="A{i}:XFD{i + 1000}"/>' for i in range(100)
    )
    return sheeted(f'<row r="1">{cell("A1", "收入")}{cell("B1", "5.00")}</row>', after=merged)


def locked_workbook() -> bytes:
    """Return a compound file with the streams of an encrypted package."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    head += (
        struct.pack("<9L", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<L", 0)
        + struct.pack("<108L", *[free] * 108)
    )
    table = struct.pack("<128L", 0xFFFFFFFD, end, *[free] * 126)
    entries = [("Root Entry", 5, 1), ("EncryptedPackage", 2, 2), ("EncryptionInfo", 2, free)]
    folder = b"".join(_entry(name, kind, child) for name, kind, child in entries) + _entry("", 0, free)
    return head + table + folder


def _entry(name: str, kind: int, other: int) -> bytes:
    raw = name.encode("utf-16-le") + bytes(2) * bool(name)
    free = 0xFFFFFFFF
    links = (free, free, other) if kind == 5 else (free, other, free)
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBB3L", len(raw), kind, 1, *links)
        + bytes(36)
        + struct.pack("<LQ", 0xFFFFFFFE, 0)
    )


# OFD


def laid_out(words: str, head: str = "", code: str = 'X="0" Y="4"') -> bytes:
    space = 'xmlns="http://www.ofdspec.org/2016"'
    page = (
        f'<Page {space}><Content><Layer ID="1"><TextObject ID="2" Font="1" Size="4" Boundary="20 20 170 6">'
        f"<TextCode {code}>{words}</TextCode></TextObject></Layer></Content></Page>"
    )
    return zipped(
        {
            "OFD.xml": f"<OFD {space}><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
            "Doc_0/Document.xml": f'<Document {space}><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>',
            "Doc_0/P.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}{page}',
        }
    )


def ofd_entities() -> bytes:
    return laid_out("&a9;", LAUGHS)


def ofd_outside() -> bytes:
    return laid_out("&a9;", OUTSIDE)


def ofd_steps() -> bytes:
    return laid_out(TEXT.decode(), code='X="0" Y="4" DeltaX="g 999999999 4"')
