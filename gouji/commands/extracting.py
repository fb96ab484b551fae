"""``gouji extract``: paths in, figures, facts, reasons, cells and documents out."""

from __future__ import annotations

import traceback
from collections import Counter
from typing import TYPE_CHECKING, Final

from extractor import templating
from extractor.anchor import Source
from extractor.errors import ReadError
from gouji import console, office
from gouji.batch.plan import plan
from gouji.commands.usage import MISTAKES, mistaken_places, settled, wrong
from gouji.gathering import Piece, gathered
from gouji.tables import TABLES, Reading, failed, lines, reading, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from extractor.template import Template
    from gouji.batch.options import Options
    from gouji.batch.plan import Item

FORMS: Final = ("jsonl", "csv", "text")
SOME_NOT_READ: Final = 3


def run(paths: Sequence[Path], *, output: Path | None, form: str, template: str | None, settings: Path | None) -> int:
    """Extract from the paths and return the exit code."""
    for mistake in (*_mistakes(output, form), *mistaken_places(paths, output)):
        return wrong(mistake)
    try:
        options = office.options_of(settled(settings), template=template)
        known = office.office(options).templates
    except MISTAKES as error:
        return wrong(str(error))
    if options.template is not None and options.template not in known:
        return wrong(f"{templating.unknown(options.template, known)}。")
    items = plan(paths, besides=output)
    if not items:
        return wrong(f"没有可抽取的文件:{'、'.join(map(str, paths))} 里是空的。")
    count: Counter[bool] = Counter()
    readings = _counted((found for item in items for found in _readings(item, options.at(item.path), known)), count)
    bad = _to_console(readings, form) if output is None else save(readings, output, form=form)
    for path, problem in bad:
        console.tell(f"没有读出:{path}:{problem}")
    if not count[True]:
        return 2
    return SOME_NOT_READ if bad else 0


def _counted(readings: Iterable[Reading], count: Counter[bool]) -> Iterator[Reading]:
    for found in readings:
        count[found.extraction is not None] += 1
        yield found


def _mistakes(output: Path | None, form: str) -> Iterator[str]:
    if form not in FORMS:
        yield f"没有格式“{form}”;可用的有:{'、'.join(FORMS)}。"
    if form == "csv" and output is None:
        yield "csv 有几张表,请用 -o 指定文件夹。"


def _readings(item: Item, options: Options, known: Mapping[str, Template]) -> Iterator[Reading]:
    """Yield what is read from a file, or from each member of an archive."""
    whole = Piece(item.path, sha256=item.sha256)
    if item.problem:
        yield failed(whole, problem=item.problem, status="unreadable")
        return
    for found in gathered(item.path):
        piece = Piece(found.path, found.member, found.sha256) if isinstance(found, Source) else whole
        yield _read(found, piece if piece.member else whole, template=options.template, known=known)


def _read(found: Source | ReadError, piece: Piece, *, template: str | None, known: Mapping[str, Template]) -> Reading:
    if isinstance(found, ReadError):
        return _unread(found, piece)
    try:
        return reading(found, template=template, templates=known)
    except ReadError as error:
        return _unread(error, piece)
    except Exception as error:  # noqa: BLE001 - the batch boundary: one file's crash must not end the others
        console.tell(traceback.format_exc())
        return failed(piece, problem=f"程序出错:{error!r}。请把故障信息报告给我们。", status="fault")


def _unread(error: ReadError, piece: Piece) -> Reading:
    named = piece._replace(member=error.member or piece.member)
    return failed(named, problem=f"{error.problem}。{error.remedy}", status=error.status)


def _to_console(readings: Iterator[Reading], form: str) -> list[tuple[str, str]]:
    bad = []
    for found in readings:
        if found.extraction is None:
            bad.append((found.path, found.problem))
        elif form == "text":
            console.write((found.extraction.disclosure.documents[0].text,), machine=True)
        else:
            console.write(lines(found, TABLES["facts"], TABLES["reasons"]), machine=True)
    return bad
