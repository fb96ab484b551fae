"""The shapes of everything gouji writes as JSON (DESIGN §5): rows that others rely on, and the record of one audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

if TYPE_CHECKING:
    from gouji.gathering import Piece
    from gouji.placing import Page


class AnchorRow(TypedDict):
    """A place in a document; pages, rows and columns count from 1."""

    file: str
    quote: str
    start: int
    end: int
    section: str | None
    page: int | None
    box: list[float] | None
    sheet: str | None
    table: int | None
    row: int | None
    column: int | None


class RuleRow(TypedDict):
    """The rule of a finding."""

    id: str
    name: str
    family: str
    title: str


class FileRow(TypedDict):
    """One file of a disclosure."""

    id: str
    path: str
    member: str | None
    sha256: str
    problem: str
    """Why it could not be read, in Chinese; empty where it was."""


class DocumentRow(TypedDict):
    """The disclosure a finding stands in."""

    id: str
    path: str
    body: str | None
    year: int | None
    template: str | None
    files: list[FileRow]
    versions_of: str | None
    """The path of an earlier disclosure of the same body, year and kind, where there is another narrative."""


class NoteRow(TypedDict):
    """A further place of a finding."""

    message: str
    anchor: AnchorRow


class VerdictRow(TypedDict):
    """One relation judged; ``low`` and ``high`` are decimals in the printed unit of the stated value."""

    rule: str
    title: str
    outcome: str
    formula: str
    stated: str
    low: str | None
    high: str | None
    why: str | None


class SuspectRow(TypedDict):
    """A figure accused; equal ranks are a tie."""

    anchor: AnchorRow
    printed: str
    replacement: str | None
    slip: str
    settles: int
    breaks: int
    rank: int


class FindingRow(TypedDict):
    """One finding: a line of ``--format jsonl``."""

    schema: Literal["gouji.finding/1"]
    fingerprint: str
    severity: Literal["error", "warning", "info"]
    confidence: float | None
    rule: RuleRow
    document: DocumentRow
    message: str
    difference: str | None
    anchor: AnchorRow | None
    notes: list[NoteRow]
    verdicts: list[VerdictRow]
    suspects: list[SuspectRow]


class OutcomesRow(TypedDict):
    """How many relations had each outcome."""

    holds: int
    rounding: int
    fails: int
    cannot_tell: int


class CountsRow(TypedDict):
    """How many figures have each status."""

    figures: int
    checked: int
    conflict: int
    unlinked: int
    unread: int


class CoverageRow(CountsRow):
    """The same of the whole disclosure, and of what its narrative and its tables say."""

    narrative: CountsRow
    tables: CountsRow


class UnjudgedRow(TypedDict):
    """A table that was read and accuses nobody: not known for what it is, or its reading is in doubt."""

    file: str
    table: int
    role: str | None
    caption: str | None
    page: int | None
    sheet: str | None
    why: str


class AuditRow(TypedDict):
    """One document: a line of ``--format json``."""

    schema: Literal["gouji.audit/1"]
    document: DocumentRow
    status: str
    problem: str
    notes: list[str]
    """In Chinese: what a reader of the findings should know, as that no form was recognised."""
    fault: str | None
    findings: list[FindingRow]
    verdicts: OutcomesRow
    coverage: CoverageRow
    unjudged: list[UnjudgedRow]
    reasons: int
    seconds: float
    versions: dict[str, str]


class SupportRow(TypedDict):
    """What linked disclosures add to a finding of one of them, which stands in the audit of its document."""

    fingerprint: str
    message: str
    slip: str | None
    """``stale`` where the figure proved to be last year's."""
    notes: list[NoteRow]
    verdicts: list[VerdictRow]


class CollectionRow(TypedDict):
    """Linked disclosures: a line of ``--format json`` after those of the documents."""

    schema: Literal["gouji.collection/1"]
    kind: Literal["years", "levels"]
    body: str
    year: int
    documents: list[DocumentRow]
    """The earlier year first, or the department first."""
    missing: list[str]
    """Units that the department names and that no disclosure was given of."""
    problem: str
    """In Chinese: why documents that seem to belong together were not linked; empty where they were."""
    findings: list[FindingRow]
    supports: list[SupportRow]
    verdicts: OutcomesRow


class FactRow(TypedDict):
    """One thing a figure says; ``value``, ``low`` and ``high`` are decimals in 元, % or things, signed by the verb."""

    schema: Literal["gouji.fact/1"]
    id: str
    document: str
    figure: str
    indicator: str
    account: str
    fund: str
    measure: str
    year: int | None
    base: str | None
    value: str
    unit: str
    low: str
    high: str
    printed: str
    scope: str
    part: str
    source: Literal["narrative", "table"]
    table: str | None
    """The role of the table it stands in."""
    code: str
    """The code of the account of its row in a table."""
    anchor: AnchorRow


class ReasonRow(TypedDict):
    """One stated reason and the facts it explains."""

    schema: Literal["gouji.reason/1"]
    id: str
    document: str
    text: str
    explains: list[str]
    direction: Literal["+", "-", "0"] | None
    about: str
    labels: list[str]
    vague: bool | None
    anchor: AnchorRow


class FigureRow(TypedDict):
    """One figure on the page; ``value``, ``low`` and ``high`` are decimals in 元, % or things."""

    schema: Literal["gouji.figure/1"]
    id: str
    document: str
    printed: str
    kind: str | None
    unit: str | None
    value: str | None
    low: str | None
    high: str | None
    word: bool
    why: str | None
    facts: list[str]
    anchor: AnchorRow


class CellRow(TypedDict):
    """One cell of a table."""

    schema: Literal["gouji.cell/1"]
    document: str
    table: int
    role: str | None
    caption: str | None
    unit: str | None
    row: int
    column: int
    rows: int
    columns: int
    text: str
    anchor: AnchorRow


class SourceRow(TypedDict):
    """One document as ``gouji extract`` read it, or why it could not."""

    schema: Literal["gouji.document/1"]
    document: DocumentRow
    kind: str | None
    region: str | None
    level: str | None
    origin: str
    characters: int
    sections: int
    tables: int
    figures: int
    facts: int
    reasons: int
    status: str
    problem: str


class Record(TypedDict):
    """One audit as every report needs it and as a run keeps it; ``page`` is None where no disclosure was read."""

    schema: Literal["gouji.record/1"]
    audit: AuditRow
    page: Page | None
    pieces: list[Piece]
    """The files it was made of as they were asked for: path, member, hash."""
    member: NotRequired[dict[str, object] | None]
    """What other years and levels are held against (``rules.collection.plain``); None where nothing links it."""
