from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

BENCH = Path(__file__).parents[3] / "bench"


@pytest.fixture(scope="session")
def pages():
    """What draws pages and judges what was read of them: the modules of bench/, and a font to draw with."""
    from extractor.ocr.engine import available

    if not available():
        pytest.skip("the extra ocr is not installed")
    sys.path.insert(0, str(BENCH))
    try:
        drawing, shapes, ocr = (importlib.import_module(name) for name in ("drawing", "shapes", "ocr"))
    finally:
        sys.path.remove(str(BENCH))
    if not drawing.fonts():
        pytest.skip("no Chinese font to draw a page with")
    return SimpleNamespace(drawing=drawing, shapes=shapes, ocr=ocr, font=drawing.fonts()[0])
