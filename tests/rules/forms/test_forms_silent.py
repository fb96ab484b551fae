"""The clean documents in the forms of the provinces raise no error and no warning, from text to findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.reading import load, read
from extractor.templating import names
from gouji.judging import judged
from rules.load import rulebook

FORMS = sorted((Path(__file__).parents[2] / "extractor" / "templates" / "forms").glob("*.txt"))


def test_there_is_one_for_every_province():
    assert len(FORMS) == len(names()) - 1


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_clean_form_is_silent_at_error_and_warning(path):
    found = judged([read(load(path))], template=None, book=rulebook())
    assert found.nature == "disclosure"
    assert found.extraction.disclosure.template == path.stem
    assert [(f.rule.id, f.message) for f in found.findings if f.severity != "info"] == []
