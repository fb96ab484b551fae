from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from extractor import templating
from extractor.errors import VocabularyError
from extractor.extracting import extract
from extractor.layout.roles import section_role, titles_of
from extractor.reading import from_bytes, read
from extractor.recognition import recognition
from extractor.regions import place, province_of
from extractor.tabling.titling import named
from extractor.template import RESIDUE, ROLES, TABLES, WORDING
from extractor.templating import FOLDER, KEYS, load, names, recognise, template, templates
from extractor.titles import normal, written_out
from extractor.vocabulary.tables import vocabulary

HERE = Path(__file__).parent
YEARS = range(2016, 2025)


def document(text):
    return read(from_bytes(text.encode(), path="一份.txt"))


def roles(dues):
    return [due.role for due in dues]


def test_every_template_loads_and_has_only_known_roles():
    assert set(names()) == set(templates())
    for name, one in templates().items():
        assert one.name == name
        assert set(one.parts.values()) | set(one.titles.values()) | set(one.overview.values()) <= ROLES
        assert set(one.required) <= ROLES
        assert set(one.level_words) <= {"省", "市", "县", "乡"}
        assert set(one.residue) == set(RESIDUE)


def test_the_closed_list_of_tables_is_that_of_the_vocabulary():
    assert set(vocabulary().roles) == TABLES


@pytest.mark.parametrize("name", names())
def test_tables_and_sections_have_the_roles_their_titles_are_read_as(name):
    one = template(name)
    titles = titles_of(one)
    for year in YEARS:
        for due in one.tables_of(year):
            read_as = due.role if due.role == "performance" else named(due.name)
            assert read_as == due.role, due.name
        for due in one.sections_of(year):
            assert section_role(titles.narrative, normal(due.name)) == due.role, due.name


@pytest.mark.parametrize("name", names())
def test_every_year_has_its_tables_and_sections(name):
    one = template(name)
    for year in YEARS:
        due = roles(one.tables_of(year))
        assert due[0] == "income_expenditure"
        assert {"income", "expenditure", "appropriation", "gpb", "basic", "fund"} <= set(due)
        assert set(due) & {"three_public", "statistics"}
        assert ("soe" in due) == (year >= 2020) or name in ("sichuan", "neimenggu")
        assert len(one.sections_of(year)) > 3


def test_the_national_form_changes_with_the_years():
    national = template("national")
    assert [len(national.tables_of(year)) for year in (2016, 2019, 2020, 2021, 2022, 2024)] == [8, 8, 9, 9, 9, 9]
    assert roles(national.tables_of(2021))[-3:] == ["three_public", "fund", "soe"]
    assert roles(national.tables_of(2022))[-3:] == ["fund", "soe", "three_public"]
    assert national.tables_of(2021)[6].name == "一般公共预算财政拨款“三公”经费支出决算表"
    assert national.tables_of(2022)[8].name == "财政拨款“三公”经费支出决算表"
    assert roles(national.sections_of(2021)).index("three_public") == 6
    assert roles(national.sections_of(2022)).index("three_public") == 8
    assert "soe" not in roles(national.sections_of(2019))
    assert national.tables_of(None) == national.tables_of(2024)
    assert national.tables_of(2009) == ()


def test_wording_changes_with_the_years():
    national = template("national")
    assert set(national.wording) == set(WORDING)
    assert "使用非财政拨款结余和专用结余" not in national.wording_of("balance_used", 2021)
    assert "使用非财政拨款结余和专用结余" in national.wording_of("balance_used", 2022)
    assert "单价100万元(含)以上设备(不含车辆)" in national.wording_of("equipment", 2023)
    assert "单价100万元(含)以上设备(不含车辆)" not in national.wording_of("equipment", 2020)
    assert "全年预算" not in national.wording_of("three_public_budget", 2021)
    assert template("shanghai").wording_of("three_public_budget", 2022) == ("全年预算", "年初预算", "预算")
    assert national.wording_of("equipment", 2001) == ()


@pytest.mark.parametrize(
    ("name", "year", "count"),
    [
        ("sichuan", 2022, 13),
        ("neimenggu", 2022, 12),
        ("beijing", 2021, 12),
        ("zhejiang", 2022, 11),
        ("zhejiang", 2019, 10),
        ("jiangxi", 2019, 9),
        ("jiangxi", 2022, 10),
        ("yunnan", 2019, 8),
        ("shaanxi", 2020, 9),
    ],
)
def test_a_province_has_its_own_number_of_tables(name, year, count):
    assert len(template(name).tables_of(year)) == count


def test_a_province_is_the_difference_from_its_parent():
    national, hubei = template("national"), template("hubei")
    assert national.titles.items() <= hubei.titles.items()
    assert hubei.provinces == ("湖北省",)
    assert hubei.ancestors == ("national",)
    assert not national.provinces
    assert set(national.residue["instruction"]) < set(hubei.residue["instruction"])
    assert hubei.tables == national.tables


def test_no_province_has_two_templates():
    provinces = [province for one in templates().values() for province in one.provinces]
    assert len(provinces) == len(set(provinces)) == len(names()) - 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("湖北省水利厅2023年度部门决算", "hubei"),
        ("2023年度武汉市江岸区图书馆单位决算", "hubei"),
        ("2023年度四川省青川县水利局部门决算\n湖北省、湖北省", "sichuan"),
        ("2023年度甘肃省民乐县水利局部门决算", "national"),
        ("某单位决算公开,无从得知在哪里", "national"),
        ("2023年度县水利局部门决算\n十四、专项支出、转移支付支出情况说明", "hubei"),
        ("2023年度甘肃省民乐县水利局部门决算\n十四、专项支出、转移支付支出情况说明", "national"),
    ],
)
def test_the_place_is_one_mark_of_the_template(text, name):
    assert recognise(document(text)).name == name


BOTTOM_UP = """# 虚构的一省：决算表在前。
name: linhai
parent: national
provinces: []
order: [part_tables, part_overview, part_narrative, part_glossary]
titles:
  assets: [家底]
tables:
  2022-:
    - income_expenditure 收支家底总表
telling:
  titles:
    sure: [家底情况]
"""


def test_adding_a_province_touches_one_file(tmp_path):
    (tmp_path / "linhai.yaml").write_text(BOTTOM_UP, encoding="utf-8")
    given = templates([tmp_path])
    assert set(given) == {*names(), "linhai"}
    text = "2023年度蔷山县水利局部门决算\n一、收入决算情况说明\n收入合计5.00万元。\n二、家底情况说明\n共有车辆1辆。"
    extraction = extract(document(text), templates=given)
    assert extraction.disclosure.template == "linhai"
    assert "assets" in [section.role for section in extraction.disclosure.documents[0].all_sections]
    assert roles(given["linhai"].tables_of(2023)) == ["income_expenditure"]
    assert given["linhai"].tables_of(2021) == given["national"].tables_of(2021)
    # Nothing of it stays behind.
    assert extract(document(text)).disclosure.template == "national"
    assert "linhai" not in templates()


def test_a_template_that_builds_on_a_province_is_preferred_to_it(tmp_path):
    (tmp_path / "qingluan.yaml").write_text("parent: hubei\nprovinces: [湖北省]\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("parent: qingluan\n", encoding="utf-8")
    given = templates([tmp_path])
    assert given["other"].ancestors == ("qingluan", "hubei", "national")
    assert recognise(document("湖北省水利厅2023年度部门决算"), given=given).name == "qingluan"


def test_a_template_is_not_chosen_for_years_it_does_not_hold_for(tmp_path):
    content = 'parent: national\nyears: "2020-2022"\ntelling:\n  titles:\n    sure: [家底情况]\n'
    (tmp_path / "linhai.yaml").write_text(content, encoding="utf-8")
    text = "{}年度蔷山县水利局部门决算\n二、家底情况说明\n共有车辆1辆。"
    found = [recognise(document(text.format(y)), given=templates([tmp_path])).name for y in (2019, 2020, 2022, 2023)]
    assert found == ["national", "linhai", "linhai", "national"]


def test_an_unknown_form_falls_back_and_says_so_unless_it_is_named():
    text = "2023年度蔷山县水利局部门决算\n一、收入决算情况说明\n2023年度收入合计5.00万元。"
    fallen, named_one = extract(document(text)), extract(document(text), template="hubei")
    assert fallen.disclosure.template == "national"
    [remark] = fallen.disclosure.documents[0].remarks
    assert remark.kind == "layout"
    assert "没有认出" in remark.message
    assert "提示" in remark.message
    assert named_one.disclosure.template == "hubei"
    assert not named_one.disclosure.documents[0].remarks


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(KeyError, match="最接近的是 hubei"):
        template("hubie")
    with pytest.raises(KeyError, match="没有模板“hubie”"):
        extract(document("湖北省水利厅2023年度部门决算"), template="hubie")
    assert "最接近" not in templating.unknown("zzz", names())


@pytest.mark.parametrize(
    ("content", "where", "says"),
    [
        ("titles:\n  totals: [收支总体\n", r":\d+:\d+:", "YAML"),
        ("title: 甲\ntitels: {}\n", ":2:1:", "最接近的是 titles"),
        ("title: 甲\ntitles:\n  incomes: [收入]\n", ":3:3:", "最接近的是 income"),
        ("titles:\n  income: 收入决算\n", ":1:1:", "列表"),
        ("parent: nationl\n", ":1:1:", "最接近的是 national"),
        ("- 一个列表\n", ":1:1:", "对照"),
        ("titles:\n  income: [收入]\nwithin:\n  gpb: {incom: [收入]}\n", ":4:9:", "最接近的是 income"),
        ("within:\n  gbp: {income: [收入]}\n", ":2:3:", "最接近的是 gpb"),
        ("required: [income, expenditur]\n", ":1:20:", "最接近的是 expenditure"),
        ("order: [part_overview, part_table]\n", ":1:24:", "最接近的是 part_tables"),
        ("numbering: part\n", ":1:12:", "最接近的是 parts"),
        ("years: 2022年起\n", ":1:8:", "2016-2019"),
        ("tables:\n  2022-2021:\n    - income 收入决算表\n", ":2:3:", "2016-2019"),
        ("tables:\n  2022-:\n    - incme 收入决算表\n", ":3:7:", "最接近的是 income"),
        ("tables:\n  2022-:\n    - 收入决算表\n", ":3:7:", "角色 标题"),
        ("sections:\n  2022-:\n    - income 收入\n  2021: []\n", ":1:1:", "对照"),
        ("wording:\n  equipments: {}\n", ":2:3:", "最接近的是 equipment"),
        ("wording:\n  equipment:\n    每年: [甲]\n", ":3:5:", "2016-2019"),
        ("residue:\n  instructions: [请填写]\n", ":2:3:", "最接近的是 instruction"),
        ("telling:\n  title: {sure: [甲]}\n", ":2:3:", "最接近的是 titles"),
        ("telling:\n  titles: {sur: [甲]}\n", ":2:12:", "最接近的是 sure"),
    ],
)
def test_a_malformed_template_names_its_place(tmp_path, content, where, says):
    path = tmp_path / "某省.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as malformed:
        load(path)
    message = str(malformed.value)
    assert message.startswith(str(path))
    assert re.search(where, message), message
    assert says in message
    with pytest.raises(VocabularyError):
        templates([tmp_path])


def test_own_templates_neither_replace_ours_nor_turn_in_a_circle(tmp_path):
    (tmp_path / "hubei.yaml").write_text("parent: national\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="parent: hubei"):
        templates([tmp_path])
    (tmp_path / "hubei.yaml").rename(tmp_path / "甲.yaml")
    (tmp_path / "甲.yaml").write_text("parent: 乙\n", encoding="utf-8")
    (tmp_path / "乙.yaml").write_text("parent: 甲\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="成了一圈"):
        templates([tmp_path])
    with pytest.raises(VocabularyError, match="没有这个模板文件夹"):
        templates([tmp_path / "别处"])


@pytest.mark.parametrize("name", names())
def test_a_sure_mark_is_enough_alone(name):
    marks = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["telling"]
    titles = marks.get("titles", {}).get("sure", ())
    words = marks.get("words", {}).get("sure", ())
    lines = [f"十二、{title}" for pattern in titles for title in written_out(pattern)]
    lines += [f"说明:{word}。" for pattern in words for word in written_out(pattern)]
    for line in lines:
        assert recognition([document(f"蔷山县水利局部门决算\n{line}\n")]).template.name == name, line


def test_choices_are_written_out():
    assert written_out("[甲|乙]丙{丁|戊}") == ("丙丁", "丙戊", "甲丙丁", "甲丙戊", "乙丙丁", "乙丙戊")


@pytest.mark.parametrize(
    ("name", "province", "level"),
    [
        ("湖北省财政厅", "湖北省", "省"),
        ("上海市普陀区文化局", "上海市", "县"),
        ("恩施州教育局", "湖北省", "市"),
        ("中共青川县委员会组织部", "四川省", "县"),
        ("宜昌市夷陵区龙泉镇人民政府", "湖北省", "乡"),
        ("天津市河北区教育局", "天津市", "县"),
        ("朝阳区财政局", None, "县"),
        ("武汉市城市管理执法委员会", "湖北省", "市"),
        ("武汉市住房和城乡建设局", "湖北省", "市"),
        ("武汉市乡村振兴局", "湖北省", "市"),
        ("喀什地区教育局", "新疆维吾尔自治区", "市"),
        ("武汉东湖新技术开发区管理委员会", None, None),
        ("市场监督管理局", None, None),
        ("市教育局", None, "市"),
        ("国家税务总局", None, "中央"),
        ("区域发展研究中心", None, None),
    ],
)
def test_a_name_tells_place_and_level(name, province, level):
    found = place(name)
    assert (found.province, found.level) == (province, level)


def test_a_text_names_its_province():
    assert province_of("阆中市教育局2023年度部门决算") == "四川省"
    assert province_of("单位决算") is None


def test_words_left_over_are_in_half_width_and_stand_in_no_finished_document():
    residue = [(name, word) for name in names() for words in template(name).residue.values() for word in words]
    assert not [word for _, word in residue if set(word) & set("（）：，")]
    finished = [document(path.read_text(encoding="utf-8")).folded.text for path in sorted(HERE.glob("forms/*.txt"))]
    assert not [word for _, word in residue for text in finished if word in text]
    unfinished = document("本部门（单位）2023年度支出XX万元，增加（减少）主要原因请据实填写。").folded.text
    kinds = {kind for kind, words in template("national").residue.items() if any(word in unfinished for word in words)}
    assert kinds == set(RESIDUE)


def test_the_example_of_the_guide_is_a_template(tmp_path):
    guide = (HERE.parents[2] / "docs" / "writing-a-template.md").read_text(encoding="utf-8")
    (tmp_path / "linhai.yaml").write_text(guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    given = templates([tmp_path])
    written = set(yaml.safe_load((tmp_path / "linhai.yaml").read_text(encoding="utf-8")))
    assert written == {*KEYS} - {"parts", "overview", "within"}
    assert given["linhai"].provinces == ("临海省",)
    assert "资产家底" in guide
    found = recognition([document("2023年度蔷山县水利局部门决算\n二、资产家底情况")], given=given)
    assert found.template.name == "linhai"
