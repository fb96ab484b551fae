"""Auditing disclosures: from paths, bytes or documents to findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractor.document import Document
from gouji import coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from extractor.document import Disclosure
    from extractor.fact import Extraction
    from gouji.batch.options import Options
    from gouji.coverage import Coverage, Status
    from gouji.gathering import Piece
    from rules.finding import Finding, Verdict
    from rules.suspects import SuspectTable

AuditStatus = Literal["audited", "partial", "unfilled_template", "not_a_disclosure", "unreadable", "limit", "fault"]
Subject = str | Path | bytes | Document

JUDGED: frozenset[str] = frozenset({"audited", "partial"})
FAILED: frozenset[str] = frozenset({"unreadable", "limit", "fault"})


class Unread(NamedTuple):
    """A file of a disclosure that could not be read, and in Chinese why."""

    path: str
    member: str | None
    sha256: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class Audit:
    """Everything known of one disclosure after it was audited, or why it could not be."""

    path: str
    member: str | None = None
    """Its name in the archive ``path``, where it was never read; else its documents know."""
    sha256: str | None = None
    status: AuditStatus
    problem: str = ""
    """In Chinese: why it was not judged, or what it lacks; empty for a plain audit."""
    fault: str | None = None
    """The traceback of a bug of ours."""
    extraction: Extraction | None = None
    verdicts: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()
    """By severity, then by place."""
    suspects: tuple[SuspectTable, ...] = ()
    """Tables that are not judged because their reading is in doubt."""
    unread: tuple[Unread, ...] = ()
    """Its files that could not be read, where others could."""
    leaves: tuple[Piece, ...] = ()
    """The pictures after the first, where its one document was read from several."""
    versions_of: str | None = None
    """The path of an earlier disclosure of the same body, year and kind, where there is another narrative."""
    versions: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def disclosure(self) -> Disclosure | None:
        """The body, year, template and documents; None where nothing could be read."""
        return None if self.extraction is None else self.extraction.disclosure

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were read, with their sections; that with the narrative first."""
        return () if self.disclosure is None else self.disclosure.documents

    @property
    def document(self) -> Document | None:
        """The first of its documents."""
        return self.documents[0] if self.documents else None

    @cached_property
    def statuses(self) -> Mapping[str, Status]:
        """The status of every figure by its id."""
        if self.extraction is None:
            return {}
        return coverage.statuses(self.extraction, self.verdicts, self.findings)

    @cached_property
    def coverage(self) -> Coverage:
        """The number of figures of each status."""
        return coverage.count(self.statuses, () if self.extraction is None else self.extraction.figures)

    def figures_frame(self) -> pd.DataFrame:
        """Return one row for every figure, with its status."""
        from gouji import frames

        return frames.figures(self)

    def facts_frame(self) -> pd.DataFrame:
        """Return one row for every fact."""
        from gouji import frames

        return frames.facts(self)

    def reasons_frame(self) -> pd.DataFrame:
        """Return one row for every stated reason."""
        from gouji import frames

        return frames.reasons(self)

    def findings_frame(self) -> pd.DataFrame:
        """Return one row for every finding."""
        from gouji import frames

        return frames.findings(self)

    def verdicts_frame(self) -> pd.DataFrame:
        """Return one row for every relation that was judged."""
        from gouji import frames

        return frames.verdicts(self)


def audit(
    subject: Subject | Sequence[Subject],
    *,
    name: str | None = None,
    template: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    settings: str | Path | None = None,
) -> Audit:
    """Audit one disclosure given as a path, as bytes or as a document; ``name`` is what reports call it.

    A sequence of these is the files of one disclosure. An archive must hold one disclosure; for several there is
    ``audits``. What cannot be read gives an Audit that says so. A malformed rule or an unknown rule, template or
    option raises, and so does a bug of ours: only a batch turns that into a row. ``settings`` names a file of settings;
    none is looked for.
    """
    from gouji.office import bench_of
    from gouji.settling import alone, sources, together

    options = _options(settings, template=template, select=select, ignore=ignore)
    bench = bench_of(options)
    if isinstance(subject, Sequence) and not isinstance(subject, str | bytes):
        return together([found for one in subject for found in sources(one)], bench, name=name)
    return alone(sources(subject, name=name), bench)


def audits(
    paths: Iterable[str | Path],
    *,
    group: str = "auto",
    template: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    settings: str | Path | None = None,
) -> Iterator[Audit]:
    """Yield the audit of every disclosure under the paths, files joined as ``gouji audit --group`` does."""
    from gouji.office import bench_of
    from gouji.settling import settled

    options = _options(settings, template=template, select=select, ignore=ignore)
    yield from settled(paths, bench_of(options), mode=group)


def _options(
    settings: str | Path | None,
    *,
    template: str | None,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
) -> Options:
    from gouji import office
    from gouji.settings import Settings, read

    found = Settings() if settings is None else read(Path(settings))
    office.check(found)
    return office.options_of(
        found,
        template=template,
        select=None if select is None else tuple(select),
        ignore=None if ignore is None else tuple(ignore),
    )
