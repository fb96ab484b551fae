"""The form a disclosure was written with, as the rules on wording and required parts follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.templating import FALL_BACK, template

if TYPE_CHECKING:
    from extractor.fact import Extraction
    from extractor.template import Template


def form_of(extraction: Extraction) -> Template:
    """Return the template that a disclosure was read with, its office's own ones included."""
    return extraction.disclosure.form or template(FALL_BACK)


def is_vague(extraction: Extraction) -> bool:
    """Tell whether nothing is demanded for certain: the form or the year is not known, or a part was not read."""
    disclosure = extraction.disclosure
    lost = any(remark.kind == "reading" for document in disclosure.documents for remark in document.remarks)
    return disclosure.template == FALL_BACK or disclosure.year is None or lost
