"""What every room promises of itself: public names resolve, importing a package loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

ROOMS = ("models", "extractor", "rules", "gouji", "corpus")
HEAVY = ("pandas", "numpy", "highspy", "lxml", "rich", "jinja2", "sklearn", "spacy")


@pytest.mark.parametrize("room", ROOMS)
def test_public_names_resolve(room):
    module = import_module(room)
    assert not [name for name in getattr(module, "__all__", ()) if not hasattr(module, name)]


@pytest.mark.parametrize("room", ROOMS)
def test_importing_a_room_loads_nothing_heavy(room):
    code = f"import sys, {room}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own line
    assert done.stdout.strip() == "[]"
