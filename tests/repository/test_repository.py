"""What must hold of this repository itself: imports, sizes, and what may not stand in it."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("models", "extractor", "rules", "gouji", "corpus")
MAX_FILE = 400
MAX_FUNCTION = 60

# Anything of these costs a quarter of a second or more at start-up.
HEAVY = (
    "lxml",
    "pandas",
    "numpy",
    "highspy",
    "scipy",
    "sklearn",
    "spacy",
    "jieba",
    "pyarrow",
    "jinja2",
    "rich",
)
LIGHT = (
    "extractor",
    "rules",
    "models",
    "corpus",
    "gouji",
    "extractor.quantity",
    "extractor.fact",
    "rules.rule",
)

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b(?!_)|NotImplementedError")
MACHINE = re.compile(
    r"""
      (?<![\w.:/-])/(?:work|opt|tmp|home|root|Users|var|mnt)/[\w.-]+    # a path of somebody's machine
    | \b[A-Z]:\\+(?:Users|Temp|work)\b
    | \b(?:pypi|pythonhosted|anaconda|npmjs|jsdelivr|unpkg)\.(?:org|com|io|net)\b
    | (?:--index-url|--extra-index-url|PIP_INDEX_URL|UV_INDEX_URL)\b
    """,
    re.VERBOSE,
)
PICKLED = (".pkl", ".pickle", ".joblib", ".dill", ".npy", ".npz", ".pt", ".h5")


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository; outside a checkout, all files beside the rooms."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git the developer uses
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        names = listing.stdout.decode("utf-8").split("\0")
        return tuple(path for name in names if name and (path := ROOT / name).is_file())
    rooms = (*ROOMS, "tests", "docs", "bench")
    return tuple(path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file())


def modules() -> tuple[Path, ...]:
    """Return the Python files of the repository."""
    return tuple(path for path in tracked() if path.suffix == ".py")


def words(path: Path) -> str:
    """Return the text of a tracked file, empty for what is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name(path: Path) -> str:
    """Return a path as it is written in messages."""
    return path.relative_to(ROOT).as_posix()


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a fresh interpreter that speaks UTF-8, at the root of the repository."""
    return subprocess.run(  # noqa: S603 - this interpreter, a line from this file
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
    )


def test_import_contracts_hold():
    pytest.importorskip("importlinter", reason="import-linter belongs to the extra dev")
    done = run("import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", LIGHT)
def test_importing_a_room_loads_nothing_heavy(module):
    done = run(f"import sys, {module}; print(*sorted({{one.partition('.')[0] for one in sys.modules}}))")
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & set(HEAVY)


def test_no_file_is_longer_than_the_wall():
    long = {name(path): count for path in modules() if (count := len(words(path).splitlines())) > MAX_FILE}
    assert not long


def functions(path: Path) -> list[tuple[str, int]]:
    """Return the functions of a file with their numbers of lines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(ast.parse(words(path))) if isinstance(node, kinds)]
    return [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


def test_no_function_is_longer_than_the_wall():
    sizes = [(f"{name(path)}:{one}", lines) for path in modules() for one, lines in functions(path)]
    assert not [(where, lines) for where, lines in sizes if lines > MAX_FUNCTION]


def test_nearly_all_functions_of_the_rooms_are_short():
    sizes = sorted(lines for path in modules() if name(path).split("/")[0] in ROOMS for _, lines in functions(path))
    assert sizes[len(sizes) // 2] <= 12, "half of all functions"
    assert sizes[len(sizes) * 95 // 100] <= 35, "nineteen of twenty"


def test_nothing_is_left_unfinished():
    files = [path for path in modules() if path != Path(__file__)]
    left = [f"{name(path)}: {match.group()}" for path in files for match in UNFINISHED.finditer(words(path))]
    assert not left


def test_every_module_of_the_rooms_says_what_it_is():
    rooms = [path for path in modules() if name(path).split("/")[0] in ROOMS and words(path).strip()]
    assert not [name(path) for path in rooms if not ast.get_docstring(ast.parse(words(path)))]


def test_nothing_is_pickled():
    assert not [name(path) for path in tracked() if path.suffix in PICKLED]
    imports = re.compile(r"^\s*(?:import|from)\s+(?:pickle|joblib|dill|shelve|marshal)\b", re.MULTILINE)
    assert not [name(path) for path in modules() if imports.search(words(path))]


def test_no_tracked_file_names_a_machine_or_a_package_server():
    files = [path for path in tracked() if path != Path(__file__)]
    found = [f"{name(path)}: {match.group()}" for path in files for match in MACHINE.finditer(words(path))]
    assert not found


def test_tests_are_no_package():
    assert not [name(path) for path in modules() if path.name == "__init__.py" and name(path).startswith("tests/")]


def exporting() -> list[str]:
    """Return the dotted names of the modules that say what they export."""
    rooms = [path for path in modules() if name(path).split("/")[0] in ROOMS]
    listed = [path for path in rooms if re.search(r"^__all__\b", words(path), re.MULTILINE)]
    return [name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in listed]


def defined(module: object) -> set[str]:
    """Return the public functions and classes that a module itself defines."""
    home = getattr(module, "__name__", "")
    found = inspect.getmembers(module, lambda one: inspect.isfunction(one) or inspect.isclass(one))
    return {one for one, value in found if value.__module__ == home and not one.startswith("_")}


@pytest.mark.parametrize("module", exporting())
def test_all_is_what_can_be_imported(module):
    loaded = importlib.import_module(module)
    assert not [one for one in loaded.__all__ if not hasattr(loaded, one)], "promised, but cannot be imported"
    assert not defined(loaded) - set(loaded.__all__), "can be imported, but is not in __all__"
    assert len(set(loaded.__all__)) == len(loaded.__all__)


def test_a_room_refuses_names_it_does_not_offer():
    with pytest.raises(AttributeError, match="no_such_name"):
        importlib.import_module("gouji").no_such_name  # noqa: B018 - the access is the test


@pytest.mark.parametrize("room", ROOMS)
def test_no_function_bears_the_name_of_a_module_beside_it(room):
    beside = {path.stem for path in modules() if name(path).startswith(f"{room}/") and name(path).count("/") == 1}
    loaded = importlib.import_module(room)
    offered = {one for one in getattr(loaded, "__all__", ()) if callable(getattr(loaded, one))}
    assert not offered & beside
