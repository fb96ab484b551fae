from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from subprocess import run
from zipfile import ZipFile

import pytest
from docx import Document as Writer

from extractor.errors import UnreadableError
from extractor.readers.office import claims
from extractor.reading import from_bytes, load, read
from extractor.word.soffice import VARIABLE, ConversionError, convert, program

SOFFICE = program()
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
ROOT = re.compile(r"<(?![?!]).*", re.DOTALL)
FILTERS = {"doc": "doc", "rtf": "rtf", "wps": "doc:MS Word 97"}


def original():
    """Return a docx of headings, a paragraph and a table with merged cells."""
    writer = Writer()
    writer.add_heading("第一部分 单位概况", level=1)
    writer.add_paragraph("2023年度收入合计412.30万元，比上年增加12.30万元，增长3.08%。")
    writer.add_paragraph("收入支出决算总表")
    writer.add_paragraph("单位:万元")
    table = writer.add_table(rows=3, cols=3)
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"{at}.{column}0"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "收入"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "合计"
    writer.add_paragraph("注:本表反映本年度的收支情况。")
    stream = BytesIO()
    writer.save(stream)
    return stream.getvalue()


@pytest.fixture(name="old", scope="module")
def old_documents(tmp_path_factory):
    """Return the same document in each old format, made once."""
    folder = tmp_path_factory.mktemp("旧版 文件")
    (folder / "决算.docx").write_bytes(original())
    made = {}
    for suffix, form in FILTERS.items():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        run([*command, str(folder / "决算.docx")], check=True, capture_output=True, timeout=120)  # noqa: S603  LibreOffice
        produced = folder / f"决算.{form.partition(':')[0]}"
        made[suffix] = produced.rename(folder / f"部门决算({suffix}).{suffix}")
    return made


def shape(document):
    return [
        (cell.row, cell.column, cell.rows, cell.columns, document.quote(cell.span))
        for table in document.tables
        for cell in table.cells
    ]


@needs_soffice
@pytest.mark.parametrize("suffix", FILTERS)
def test_old_formats_read_as_the_new_one(old, suffix):
    wanted = read(from_bytes(original(), path="决算.docx"))
    source = load(old[suffix])
    document = read(source)
    assert (document.text, shape(document)) == (wanted.text, shape(wanted))
    assert document.source == source
    assert document.origin == f"{suffix} via LibreOffice"


@needs_soffice
def test_a_name_that_lies_does_not_matter(old):
    data = old["doc"].read_bytes()
    assert read(from_bytes(data, path="决算.docx")).origin == "doc via LibreOffice"
    assert read(from_bytes(old["rtf"].read_bytes(), path="决算.doc")).origin == "rtf via LibreOffice"
    assert read(from_bytes(original(), path="决算.wps")).origin == "docx"


@needs_soffice
def test_a_member_of_an_archive_goes_by_its_own_name(old):
    member = replace(load(old["wps"]), path="公开.zip", member="内层.zip!/部门/决算.WPS")
    assert read(member).origin == "wps via LibreOffice"
    bare = replace(member, data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert claims(bare) == 1
    assert claims(replace(bare, member="决算.bin")) == 0


@needs_soffice
def test_conversions_at_the_same_time_do_not_disturb_one_another(old):
    sources = [load(old["doc"]), load(old["rtf"])]
    with ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(read, sources))
    assert len({document.text for document in documents}) == 1


@needs_soffice
def test_a_locked_document_says_so_without_a_conversion(old, monkeypatch):
    monkeypatch.setenv(VARIABLE, "nowhere")
    data = bytearray(old["doc"].read_bytes())
    # The first bytes of the document's own stream; the flag stands in its twelfth.
    data[data.index(b"\xec\xa5") + 11] |= 1
    with pytest.raises(UnreadableError, match="密码"):
        read(from_bytes(bytes(data), path="决算.doc"))


@needs_soffice
@pytest.mark.parametrize("suffix", FILTERS)
@pytest.mark.parametrize("percent", [30, 60, 90])
def test_old_documents_cut_off_say_so(old, suffix, percent):
    data = old[suffix].read_bytes()
    with pytest.raises(UnreadableError, match="不完整"):
        read(from_bytes(data[: len(data) * percent // 100], path=f"决算.{suffix}"))


@needs_soffice
def test_markup_of_word_2003_is_read_and_nothing_else_as_such():
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    names = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    text = "<w:p><w:r><w:t>2023年度收入合计5万元</w:t></w:r></w:p>"
    markup = f"{head}<w:wordDocument {names}><w:body>{text}</w:body></w:wordDocument>"
    document = read(from_bytes(markup.encode(), path="决算.xml"))
    assert (document.text, document.origin) == ("2023年度收入合计5万元\n", "xml via LibreOffice")
    with pytest.raises(UnreadableError):
        read(from_bytes(f"{head}<other>收入合计5万元</other>".encode(), path="决算.xml"))


def test_a_document_in_one_file_is_read_without_libreoffice(monkeypatch):
    monkeypatch.setenv(VARIABLE, "没有这个程序")
    with ZipFile(BytesIO(original())) as package:
        roots = {name: ROOT.search(package.read(name).decode()) for name in package.namelist() if "xml" in name[-5:]}
        roots["_rels/.rels"] = ROOT.search(package.read("_rels/.rels").decode())
        roots["word/_rels/document.xml.rels"] = ROOT.search(package.read("word/_rels/document.xml.rels").decode())
    parts = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{root[0]}</pkg:xmlData></pkg:part>' for name, root in roots.items()
    )
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    document = read(from_bytes(f"{head}<pkg:package {space}>{parts}</pkg:package>".encode(), path="决算.xml"))
    wanted = read(from_bytes(original(), path="决算.docx"))
    assert (document.text, shape(document)) == (wanted.text, shape(wanted))


def test_where_libreoffice_is_missing_the_message_names_it(monkeypatch):
    monkeypatch.setenv(VARIABLE, "没有这个程序")
    with pytest.raises(UnreadableError, match=rf"LibreOffice.*{VARIABLE}.*另存为 docx"):
        read(from_bytes(b"{\\rtf1 x}", path="决算.rtf"))


def script(folder, body):
    """Return a program that stands in for LibreOffice."""
    path = folder / "假的 soffice"
    path.write_text(f"#!{sys.executable}\nimport os, subprocess, sys, time\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs on Windows")
def test_a_conversion_that_hangs_is_ended_with_its_children(tmp_path):
    mark = tmp_path / "child"
    child = f"import time; time.sleep(3); open({str(mark)!r}, 'w').close()"
    hanging = script(tmp_path, f"subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)")
    with pytest.raises(ConversionError, match="秒"):
        convert(b"{\\rtf1}", suffix=".rtf", soffice=hanging, seconds=1)
    run([sys.executable, "-c", "import time; time.sleep(3)"], check=True)
    assert not mark.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="scripts are no programs on Windows")
def test_a_conversion_gets_a_profile_of_its_own_and_leaves_nothing(tmp_path, monkeypatch):
    seen = tmp_path / "seen"
    telling = script(tmp_path, f"open({str(seen)!r}, 'a', encoding='utf-8').write(sys.argv[1] + '\\n')")
    monkeypatch.setenv(VARIABLE, str(telling))
    for _ in range(2):
        with pytest.raises(UnreadableError, match=r"转换失败.*没有给出结果"):
            read(from_bytes(b"{\\rtf1 x}", path="决算.rtf"))
    profiles = seen.read_text(encoding="utf-8").splitlines()
    assert len(set(profiles)) == 2
    assert all(profile.startswith("-env:UserInstallation=file:///") for profile in profiles)


def test_a_page_that_calls_itself_doc_is_read_as_a_page():
    for name in ("决算.doc", "决算.wps", "决算.docx"):
        document = read(from_bytes("<html><body><p>2023年度收入合计5万元</p></body></html>".encode(), path=name))
        assert document.origin == "html utf-8"


def test_word_2003_markup_with_entities_is_refused():
    markup = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    with pytest.raises(UnreadableError, match="实体"):
        read(from_bytes(markup, path="决算.doc"))
