"""Reads tables written as text (csv, tsv, and what is saved so under the name of a workbook)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from extractor import sniffing
from extractor.decoding import decode
from extractor.document import Document, Remark
from extractor.errors import UnreadableError
from extractor.readers.text import decoded_text, remarks

if TYPE_CHECKING:
    from extractor.anchor import Source

_SUFFIXES: Final = frozenset({".csv", ".tsv", ".tab", ".xls", ".xlsx", ".et"})
_SAMPLE: Final = 65_536
_MARKUP: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<|MIME-Version:", re.IGNORECASE)


def claims(source: Source) -> int:
    """Take what is named as a table and looks like one; a narrative with commas stays text."""
    if PurePath(source.name).suffix.lower() not in _SUFFIXES or sniffing.form(source.data) is not None:
        return 0
    if _MARKUP.match(source.data):
        return 0
    from extractor.sheets.delimited import delimiter

    sample = source.data[:_SAMPLE]
    if len(source.data) > _SAMPLE:  # not in the middle of a character
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    decoded = decode(sample)
    return 2 if decoded is not None and delimiter(decoded.text) is not None else 0


def read(source: Source) -> Document:
    """Return the document; a cell's row and column are those of the record and field."""
    from extractor.layout.composing import compose
    from extractor.sheets.delimited import delimiter, parsed
    from extractor.sheets.sheet import Workbook
    from extractor.sheets.turning import turned

    decoded = decoded_text(source)
    found = parsed(decoded.text, delimiter(decoded.text) or ",", path=source.path)
    pieces, said = turned(Workbook(form="csv", sheets=(found.sheet,)), path=source.path)
    if not pieces:
        raise UnreadableError(path=source.path, problem="文件中没有内容", remedy="请重新导出后再审核")
    composed = compose(pieces, source=source.id)
    unpaired = Remark(kind="reading", message="有引号不成对,所有引号按普通字符读入,带换行的格可能被拆开")
    return Document(
        source=replace(source, media="text/csv"),
        text=composed.text,
        blocks=composed.blocks,
        tables=composed.tables,
        origin=f"csv {decoded.encoding}",
        remarks=(*remarks(decoded), *said, *((unpaired,) if found.unpaired else ())),
    )
