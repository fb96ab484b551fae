"""Two sets of tables in one document: relations never join a table of one body with that of another."""

from __future__ import annotations

import pytest

from extractor.anchor import Source
from extractor.document import Document
from extractor.layout.composing import compose
from extractor.layout.pieces import Grid, GridCell, Piece
from extractor.tabling.arranging import arrange
from extractor.tabling.reading import read

SOURCE = Source(id="0" * 16, sha256="0" * 64, path="case", media="text/plain", data=b"")
TABLES = {
    "income": ("收入决算表", ("科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入")),
    "expenditure": ("支出决算表", ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")),
    "gpb": ("一般公共预算财政拨款支出决算表", ("科目编码", "科目名称", "合计", "基本支出", "项目支出")),
    "fund": ("政府性基金预算财政拨款支出决算表", ("科目编码", "科目名称", "本年支出", "基本支出", "项目支出")),
}


def document_of(sets, *, title="青禾县水务局2023年度部门决算"):
    pieces = [Piece(text=title, kind="paragraph", level=1)]
    for owner, roles in sets:
        for role in roles:
            name, header = TABLES[role]
            rows = (header, ("213", "农林水支出", "3.00", "2.00", "1.00"))
            cells = tuple(
                GridCell(row=row, column=column, text=text)
                for row, line in enumerate(rows, 1)
                for column, text in enumerate(line, 1)
            )
            lines = (name, f"部门：{owner}　　金额单位：万元")
            pieces += [Piece(text=line, kind="paragraph") for line in lines]
            pieces.append(Piece(text="", grid=Grid(cells=cells)))
    composed = compose(pieces, source=SOURCE.id)
    return arrange(Document(source=SOURCE, text=composed.text, blocks=composed.blocks, tables=composed.tables))


def scopes_of(document):
    _, facts = read(document, year=2023, first=0)
    assert len(facts) == 3 * len(document.tables)
    return {(fact.cell.number, fact.scope) for fact in facts}


WHOLE, OWN = "青禾县水务局", "青禾县水务局(本级)"


@pytest.mark.parametrize("order", [(WHOLE, OWN), (OWN, WHOLE)])
def test_tables_of_another_body_are_set_apart(order):
    roles = {WHOLE: ("income", "expenditure", "gpb"), OWN: ("income", "expenditure", "fund", "gpb")}
    document = document_of([(owner, roles[owner]) for owner in order])
    owners = [owner for owner in order for _ in roles[owner]]
    wanted = {(number, "" if owner == WHOLE else OWN) for number, owner in enumerate(owners, 1)}
    assert scopes_of(document) == wanted


@pytest.mark.parametrize(
    "sets",
    [
        [(WHOLE, ("income", "expenditure", "gpb")), (OWN, ("income", "expenditure", "gpb"))],
        [(WHOLE, ("income", "expenditure", "gpb", "fund")), (OWN, ("gpb",))],
        [(WHOLE, ("income", "expenditure", "gpb")), (WHOLE, ("income", "expenditure", "fund"))],
    ],
    ids=["whole sets meet table by table", "one table is no set", "one body"],
)
def test_nothing_is_set_apart(sets):
    assert {scope for _, scope in scopes_of(document_of(sets))} == {""}
