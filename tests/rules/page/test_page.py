from __future__ import annotations

from pathlib import Path

import pytest

from rules.load import rulebook
from rules.page import main, page, pages

DOCS = Path(__file__).parents[3] / "docs" / "rules"


@pytest.mark.parametrize("rule", rulebook().rules, ids=lambda rule: rule.id)
def test_page_shows_why_message_and_examples(rule):
    text = page(rule)
    assert text.startswith(f"# {rule.id} {rule.title}\n")
    assert rule.why in text
    assert rule.wrong[0].text.splitlines()[0] in text


def test_docs_are_current():
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert written == pages(rulebook()), "run: python -m rules.page docs/rules"


def test_main_removes_pages_of_rules_that_are_gone(tmp_path):
    (tmp_path / "ZZ99.md").write_text("old", encoding="utf-8")
    main(tmp_path)
    assert not (tmp_path / "ZZ99.md").exists()
    assert (tmp_path / "index.md").exists()
