"""The page of a rule: what ``gouji explain`` prints, and the pages under docs/rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rules.load import rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.load import Rulebook
    from rules.rule import Example, Rule

SEVERITY: Final = {"error": "错误", "warning": "警告", "info": "提示"}
STATUS: Final = {"preview": "试行", "stable": "稳定", "deprecated": "停用"}
FAMILY: Final = {
    "units": "单位", "rates": "比率", "totals": "合计", "across": "章节之间", "narrative_table": "文字与表",
    "table": "表内", "tables": "表间", "years": "年度之间", "levels": "层级之间", "direction": "方向",
    "reasons": "原因", "completeness": "完整性", "wording": "文字", "counts": "数量", "names": "名称",
    "damage": "转换损伤",
}  # fmt: skip


def page(rule: Rule) -> str:
    """Return the page of a rule as Markdown that also reads well in a terminal."""
    return "\n".join(_lines(rule)).rstrip() + "\n"


SCALE: Final = {
    "error": "数字或文字彼此矛盾,在印出的精度之内没有一种说得通的解释,必有一处写错,公开前应当改正。",
    "warning": "多半有误,或者不合规定的格式和说法,但有说得通的可能,须人看过再定。",
    "info": "不一定是错,提请留意;默认不影响退出码。",
}
"""What each severity says by itself, for rules that do not give a reason of their own."""


def _lines(rule: Rule) -> Iterator[str]:
    yield f"# {rule.id} {rule.title}"
    yield ""
    kind = (f"`{rule.name}`", FAMILY[rule.family], SEVERITY[rule.severity], STATUS[rule.status], f"自 {rule.since}")
    yield " · ".join(kind)
    yield ""
    if rule.own:
        yield from ("自己的规则,不在产品的目录里。", "")
    if rule.aliases:
        yield from (f"曾用名:{'、'.join(rule.aliases)}", "")
    if rule.applies_to:
        yield from ("## 检查什么", "", rule.applies_to, "")
    yield from ("## 为什么", "", rule.why, "")
    if rule.formula:
        yield from ("## 公式", "", f"`{rule.formula}`", "")
    yield from ("## 级别", "", f"{SEVERITY[rule.severity]}:{rule.severity_why or SCALE[rule.severity]}", "")
    yield from ("## 发现怎么说", "", f"> {rule.message}", "")
    yield from _listed("不算错误", rule.no_error)
    yield from _listed("依据", rule.sources)
    yield from _shown("错例", rule.wrong)
    yield from _shown("对例", rule.right)


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    items = tuple(items)
    if items:
        yield from (f"## {title}", "", *(f"- {item}" for item in items), "")


def _shown(title: str, examples: Iterable[Example]) -> Iterator[str]:
    for number, example in enumerate(examples, start=1):
        yield from (f"## {title} {number}", "")
        if example.note:
            yield from (example.note, "")
        yield from ("```text", example.text.rstrip(), "```", "")
        if example.quote:
            instead = f",应为“{example.replacement}”" if example.replacement else ""
            yield from (f"发现在“{example.quote}”{instead}。", "")


def index(book: Rulebook) -> str:
    """Return the list of all rules by family."""
    families = dict.fromkeys(family for family in FAMILY if any(rule.family == family for rule in book.rules))
    parts = [
        "# 规则",
        "",
        f"共 {len(book.rules)} 条。由 `python -m rules.page docs/rules` 生成,请改规则文件,不要改这里。",
        "",
    ]
    for family in families:
        parts += [f"## {FAMILY[family]}({family})", "", "| 编号 | 规则 | 级别 | 名称 |", "|---|---|---|---|"]
        parts += [
            f"| [{rule.id}]({rule.id}.md) | {rule.title} | {SEVERITY[rule.severity]} | `{rule.name}` |"
            for rule in book.rules
            if rule.family == family
        ]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def pages(book: Rulebook) -> dict[str, str]:
    """Return every generated page by its file name."""
    return {"index.md": index(book)} | {f"{rule.id}.md": page(rule) for rule in book.rules}


def main(folder: Path) -> None:
    """Write the pages into a folder and remove pages of rules that are gone."""
    wanted = pages(rulebook())
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules"))
