from __future__ import annotations

from pathlib import Path

import pytest

from extractor import regions
from extractor.extracting import extract
from extractor.reading import from_bytes, load, read
from extractor.recognition import recognition
from extractor.templating import names, template, templates

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SHARED = ROOT.parent / "shared"
FORMS = sorted((HERE / "forms").glob("*.txt"))
"""Documents of invented bodies in the form of each province, named after the template."""


def document(text):
    return read(from_bytes(text.encode(), path="一份.txt"))


def of(path):
    return document(path.read_text(encoding="utf-8"))


def test_there_is_a_document_for_every_province():
    assert [path.stem for path in FORMS] == sorted(set(names()) - {"national"})


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_recognised_without_any_place_name(path):
    text = path.read_text(encoding="utf-8")
    assert not any(one in text for province in templates().values() for one in province.provinces)
    assert regions.province_of(text) is None
    disclosure = extract(document(text)).disclosure
    assert disclosure.template == path.stem
    assert not disclosure.documents[0].remarks


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_far_from_every_other(path):
    """Without its own template it is nobody's, or of the one that lies nearest, by far less points."""
    others = {name: one for name, one in templates().items() if name != path.stem}
    found = recognition([of(path)], given=others)
    own = recognition([of(path)])
    assert own.points >= 500
    assert not found.known or found.points < own.points - 400


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_recognised_by_its_headings_alone(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    titles = [line for line in lines if not line.endswith("。") and "万元" not in line]
    expected = path.stem if path.stem != "guangdong" else "national"  # only its sentences tell it
    assert recognition([document("\n".join(titles))]).template.name == expected


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_keeps_its_template_in_another_year(path):
    text = path.read_text(encoding="utf-8")
    for year in (2021, 2022, 2023, 2024):
        for printed in (2021, 2022, 2023):
            text = text.replace(f"{printed}年", f"{year}年")
        assert recognition([document(text)]).template.name == path.stem, year


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_name_of_another_province_does_not_win_over_the_form(path):
    """A body of a province without a template of ours may use the form of another: then nothing is sure."""
    other = "湖北省" if path.stem != "hubei" else "四川省"
    found = recognition([document(f"{other}\n" + path.read_text(encoding="utf-8"))])
    assert found.template.name in (path.stem, "national", "hubei" if other == "湖北省" else "sichuan")
    if path.stem in ("neimenggu", "yunnan", "beijing", "chongqing", "zhejiang", "shaanxi", "xinjiang", "guangxi"):
        assert found.template.name == path.stem


def test_a_document_in_the_national_form_is_nobodys():
    text = (HERE / "forms" / "hubei.txt").read_text(encoding="utf-8")
    dropped = ("专项支出、转移", "其他需要", "自评结果", "应用情况", "没有专项")
    plain = "\n".join(line for line in text.splitlines() if not any(word in line for word in dropped))
    found = recognition([document(plain)])
    assert not found.known
    assert found.template is template("national")
    assert found.points == 0


def test_two_forms_in_one_document_are_nobodys():
    sure = "一、一般性支出情况\n二、专项支出、转移支付支出情况说明\n"
    assert not recognition([document("2023年度蔷山县水利局部门决算\n" + sure)]).known


def test_the_marks_that_told_are_named():
    found = recognition([of(HERE / "forms" / "yunnan.txt")])
    assert "监督索引号" in found.evidence
    assert "湖北省" in recognition([document("湖北省水利厅2023年度部门决算")]).evidence


def test_tables_in_a_file_of_their_own_tell_too():
    text = (HERE / "forms" / "sichuan.txt").read_text(encoding="utf-8")
    first, second = text.split("第三部分 名词解释……", 1)
    contents = second.split("第一部分 部门概况", 1)[0]
    tables = contents.split("第五部分", 1)[1]
    narrative = document("2023年度澜溪县水务局部门决算\n一、收入决算情况说明\n2023年度收入合计850.00万元。")
    assert first
    assert not recognition([narrative]).known
    assert recognition([narrative, document(tables)]).template.name == "sichuan"


def test_dots_and_field_codes_of_a_contents_do_not_hide_titles():
    lines = [
        "2023年度蔷山县水利局部门决算",
        "目录",
        "（一）收入决算表（分单位）" + "." * 90 + "( 1 )",
        "（二）支出决算表（分单位） PAGEREF _Toc123 h 3",
    ]
    assert recognition([document("\n".join(lines))]).template.name == "zhejiang"


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "documents").iterdir()), ids=lambda path: path.name)
def test_no_document_of_the_corpus_is_taken_for_another_province(path):
    assert recognition([read(load(path))]).template.name == "hubei"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not beside this repository")
@pytest.mark.parametrize(("pattern", "name"), [("seeds/*.txt", "hubei"), ("samples/*.pdf", "shanghai")])
def test_real_documents_have_the_template_of_their_province(pattern, name):
    found = [recognition([read(load(path))]) for path in sorted(SHARED.glob(pattern))]
    assert found
    assert {one.template.name for one in found} == {name}
