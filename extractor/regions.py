"""Knows the administrative divisions: which province a text names, and which level of government a name speaks of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from extractor.datafile import load_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ahocorasick_rs import AhoCorasick

Level = Literal["中央", "省", "市", "县", "乡"]

_FILE: Final = Path(__file__).parent / "vocabulary" / "regions.yaml"
_DIRECT: Final = "直属"
_MUNICIPALITIES: Final = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_LONGEST: Final = 16
_ETHNIC: Final = re.compile(
    r"(?:土家族|苗族|[藏回彝白傣壮羌侗满瑶]族|景颇族|傈僳族|哈尼族|朝鲜族|蒙古族?|哈萨克|柯尔克孜|布依族|维吾尔)+自治"
)
# 中国共产党青川县委员会 names a county; 中国科学院 names no place.
_PARTY: Final = re.compile(
    r"(?:中共|中国共产党|中国人民政治协商会议|政协|中国共产主义青年团|共青团|中国国民党革命委员会|民革|中国民主同盟|民盟"
    r"|中国民主建国会|民建|中国民主促进会|民进|中国农工民主党|农工党|中国致公党|致公党|九三学社|台盟|台湾民主自治同盟)"
)
_CENTRAL: Final = re.compile(r"国家|中央|全国|中华|中国|国务院|最高人民")
# A zone has the rank its founders gave it, which its name does not tell.
_ZONE: Final = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:开发区|高新区|新区|园区|示范区|试验区|实验区|风景名胜区|风景区|景区|保税区|度假区|合作区|管理区)"
)
# 青石镇 · 临江街道 · (区人民政府)临江街道办事处; not 住房和城乡建设局, 乡村振兴局, 乡镇企业局
_TOWNSHIP: Final = re.compile(
    r"(?:人民政府)?(?!城乡|乡镇|城镇|村镇|住房|农业|自然|乡村)([\u4e00-\u9fff]{2,5}?(?<![城家下返村集小重乡]))"
    r"(?:镇(?!区)|乡(?![村镇])|街道|苏木)(?=$|人民|政府|办|党|财|中心|卫生|综合|机关|社|农|便|\()"
)
_NEW_COUNTY: Final = re.compile(
    r"(?!城市|社会|住房|市)[\u4e00-\u9fff]{2,3}?(?<![社小校院地城市灾库片辖军牧林矿工老])(?:区(?!域|块)|县(?!域|级))"
)
# 市教育局 · 县财政局; not 市场监督管理局, 区域发展中心
_BARE: Final = re.compile(r"(省|市|州|县|区)(?:直|级|本级)?(?![场政容民域块直级])(?=[\u4e00-\u9fff]{2})")
_BARE_LEVELS: Final[Mapping[str, Level]] = {"省": "省", "市": "市", "州": "市", "县": "县", "区": "县"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the beginning of a name says: ``end`` is where the place ends in it, 0 where it names none."""

    start: int = 0
    end: int = 0
    last: int = 0
    """Where its last division begins: 武昌区 in 武汉市武昌区, so that both forms have one key."""
    province: str | None = None
    level: Level | None = None
    level_end: int = 0
    """Where the words that tell the level end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A province, prefecture or county; ``provinces`` has several where the name is ambiguous."""

    level: Level
    provinces: tuple[str, ...]
    full: bool = True
    """Whether the name carries its kind (湖北省, not 湖北) and so tells a level."""


def place(name: str) -> Place:
    """Read the place at the beginning of a body's name, after the party's name where one stands.

    >>> place("湖北省财政厅").level, place("青川县人民法院").level
    ('省', '县')
    """
    party = _PARTY.match(name)
    start = at = party.end() if party else 0
    last = at
    provinces: set[str] = set()
    level: Level | None = None
    while (found := _longest(name, at)) is not None:
        end, division = found
        if provinces and not provinces & set(division.provinces):
            break
        provinces = (provinces & set(division.provinces)) or set(division.provinces)
        level = division.level if division.full else level
        last, at = at, end
        if division.level == "县":
            break
    return _finished(name, Place(start=start, end=at, last=last, level=level, level_end=at), provinces)


def province_of(text: str) -> str | None:
    """Return the province of the first place a text names."""
    return next((entry for entry in _mentions(text) if entry), None)


def commonest_province(text: str) -> str | None:
    """Return the province most of the named places lie in; a single mention is no evidence."""
    counts = Counter(_mentions(text)).most_common(1)
    if not counts or counts[0][1] < 2:  # noqa: PLR2004  twice is the least that is not in passing
        return None
    return counts[0][0] if counts[0][1] * 2 > sum(Counter(_mentions(text)).values()) else None


def _finished(name: str, listed: Place, provinces: set[str]) -> Place:
    """Look for what no list has behind the listed places: zones, towns, new districts, a bare 市 or 县."""
    at = listed.end
    listed = replace(listed, province=next(iter(provinces)) if len(provinces) == 1 else None)
    zone = _ZONE.match(name, at)
    if zone and listed.level != "县":
        return replace(listed, end=zone.end(), level=None, level_end=0)
    town = _TOWNSHIP.match(name, at)
    if town:
        return replace(listed, end=town.end(), last=town.start(1), level="乡", level_end=town.end())
    county = _NEW_COUNTY.match(name, at) if listed.level == "市" else None
    if county:
        return replace(listed, end=county.end(), last=at, level="县", level_end=county.end())
    return listed if at > listed.start else _unlisted(name, listed.start)


def _unlisted(name: str, start: int) -> Place:
    """Read a name that begins with no place: of the state, or with 市, 县 … alone."""
    if start == 0 and (central := _CENTRAL.match(name)):
        return Place(level="中央", level_end=central.end())
    bare = _BARE.match(name, start)
    return (
        Place(level=_BARE_LEVELS[bare[1]], start=start, end=start, last=start, level_end=bare.end(1))
        if bare
        else Place()
    )


def _longest(name: str, at: int) -> tuple[int, Division] | None:
    divisions = _divisions()
    for end in range(min(at + _LONGEST, len(name)), at + 1, -1):
        division = divisions.get(name[at:end])
        if division is not None:
            return end, division
    return None


@cache
def _divisions() -> dict[str, Division]:
    """Return every division by its name and its short forms."""
    divisions: dict[str, Division] = {}
    for province, below in load_mapping(_FILE, keys=("provinces",)).words("provinces").items():
        short = re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市]$", "", province)
        divisions[province] = Division(level="省", provinces=(province,))
        divisions[short] = Division(level="省", provinces=(province,), full=False)
        for prefecture, counties in below.items():
            if prefecture != _DIRECT:
                _add(divisions, prefecture, Division(level="市", provinces=(province,)))
            for county in counties:
                _add(divisions, county, Division(level="县", provinces=(province,)))
    return divisions


def _add(divisions: dict[str, Division], name: str, division: Division) -> None:
    for form in {name, _ETHNIC.sub("", name)}:
        known = divisions.get(form)
        if known is None:
            divisions[form] = division
        elif known.level == division.level:
            both = tuple(dict.fromkeys((*known.provinces, *division.provinces)))
            divisions[form] = Division(level=known.level, provinces=both)


def _mentions(text: str) -> list[str]:
    automaton, provinces = _automaton()
    return [provinces[index] for index, _, _ in automaton.find_matches_as_indexes(text)]


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Return an automaton over the names that belong to one province alone and are no common words."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    clear = {
        name: division.provinces[0]
        for name, division in _divisions().items()
        if len(division.provinces) == 1 and (len(name) > 2 or division.level == "省")  # noqa: PLR2004  赵县 is in 干涉赵县…
    }
    return AhoCorasick(list(clear), matchkind=MatchKind.LeftmostLongest), tuple(clear.values())
