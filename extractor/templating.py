"""Templates: how a place writes its disclosures, each read from a file as the difference from its parent."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.datafile import among, load_mapping
from extractor.errors import VocabularyError
from extractor.periods import ALWAYS, WRITTEN, Years, years
from extractor.template import (
    NUMBERING,
    PARTS,
    PLACES,
    RESIDUE,
    ROLES,
    STRENGTHS,
    TABLES,
    WORDING,
    Due,
    Mark,
    Template,
)
from extractor.titles import core, normal, written_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from extractor.datafile import DataFile
    from extractor.document import Document

FALL_BACK: Final = "national"
FOLDER: Final = Path(__file__).parent / "templates"
KEYS: Final = (
    "name", "title", "parent", "provinces", "years", "parts", "overview", "titles", "within", "required", "order",
    "numbering", "sections", "tables", "wording", "level_words", "residue", "telling",
)  # fmt: skip
"""What a template file may say."""


def names() -> tuple[str, ...]:
    """Return the names of our own templates; the folder is the registry."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def templates(folders: Iterable[Path] = ()) -> Mapping[str, Template]:
    """Return every template by its name: ours, and those in an office's own folders.

    A file in those folders may build on ours by ``parent`` but not bear the name of another template. The files are
    read each time, so that nothing of them stays behind: keep what is returned for a whole run.
    """
    known = _ours()
    files: dict[str, DataFile] = {}
    for folder in folders:
        if not folder.is_dir():
            raise VocabularyError(f"{folder}:1:1:没有这个模板文件夹")
        for path in sorted(folder.glob("*.yaml")):
            if path.stem in known or path.stem in files:
                taken = f"已有名为 {path.stem} 的模板,请换一个文件名;要在它之上修改,写 parent: {path.stem}"
                raise VocabularyError(f"{path}:1:1:{taken}")
            files[path.stem] = load_mapping(path, keys=KEYS)
    return {**known, **_built(files, known)} if files else known


def template(name: str, *, given: Mapping[str, Template] | None = None) -> Template:
    """Return a template with all it has from its parents; a KeyError says which names there are."""
    known = _ours() if given is None else given
    if name not in known:
        raise KeyError(unknown(name, known))
    return known[name]


def unknown(name: str, known: Iterable[str]) -> str:
    """Return the message in Chinese for a name that no template has, with the nearest one."""
    return f"没有模板“{name}”,{among(name, tuple(known))}"


def load(path: Path) -> Template:
    """Read one template file that builds on ours; what it says comes before what its parent says."""
    return _built({path.stem: load_mapping(path, keys=KEYS)}, _ours())[path.stem]


def recognise(document: Document, *, given: Mapping[str, Template] | None = None) -> Template:
    """Return the template a document was written with, the national one where nothing tells."""
    from extractor.recognition import recognition  # it builds on the templates, this is only its short form

    return recognition((document,), given=given).template


@cache
def _ours() -> Mapping[str, Template]:
    return _built({name: load_mapping(FOLDER / f"{name}.yaml", keys=KEYS) for name in names()}, {})


def _built(files: Mapping[str, DataFile], known: Mapping[str, Template]) -> dict[str, Template]:
    """Make the templates, parents before children."""
    built: dict[str, Template] = {}
    waiting = dict(files)
    while waiting:
        all_known = {**known, **built}
        ready = [name for name, file in waiting.items() if file.text("parent") in {None, *all_known}]
        if not ready:
            raise _orphaned(waiting, all_known)
        for name in ready:
            own = _made(waiting.pop(name), name=name)
            built[name] = own if own.parent is None else _over(own, all_known[own.parent])
    return built


def _orphaned(waiting: Mapping[str, DataFile], known: Mapping[str, Template]) -> VocabularyError:
    """Return the error for a parent that there is not, or for templates that build on each other in a circle."""
    for file in waiting.values():
        parent = file.text("parent") or ""
        if parent not in waiting:
            return file.malformed("parent", f"没有可以继承的模板 {parent!r},{among(parent, tuple(known))}")
    return next(iter(waiting.values())).malformed("parent", f"模板互相继承,成了一圈:{' '.join(sorted(waiting))}")


def _made(file: DataFile, *, name: str) -> Template:
    return Template(
        name=name,
        title=file.text("title") or name,
        parent=file.text("parent"),
        provinces=file.texts("provinces"),
        years=_years(file, written, under=("years",)) if (written := file.text("years")) else ALWAYS,
        parts=_titled(file, "parts", full=True),
        overview=_titled(file, "overview"),
        titles=_titled(file, "titles"),
        within=_within(file),
        required=tuple(_legal(file, role, ROLES, "没有这个角色", "required") for role in file.texts("required")),
        order=tuple(_legal(file, role, PARTS, "没有这样的部分", "order") for role in file.texts("order")),
        numbering=_legal(file, file.text("numbering") or "", ("", *NUMBERING), "没有这种编号", "numbering"),
        sections=_dues(file, "sections", ROLES),
        tables=_dues(file, "tables", TABLES),
        wording=_wording(file),
        level_words=file.lists("level_words"),
        residue=_residue(file),
        telling=_marks(file),
    )


def _over(own: Template, parent: Template) -> Template:
    """Return the template with its parent's below its own; the parent's place and years are not inherited."""
    return replace(
        own,
        ancestors=(parent.name, *parent.ancestors),
        parts={**parent.parts, **own.parts},
        overview={**parent.overview, **own.overview},
        titles={**parent.titles, **own.titles},
        within={**parent.within, **own.within},
        required=own.required or parent.required,
        order=own.order or parent.order,
        numbering=own.numbering or parent.numbering,
        sections=(*own.sections, *parent.sections),
        tables=(*own.tables, *parent.tables),
        wording={**parent.wording, **own.wording},
        level_words={**parent.level_words, **own.level_words},
        residue={kind: (*own.residue.get(kind, ()), *parent.residue.get(kind, ())) for kind in RESIDUE},
        telling=(*own.telling, *parent.telling),
    )


def _legal(file: DataFile, name: str, legal: Iterable[str], problem: str, *under: str) -> str:
    """Return a name that is among the legal ones, or say where it stands and which one is nearest."""
    known = tuple(legal)
    if name not in known:
        raise file.illegal(name, problem, tuple(filter(None, known)), under=under)
    return name


def _years(file: DataFile, written: str, *, under: Sequence[str]) -> Years:
    found = years(written)
    if found is None:
        raise file.malformed(written, WRITTEN, under=under)
    return found


def _titled(file: DataFile, key: str, *, full: bool = False) -> dict[str, str]:
    """Return titles to roles; where two roles claim one title the first stands."""
    lists = file.lists(key)
    return _written({_legal(file, role, ROLES, "没有这个角色", key): lists[role] for role in lists}, full=full)


def _within(file: DataFile) -> dict[str, dict[str, str]]:
    below = file.nested("within")
    for role, endings in below.items():
        _legal(file, role, ROLES, "没有这个角色", "within")
        for inner in endings:
            _legal(file, inner, ROLES, "没有这个角色", "within", role)
    return {role: _written(endings) for role, endings in below.items()}


def _dues(file: DataFile, key: str, roles: frozenset[str]) -> tuple[tuple[Years, tuple[Due, ...]], ...]:
    """Return what is due by years; an entry is a role and, after a space, its title."""
    periods: list[tuple[Years, tuple[Due, ...]]] = []
    for written, entries in file.lists(key).items():
        when = _years(file, written, under=(key,))
        periods.append((when, tuple(_due(file, entry, roles, under=(key, written)) for entry in entries)))
    return tuple(periods)


def _due(file: DataFile, entry: str, roles: frozenset[str], *, under: Sequence[str]) -> Due:
    role, _, title = entry.partition(" ")
    if not title:
        raise file.malformed(entry, "应写成“角色 标题”", under=under)
    if role not in roles:
        raise file.malformed(entry, f"没有角色 {role},{among(role, roles)}", under=under)
    forms = written_out(title)
    return Due(role=role, name=forms[0], titles=frozenset(core(normal(form)) for form in forms))


def _wording(file: DataFile) -> dict[str, tuple[tuple[Years, tuple[str, ...]], ...]]:
    nested = file.nested("wording")
    for matter in nested:
        _legal(file, matter, WORDING, "没有这种措辞", "wording")
    return {
        matter: tuple((_years(file, written, under=("wording", matter)), words) for written, words in periods.items())
        for matter, periods in nested.items()
    }


def _residue(file: DataFile) -> dict[str, tuple[str, ...]]:
    return {
        _legal(file, kind, RESIDUE, "没有这一类", "residue"): tuple(
            form for one in patterns for form in written_out(one)
        )
        for kind, patterns in file.lists("residue").items()
    }


def _marks(file: DataFile) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for place, strengths in file.nested("telling").items():
        _legal(file, place, PLACES, "没有这一类标志", "telling")
        for strength, patterns in strengths.items():
            points = STRENGTHS[_legal(file, strength, STRENGTHS, "没有这样的分量", "telling", place)]
            forms = [form for pattern in patterns for form in written_out(pattern)]
            texts = (core(normal(form)) if place == "titles" else form for form in forms)
            marks.extend(Mark(text=text, place=place, points=points) for text in dict.fromkeys(texts))
    return tuple(marks)


def _written(lists: Mapping[str, tuple[str, ...]], *, full: bool = False) -> dict[str, str]:
    """Return every title that the patterns stand for, with its role; the first role that claims one has it."""
    roles: dict[str, str] = {}
    for role, patterns in lists.items():
        for pattern in patterns:
            for title in map(normal, written_out(pattern)):
                roles.setdefault(title if full else core(title), role)
    return roles
