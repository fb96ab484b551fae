"""``gouji audit``: paths in, reports and an exit code out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from extractor import templating
from gouji import console, linking, office, sweeping
from gouji.batch import run as batch
from gouji.batch.plan import Item, plan
from gouji.batch.tally import Tally
from gouji.commands.usage import MISTAKES, mistaken_places, settled, wrong
from gouji.filing import MODES
from gouji.report.formats import formats as known_formats
from gouji.report.formats import rendered, save
from gouji.settings import FAIL_ON
from gouji.spooling import spool
from rules.errors import SelectionError
from rules.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gouji.batch.options import Options
    from gouji.linking import Linked
    from gouji.spooling import Spool

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for, after it was found to make sense."""

    items: tuple[Item, ...]
    options: Options
    formats: tuple[str, ...]
    workers: int
    fail_on: str
    earlier: tuple[Path, ...] = ()
    """Earlier runs that this one's disclosures are linked with."""


def run(
    paths: Sequence[Path],
    *,
    output: Path | None,
    formats: Sequence[str] | None,
    workers: int | None,
    template: str | None,
    group: str | None,
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    fail_on: str | None,
    settings: Path | None,
    earlier: Sequence[Path] = (),
) -> int:
    """Audit the paths and return the exit code."""
    for mistake in (
        *_mistaken_choices(formats, fail_on, group),
        *mistaken_places(paths, output),
        *_mistaken_runs(earlier, output),
    ):
        return wrong(mistake)
    try:
        found = settled(settings)
        options = office.options_of(found, template=template, select=select, ignore=ignore, group=group)
    except MISTAKES as error:
        return wrong(str(error))
    for mistake in _mistaken_options(options):
        return wrong(mistake)
    items = plan(paths, besides=output)
    if not items:
        return wrong(f"没有可审核的文件:{'、'.join(map(str, paths))} 里是空的。")
    chosen = tuple(dict.fromkeys(formats or (known_formats() if output else ("text",))))
    order = Order(
        items=items,
        options=options,
        formats=chosen,
        workers=workers or found.workers or 1,
        fail_on=fail_on or found.fail_on or SEVERITIES[0],
        earlier=tuple(earlier),
    )
    sweeping.keep()  # the rules and templates are loaded by now
    return _to_folder(order, output) if output else _to_console(order)


def _mistaken_choices(formats: Sequence[str] | None, fail_on: str | None, group: str | None) -> Iterator[str]:
    if group is not None and group not in MODES:
        yield f"--group 只能是 {'、'.join(MODES)},不能是“{group}”。"
    if fail_on is not None and fail_on not in FAIL_ON:
        yield f"--fail-on 只能是 {'、'.join(SEVERITIES)} 或 never,不能是“{fail_on}”。"
    for name in formats or ():
        if name not in known_formats():
            yield f"没有格式“{name}”;可用的有:{'、'.join(known_formats())}。"


def _mistaken_runs(earlier: Sequence[Path], output: Path | None) -> Iterator[str]:
    for path in earlier:
        if not linking.is_run(path):
            yield f"--earlier 不对:{linking.NO_RUN.format(path=path)}。"
        elif output is not None and path.resolve() == output.resolve():
            yield f"--earlier 不能是 -o 的文件夹 {path}:这一次的结果会写在那里。"


def _mistaken_options(options: Options) -> Iterator[str]:
    """Yield what is wrong with what the command line chose, before any file is read."""
    known = office.office(options).templates
    if options.template is not None and options.template not in known:
        yield f"{templating.unknown(options.template, known)}。"
    try:
        office.book_of(options)
    except SelectionError as error:
        yield str(error)


def _to_console(order: Order) -> int:
    if len(order.formats) > 1:
        return wrong("不写 -o 时只能选一种格式。")
    (name,) = order.formats
    tally = Tally()
    with spool() as members:
        records = members.watch(tally.watch(batch.stream(order.items, order.options, workers=order.workers)))
        if name == "html":
            first = list(islice(records, 2))
            if len(first) > 1:
                return wrong("html 每份一个文件,多份时请用 -o 指定文件夹。")
            records = iter(first)
        found = tally.watch_linked(_linked(members, order))
        console.write(rendered(known_formats()[name], records, found), machine=name != "text")
    if name != "text":
        _tell_failed(tally)
    return tally.code(fail_on=order.fail_on)


def _linked(members: Spool, order: Order) -> Iterator[Linked]:
    """Yield what linking shows, once all records have passed."""
    for folder in order.earlier:
        problem = linking.earlier(folder, members)
        if problem:
            console.tell(f"{problem}。")
    yield from linking.collections(members, office.book_of(order.options))


def _kept(members: Spool, order: Order, tally: Tally, folder: Path) -> Iterator[Linked]:
    """Yield the same and keep it in the run, for the reports after the first."""
    linking.keep(tally.watch_linked(_linked(members, order)), folder)
    yield from linking.read(folder)


def _to_folder(order: Order, folder: Path) -> int:
    done = 0
    for done, total in batch.fill(order.items, order.options, workers=order.workers, folder=folder):
        console.progress(done, total)
    tally = Tally()
    rows = batch.rows(order.items, order.options, folder=folder)
    with spool() as members:
        for number, name in enumerate(order.formats):
            records = batch.kept(rows, folder=folder)
            found = linking.read(folder) if number else _kept(members, order, tally, folder)
            watched = records if number else members.watch(tally.watch(records))
            place = save(name, watched, folder / "reports", found=found)
            deque(found, maxlen=0)  # a format without a place for it has not looked
            console.say(str(place))
    files = "" if len(rows) == len(order.items) else f"(来自 {len(order.items)} 个文件)"
    console.tell(f"共 {len(rows)} 份{files},本次审核 {done} 份,其余沿用 {folder} 中的结果。")
    _tell_failed(tally)
    return tally.code(fail_on=order.fail_on)


def _tell_failed(tally: Tally) -> None:
    for path, problem in tally.failed[:SHOWN]:
        console.tell(f"没有审核:{path}:{problem}")
    if len(tally.failed) > SHOWN:
        console.tell(f"另有 {len(tally.failed) - SHOWN} 份没有审核,见报告。")
