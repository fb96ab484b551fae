"""What a fact says, in Chinese, for a reader who points at its figure."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import extractor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.fact import Fact

MEASURES: Final[Mapping[str, str]] = {
    "final": "决算数", "budget0": "年初预算数", "budgetFY": "全年预算数", "budget": "预算数", "prior": "上年数",
    "delta": "增减额", "rate": "增减率", "share": "占比", "completion": "完成率", "count": "数量",
}  # fmt: skip

BASES: Final[Mapping[str, str]] = {
    "prior": "比上年决算", "prior-budget": "比上年预算", "budget0": "比年初预算", "budgetFY": "比全年预算",
    "budget": "比预算", "?": "分母未写明",
}  # fmt: skip


@cache
def indicators() -> Mapping[str, str]:
    """Return the official name of every indicator."""
    import yaml

    path = Path(extractor.__file__).parent / "vocabulary" / "indicators.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["indicators"]  # noqa: S506 - a safe loader
    return {entry["id"]: entry["names"][0] for entry in entries if entry["names"]}


def fact(said: Fact) -> str:
    """Return what a fact says: ``2023年 公务接待费 决算数``."""
    year = f"{said.year}年" if said.year else ""
    base = "" if said.base is None else BASES.get(said.base, f"占{_indicator(said.base)}")
    subject = "/".join(part for part in (_indicator(said.subject.indicator), said.subject.account) if part)
    extra = "、".join(part for part in (said.part and f"{said.part}支出", said.fund, said.scope) if part)
    words = (year, subject, MEASURES.get(said.measure, said.measure), f"({base})" if base else "", extra)
    return " ".join(word for word in words if word)


def _indicator(identifier: str) -> str:
    return indicators().get(identifier, "" if "." in identifier else identifier)
