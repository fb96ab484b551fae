"""Counts: 团组、人次、批次、车辆、设备、项目、人员."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from extractor.clauses.clause import Draft
from extractor.fact import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.clauses.clause import Clause
    from extractor.lexing import Number
    from extractor.quantity import Kind

READS: Final[tuple[Kind, ...]] = ("count",)
ORDER = 50

_MOVES: Final = re.compile(r"了|约|近|到|至|[为:]|")
_ESCORTS: Final = re.compile(r"[(,、]?(不含|不包括|不包含|含|包括|包含)(?:国内)?陪同")
_GUEST_GROUPS: Final = ("个", "批", "批次", "个批次", "团组", "个团组", "次", "起")
_PERSONS: Final = ("人次", "人", "名")
_THRESHOLD: Final = re.compile(r"(\d+)万元(?:\(含?\))?(?:以上|及以上)?(?:\(含?\))?(?:的)?(通用|专用)?设备")
_VEHICLES: Final = re.compile(r"车辆(?:数)?(?:共计?|为|:)?$")
_PROJECTS: Final = re.compile(r"(?:涉及|共有?|对)(?:[一二]级)?项目(?:支出)?(?:共计?)?$")
_PROJECT: Final = re.compile(r"(?:[一二]级)?项目")
_STAFF_GROUP: Final = re.compile(
    r"(行政|事业|参照公务员法管理|离休|退休|离退休人员|在职在编|劳务派遣)(?:人员|编制)?[为共有:]*$"
)
# 年末在职58人 · ,在职58人; not: 防汛中心在职12人
_IN_POST: Final = re.compile(r"(?:年末|年底|实有|现有|[,、;。:(])在职(?:职工)?(?:人员|人数)?[为共有:]*$")
_VEHICLE: Final = re.compile(r"([^,、;:。()\d]{2,}(?:\(省?\)[^,、;:。()\d]{2,})?)$")


def recognize(number: Number, clause: Clause) -> Draft | None:
    """Read a count by the section it stands in and the nouns before it."""
    if clause.text[number.start - 1] in "由从":  # 从150人次降为126人次: last year's
        return None
    verb = clause.verb
    if verb and verb.start >= clause.gap and _MOVES.fullmatch(clause.text, verb.end, number.start):
        return None  # 共有车辆2辆,比上年减少1辆
    family = _family(clause.role or "")
    subject = family(number, clause) if family else None
    if subject is None:
        return None
    return Draft("count", subjects=(subject,), scope=_scope(number, clause))


@cache
def _family(role: str) -> Callable[[Number, Clause], Subject | None] | None:
    return _FAMILIES.get(re.split(r"_overall|_items|_scope", role, maxsplit=1)[0])


def _scope(number: Number, clause: Clause) -> str:
    match = _ESCORTS.match(clause.text, number.end)
    if match is None:
        return ""
    return "不含陪同" if match[1].startswith("不") else "含陪同"


def _three_public(number: Number, clause: Clause) -> Subject | None:
    """因公出国(境)团组2个,累计5人次 · 购置公务用车0辆 · 保有量为3辆 · 国内来访团组4个,60人次."""
    gap = clause.gap_text(number)
    unit = number.unit
    if unit in ("辆", "台"):
        if "保有量" in gap or "保有" in gap:
            return Subject("sg.car_kept")
        return Subject("sg.car_bought") if "购置" in gap or "更新" in gap or "购买" in gap else None
    side = _side(gap, clause)
    if side is None:
        return None
    if unit in _PERSONS:
        return Subject(f"{side}_persons")
    return Subject(f"{side}_groups") if unit in _GUEST_GROUPS else None


def _side(gap: str, clause: Clause) -> str | None:
    """Say whose guests are counted: what the gap names, else those counted just before, else those of the subject."""
    if len(gap) <= 2 and clause.last_kind == "count" and clause.counted:  # noqa: PLR2004 - 国内接待18批次、126人次
        return clause.counted
    side = _named_side(gap, clause)
    if "(" not in gap.replace(
        "(境)", ""
    ):  # 15批次(其中外事接待0批次),105人次: after the bracket those before it are counted on
        clause.counted = side
    return side


def _named_side(gap: str, clause: Clause) -> str | None:
    indicator = clause.subjects[0].indicator if clause.subjects else ""
    if "外宾" in gap or "外事" in gap or "国(境)外" in gap:
        return "sg.foreign"
    if "国内" in gap:
        return "sg.domestic"
    if "出国" in gap or indicator == "sg.abroad":
        return "sg.abroad"
    if indicator == "sg.reception_foreign":
        return "sg.foreign"
    if indicator in ("sg.reception_domestic", "sg.reception"):
        return "sg.domestic"
    return None


def _assets(number: Number, clause: Clause) -> Subject | None:
    """共有车辆3辆,其中,应急保障用车1辆 · 单价100万元以上专用设备0台(套)."""
    gap = clause.gap_text(number)
    if number.unit == "辆":
        if "共有车辆" in gap or "车辆合计" in gap or "车辆总数" in gap or _VEHICLES.search(gap):
            return Subject("asset.vehicles")
        match = _VEHICLE.search(gap.rstrip("为共有:"))
        return Subject("asset.vehicle", match[1].removeprefix("其中").replace("()级", "(省)级")) if match else None
    threshold = max(
        _THRESHOLD.finditer(clause.text, max(0, number.start - 40), number.start), key=re.Match.start, default=None
    )
    if threshold is None or number.unit not in (
        "台",
        "套",
        "台(套)",
        "台套",
        "台/套",
        "台、套",
        "套(台)",
        "台(件)",
        "个",
        "",
    ):
        return None
    kind = {"通用": "asset.equipment_general", "专用": "asset.equipment_special"}.get(
        threshold[2] or "", "asset.equipment"
    )
    return Subject(kind, f"{threshold[1]}万元")


def _performance(number: Number, clause: Clause) -> Subject | None:
    """共涉及项目12个 · 涉及3个项目."""
    gap = clause.gap_text(number)
    if number.unit not in ("个", "项"):
        return None
    after = clause.text[number.end : number.end + 6]
    if _PROJECTS.search(gap):
        return Subject("perf.projects")
    if gap.endswith(("共", "涉及", "对", "组织")) and _PROJECT.match(after):
        return Subject("perf.projects")
    return None


def _staffing(number: Number, clause: Clause) -> Subject | None:
    """编制数为15名 · 在职实有人数11人,其中:行政0人,事业11人."""
    if number.unit not in ("人", "名"):
        return None
    gap = clause.gap_text(number)
    if "编制" in gap and "在编" not in gap:
        return Subject("staff.quota")
    if gap.rstrip("为共有:").endswith(("实有人数", "在职人数", "在职人员", "在职实有人数")) or _IN_POST.search(gap):
        return Subject("staff.actual")
    match = _STAFF_GROUP.search(gap)
    return Subject("staff.group", match[1]) if match else None


_FAMILIES: Final[dict[str, Callable[[Number, Clause], Subject | None]]] = {
    "three_public": _three_public,
    "assets": _assets,
    "performance": _performance,
    "staffing": _staffing,
    "organization": _staffing,
}
