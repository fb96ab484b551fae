from __future__ import annotations

import re

import pytest

from extractor.errors import VocabularyError
from extractor.reading import from_bytes, read
from extractor.regions import place, province_of
from extractor.templating import ROLES, load, names, recognise, template
from extractor.titles import written_out


def test_every_template_loads_and_has_only_known_roles():
    assert "national" in names()
    for name in names():
        one = template(name)
        assert one.name == name
        assert set(one.parts.values()) | set(one.titles.values()) | set(one.overview.values()) <= ROLES
        assert set(one.required) <= ROLES


def test_a_province_is_the_difference_from_its_parent():
    national, hubei = template("national"), template("hubei")
    assert national.titles.items() <= hubei.titles.items()
    assert hubei.provinces == ("湖北省",)
    assert not national.provinces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("湖北省水利厅2023年度部门决算", "hubei"),
        ("2023年度武汉市江岸区图书馆单位决算", "hubei"),
        ("2023年度四川省青川县水利局部门决算\n湖北省、湖北省", "sichuan"),
        ("某单位决算公开,无从得知在哪里", "national"),
        ("2023年度县水利局部门决算\n十四、专项支出、转移支付支出情况说明", "hubei"),
    ],
)
def test_the_place_tells_the_template(text, name):
    assert recognise(read(from_bytes(text.encode(), path="一份.txt"))).name == name


@pytest.mark.parametrize(
    ("content", "where", "says"),
    [
        ("titles:\n  totals: [收支总体\n", r":\d+:\d+:", "YAML"),
        ("title: 甲\ntitels: {}\n", ":2:1:", "titles"),
        ("title: 甲\ntitles:\n  incomes: [收入]\n", ":3:3:", "income"),
        ("titles:\n  income: 收入决算\n", ":1:1:", "列表"),
        ("parent: 不存在的\n", ":1:1:", "national"),
        ("- 一个列表\n", ":1:1:", "对照"),
    ],
)
def test_a_malformed_template_names_its_place(tmp_path, content, where, says):
    path = tmp_path / "某省.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as malformed:
        load(path)
    message = str(malformed.value)
    assert message.startswith(str(path))
    assert re.search(where, message)
    assert says in message


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
