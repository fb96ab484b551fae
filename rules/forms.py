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
