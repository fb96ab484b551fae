from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from extractor.errors import LimitError, UnreadableError
from extractor.packages import MAX_MEMBERS, MAX_TOTAL, open_package, parse_xml
from extractor.reading import from_bytes, read
from extractor.word.ole import MAGIC, is_encrypted, streams

ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE a [<!ENTITY e0 "boom">{ENTITIES}]><a>&e11;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://localhost:9/x.dtd"> %e;]><a/>'


@pytest.mark.parametrize("markup", [BOMB, OUTSIDE, PARAMETER], ids=["bomb", "outside", "parameter"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(markup, encoding):
    with pytest.raises(UnreadableError, match="实体"):
        parse_xml(markup.encode(encoding), path="决算.docx", part="word/document.xml")


def test_entities_in_an_encoding_that_hides_them_are_refused():
    hidden = (
        '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a [+ADwAIQ-ENTITY e SYSTEM "file:///etc/hostname">]><a/>'
    )
    with pytest.raises(UnreadableError):
        parse_xml(hidden.encode(), path="决算.docx", part="word/document.xml")


def test_entities_in_any_part_of_a_document_are_refused(word, pack):
    with zipfile.ZipFile(BytesIO(word("<w:p/>"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in ("word/document.xml", "word/_rels/document.xml.rels"):
        with pytest.raises(UnreadableError, match="实体"):
            read(from_bytes(pack({**parts, name: BOMB}), path="决算.docx"))


def test_what_expands_too_far_is_refused_before_it_is_held(pack):
    package = open_package(from_bytes(pack({"word/document.xml": bytes(80 * 2**20)}), path="决算.docx"))
    with pytest.raises(LimitError, match="炸弹"):
        package.read("word/document.xml")


def test_a_size_that_a_header_understates_is_counted_as_it_comes(pack):
    data = bytearray(pack({"a.xml": b"<a>" + b"x" * 5_000_000 + b"</a>"}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="损坏"):
        open_package(from_bytes(bytes(data), path="a.docx")).read("a.xml")


def test_many_members_together_are_bounded(pack):
    noise = Random(7).randbytes(20_000)  # noqa: S311  no secret
    pattern = noise * 1_000  # expands, but by less than a bomb
    package = open_package(from_bytes(pack({"a": pattern}), path="a.docx"))
    for _ in range(MAX_TOTAL // len(pattern)):
        package.read("a")
    with pytest.raises(LimitError, match="MB 的上限"):
        package.read("a")


def test_a_member_beyond_its_own_limit_is_refused(pack):
    package = open_package(from_bytes(pack({"a": b"0123456789" * 1000}), path="a.docx"))
    assert len(package.read("a", limit=10_000)) == 10_000
    with pytest.raises(LimitError):
        package.read("a", limit=9_999)


def test_more_members_than_any_document_has_are_refused_unread():
    with pytest.raises(LimitError, match="个"):
        open_package(from_bytes(b"PK\x03\x04" + b"PK\x01\x02" * (MAX_MEMBERS + 1), path="a.docx"))


@pytest.mark.parametrize("share", [2, 3, 20])
def test_a_document_cut_off_says_so(word, share):
    data = word("<w:p/>" * 2000)
    with pytest.raises(UnreadableError, match="不完整"):
        read(from_bytes(data[: len(data) - len(data) // share], path="决算.docx"))


def test_damage_inside_a_member_says_so(word):
    data = bytearray(word("<w:p><w:r><w:t>收入</w:t></w:r></w:p>" * 300))
    at = data.index(b"word/document.xml") + len("word/document.xml")
    data[at + 20 : at + 60] = bytes(40)
    with pytest.raises(UnreadableError, match="损坏"):
        read(from_bytes(bytes(data), path="决算.docx"))


def test_names_that_climb_are_only_keys(tmp_path, monkeypatch, pack):
    monkeypatch.chdir(tmp_path)
    names = ("../../climbed.xml", "/rooted.xml", "C:\\drive.xml")
    package = open_package(from_bytes(pack(dict.fromkeys(names, b"<a/>")), path="a.docx"))
    for name in package.names:
        assert package.read(name) == b"<a/>"
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent.parent / "climbed.xml").exists()
    assert not Path("/rooted.xml").exists()


def test_an_encrypted_member_says_so(pack):
    data = bytearray(pack({"word/document.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError, match="密码"):
        read(from_bytes(bytes(data), path="决算.docx"))


def test_a_document_of_pictures_names_what_is_needed(word):
    body = '<w:p><w:r><w:t>附件</w:t></w:r><w:r><w:drawing><a:blip r:embed="r9"/></w:drawing></w:r></w:p>' * 12
    with pytest.raises(UnreadableError, match=r"12 张图片.*ocr"):
        read(from_bytes(word(body), path="决算.docx"))


def test_an_empty_document_says_so(word):
    with pytest.raises(UnreadableError, match="没有文字"):
        read(from_bytes(word("<w:p/>"), path="决算.docx"))


def test_a_document_that_only_takes_in_another_says_so(word):
    with pytest.raises(UnreadableError, match="嵌入"):
        read(from_bytes(word('<w:altChunk r:id="r9"/>'), path="决算.docx"))


@pytest.mark.parametrize("depth", [20, 60])
def test_tables_in_tables_end_in_text_or_in_an_error(word, depth):
    opened, closed = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    body = opened * depth + "<w:p><w:r><w:t>收入合计</w:t></w:r></w:p>" + closed * depth
    assert read(from_bytes(word(body), path="a.docx")).text == "收入合计\n"


def test_depth_beyond_the_parser_is_an_error(word):
    body = "<w:sdt><w:sdtContent>" * 300 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 300
    with pytest.raises(UnreadableError, match="XML"):
        read(from_bytes(word(body), path="a.docx"))


def compound(*names: str, chain=0xFFFFFFFE):
    """Return an OLE file of three sectors with these streams at the top; ``chain`` is what follows its directory."""
    header = bytearray(512)
    header[:8] = MAGIC
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[68:72] = (0xFFFFFFFE).to_bytes(4, "little")
    header[76:512] = b"\xff" * 436
    header[76:80] = (0).to_bytes(4, "little")
    table = b"".join(number.to_bytes(4, "little") for number in (0xFFFFFFFD, chain, 0xFFFFFFFE)).ljust(512, b"\xff")
    entries = b""
    for at, name in enumerate(("Root Entry", *names)):
        text = name.encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(text)] = text
        entry[64:66] = (len(text) + 2).to_bytes(2, "little")
        right = at + 1 if 0 < at < len(names) else 0xFFFFFFFF
        entry[66] = 5 if not at else 2
        entry[68:80] = b"".join(n.to_bytes(4, "little") for n in (0xFFFFFFFF, right, 0xFFFFFFFF if at else 1))
        entry[116:120] = (2).to_bytes(4, "little")
        entries += entry
    return bytes(header) + table + entries.ljust(512, b"\0") + bytes(512)


def test_streams_at_the_top_are_listed():
    assert streams(compound("WordDocument", "1Table")) == {"WordDocument", "1Table"}
    assert streams(compound("Workbook")) == {"Workbook"}
    assert streams(b"no compound file") == frozenset()


def test_chains_in_a_circle_and_files_cut_off_end():
    assert streams(compound("WordDocument", chain=1)) == {"WordDocument"}
    whole = compound("WordDocument", "1Table")
    for end in range(0, len(whole), 7):
        assert streams(whole[:end]) <= {"WordDocument", "1Table"}


def test_encryption_is_seen_in_both_forms():
    assert is_encrypted(compound("EncryptedPackage", "EncryptionInfo"))
    locked = bytearray(compound("WordDocument"))
    assert not is_encrypted(bytes(locked))
    locked[512 * 3 + 11] |= 1
    assert is_encrypted(bytes(locked))


@pytest.mark.parametrize("name", ["决算.docx", "决算.doc", "决算"])
def test_an_encrypted_document_says_so(name):
    with pytest.raises(UnreadableError, match="密码"):
        read(from_bytes(compound("EncryptedPackage", "EncryptionInfo"), path=name))


def test_an_old_document_cut_off_says_so():
    with pytest.raises(UnreadableError, match="不完整"):
        read(from_bytes(compound("WordDocument")[:1024], path="决算.doc"))
