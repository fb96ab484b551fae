"""Builds the hostile files that cases name, small and on the spot."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def build():
    """Return what builds a file by the name of its function, each once."""
    made: dict[str, bytes] = {}
    builders = [runpy.run_path(str(path)) for path in sorted((Path(__file__).parent / "builders").glob("*.py"))]

    def by_name(name: str) -> bytes:
        if name not in made:
            made[name] = next(found[name] for found in builders if name in found)()
        return made[name]

    return by_name


@pytest.fixture
def guarded(tmp_path, monkeypatch) -> Path:
    """Work in an empty folder inside of another one, and return the outer one."""
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    return tmp_path
