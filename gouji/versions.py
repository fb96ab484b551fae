"""The versions an audit was made with: the program's, the rules', and a digest of the choices that were made."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.fact import digest
from gouji import __version__
from gouji.batch.options import Options
from gouji.office import office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def versions(options: Options | None = None) -> Mapping[str, str]:
    """Return the program's version, a digest of every rule there is, and one of the choices where any were made."""
    return _versions(options or Options())


@cache
def _versions(options: Options) -> Mapping[str, str]:
    rules = (
        (rule.id, rule.severity, rule.status, rule.message, rule.kind, sorted(rule.spec.items(), key=str))
        for rule in office(options).book.rules
    )
    made = {"gouji": __version__, "rules": digest(*rules)}
    choices = (options.template, options.select, options.ignore, options.severity, *_files(options.templates))
    return {**made, "settings": digest(*choices)} if any(choices) else made


def _files(folders: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the contents of an office's templates."""
    for folder in folders:
        yield from (path.read_bytes() for path in sorted(Path(folder).glob("*.yaml")))
