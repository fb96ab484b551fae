"""Zip archives: names in any encoding, every member given or named, bounded whatever they hold."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import yaml

from extractor.anchor import Source
from extractor.archives import budget
from extractor.errors import LimitError, ReadError, UnreadableError
from extractor.reading import from_bytes, load, read, unwrap

NAMES = yaml.safe_load((Path(__file__).parent / "names.yaml").read_text(encoding="utf-8"))
TEXT = "青禾市档案馆2023年度部门决算,收、支总计均为120.00万元。".encode()


def opened(data, only=None):
    return list(unwrap(from_bytes(data, path="公开.zip"), only=only))


def labels(found):
    return [one.member for one in found]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["name"])
def test_names_become_labels(zipped, case):
    flag = 0x800 if case.get("flag") else 0
    data = zipped(*({"name": name.encode(case["codec"]), "data": TEXT, "flags": flag} for name in case["names"]))
    found = opened(data)
    assert labels(found) == case.get("labels", case["names"])
    assert all(one.data == TEXT and one.path == "公开.zip" for one in found)


def test_the_name_that_info_zip_keeps_beside_is_believed_only_where_it_belongs_to_the_name(zipped):
    def beside(of) -> bytes:
        return struct.pack("<2H", 0x7075, 5 + 10) + b"\x01" + zlib.crc32(of).to_bytes(4, "little") + "决算.t".encode()

    raw = "預算.t".encode("big5")
    right, wrong = zipped({"name": raw, "extra": beside(raw)}), zipped({"name": raw, "extra": beside(b"other")})
    assert labels(opened(right)) == ["决算.t"]
    assert labels(opened(wrong)) != ["决算.t"]


def test_archives_in_archives_are_opened_and_their_members_are_read(zipped):
    inner = zipped({"name": b"b.txt", "data": TEXT})
    data = zipped({"name": "内层.zip".encode("gbk"), "data": inner, "method": 0}, {"name": b"a.txt", "data": TEXT})
    found = opened(data)
    assert labels(found) == ["内层.zip!/b.txt", "a.txt"]
    assert [one.name for one in found] == ["b.txt", "a.txt"]
    assert [read(one).text for one in found] == [TEXT.decode()] * 2


def test_one_member_is_taken_out_by_its_name_and_nothing_else_is_expanded(zipped):
    inner = zipped({"name": b"b.txt", "data": TEXT})
    data = zipped(
        {"name": b"bad.txt", "data": TEXT, "crc": 1},
        {"name": b"inner.zip", "data": inner},
        {"name": b"c.txt", "data": TEXT},
    )
    assert labels(opened(data, only="inner.zip!/b.txt")) == ["inner.zip!/b.txt"]
    assert labels(opened(data, only="c.txt")) == ["c.txt"]
    (missing,) = opened(data, only="d.txt")
    assert "d.txt" in str(missing)


def test_an_office_file_is_no_archive_and_an_archive_that_holds_one_unpacked_is(zipped):
    docx = zipped({"name": b"[Content_Types].xml"}, {"name": b"word/document.xml", "data": TEXT})
    assert opened(docx) == [from_bytes(docx, path="公开.zip")]
    (found,) = opened(zipped({"name": b"a.docx", "data": docx, "method": 0}))
    assert (found.member, found.media) == ("a.docx", "application/x-docx")
    assert labels(opened(zipped({"name": b"word/a.txt", "data": TEXT}, {"name": b"xl/b.txt"}))) == [
        "word/a.txt",
        "xl/b.txt",
    ]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"flags": 1}, "有密码"),
        ({"crc": 7}, "损坏"),
        ({"packed": b"\xff\xff\xff"}, "损坏"),
        ({"packed": b""}, "损坏"),
        ({"method": 14}, "不支持"),
        ({"method": 0, "mode": 0o120777}, "链接"),
    ],
)
def test_a_member_that_cannot_be_taken_out_is_named_and_stops_no_other(zipped, wrong, says):
    good = {"name": b"b.txt", "data": TEXT}
    error, member = opened(zipped({"name": "表/甲.txt".encode(), "data": TEXT, **wrong}, good))
    assert isinstance(error, UnreadableError)
    assert error.member == "表/甲.txt"
    assert error.remedy
    assert says in str(error)
    assert "公开.zip!/表/甲.txt" in str(error)
    assert member.data == TEXT


def test_entries_that_point_outside_the_file_are_named(zipped):
    data = bytearray(zipped({"name": b"a.txt", "data": TEXT}, {"name": b"b.txt", "data": TEXT}))
    at = data.find(b"PK\x01\x02")
    data[at + 42 : at + 46] = b"\xf0\xff\xff\x7f"
    error, member = opened(bytes(data))
    assert isinstance(error, UnreadableError)
    assert member.member == "b.txt"


@pytest.mark.parametrize(
    ("options", "cut", "says"),
    [({}, 30, "不完整"), ({"disk": 3}, 0, "分卷"), ({}, 150, "不完整")],
)
def test_a_broken_archive_is_one_error(zipped, options, cut, says):
    data = zipped({"name": b"a.txt", "data": TEXT}, **options)
    (error,) = opened(data[: len(data) - cut])
    assert isinstance(error, UnreadableError)
    assert error.member is None
    assert says in str(error)


def test_an_archive_behind_other_bytes_is_read_where_it_says_it_is(zipped):
    from extractor.archives.directory import listed
    from extractor.archives.zipped import entries

    data = zipped({"name": b"a.txt", "data": TEXT}, before=b"#!program\n" * 9)
    assert [entry.name for entry in listed(data)] == [b"a.txt"]
    source = Source(id="", sha256="", path="a.exe", media="", data=data)
    assert [b"".join(entry.chunks()) for entry in entries(source)] == [TEXT]


@pytest.mark.parametrize("names", [[], [b"__MACOSX/._a", b".DS_Store"], [b"folder/"]])
def test_an_archive_with_nothing_in_it_says_so(zipped, names):
    (error,) = opened(zipped(*({"name": name} for name in names)))
    assert isinstance(error, ReadError)
    assert "没有可以审核的文件" in str(error)


def test_expanded_bytes_are_counted_whatever_headers_say(zipped, monkeypatch):
    monkeypatch.setattr(budget, "MAX_TOTAL", 3_000_000)
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = {
        "name": b"a.txt",
        "packed": packed.compress(bytes(2_000_000)) + packed.flush(),
        "crc": zlib.crc32(bytes(2_000_000)),
    }
    found = opened(zipped(bomb, {**bomb, "name": b"b.txt"}, {**bomb, "name": b"c.txt"}))
    assert len(found) == 2
    assert len(found[0].data) == 2_000_000
    assert isinstance(found[1], LimitError)
    assert "炸弹" in str(found[1])


def test_members_are_counted_over_all_archives_within(zipped, monkeypatch):
    monkeypatch.setattr(budget, "MAX_MEMBERS", 10)
    inner = zipped(*({"name": f"{i}.txt".encode(), "data": TEXT} for i in range(4)))
    found = opened(zipped(*({"name": f"{i}.zip".encode(), "data": inner} for i in range(4))))
    assert [type(one).__name__ for one in found][-1] == "LimitError"
    assert len(found) <= 11


def test_members_come_one_after_the_other(zipped):
    source = from_bytes(zipped(*({"name": f"{i}.txt".encode(), "data": TEXT} for i in range(3))), path="公开.zip")
    iterator = unwrap(source)
    assert next(iterator).member == "0.txt"


def test_an_archive_may_be_larger_than_a_file(tmp_path, zipped):
    path = tmp_path / "全部.zip"
    path.write_bytes(
        zipped(
            {"name": b"a.bin", "data": bytes(40_000_000), "method": 0},
            {"name": b"b.bin", "data": bytes(30_000_000), "method": 0},
        )
    )
    assert [len(one.data) for one in unwrap(load(path))] == [40_000_000, 30_000_000]
    (path.parent / "长.txt").write_bytes(bytes(70_000_000))
    with pytest.raises(LimitError):
        load(path.parent / "长.txt")


class Pipe(io.RawIOBase):
    """A stream that cannot seek, so that sizes come after the data."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.data += data
        return len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_archives_written_as_a_stream_or_with_wide_numbers_are_read(method):
    pipe, wide = Pipe(), io.BytesIO()
    for target in (pipe, wide):
        with zipfile.ZipFile(target, "w", method) as archive, archive.open("决算.txt", "w", force_zip64=True) as member:
            member.write(TEXT * 1_000)
    for data in (bytes(pipe.data), wide.getvalue()):
        assert [one.data for one in opened(data)] == [TEXT * 1_000]


def test_numbers_that_stand_in_the_extra_field_are_found(zipped):
    data = bytearray(zipped({"name": b"a.txt", "data": TEXT}))
    at, end = data.find(b"PK\x01\x02"), data.find(b"PK\x05\x06")
    packed, size, offset = struct.unpack_from("<2L", data, at + 20) + struct.unpack_from("<L", data, at + 42)
    extra = struct.pack("<2H3Q", 1, 24, size, packed, offset)
    struct.pack_into("<2L", data, at + 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<L", data, at + 42, 0xFFFFFFFF)
    struct.pack_into("<H", data, at + 30, len(extra))
    directory = bytes(data[at:end]) + extra
    end64 = b"PK\x06\x06" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, 1, 1, len(directory), at)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, at + len(directory), 1)
    tail = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (found,) = opened(bytes(data[:at]) + directory + end64 + locator + tail)
    assert found.data == TEXT
