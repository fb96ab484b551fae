"""Every figure has one status, and the reason is told."""

from __future__ import annotations

from dataclasses import replace

from gouji.coverage import Coverage


def by_text(audit):
    return {
        (figure.printed, figure.span.start): audit.statuses[figure.id].kind
        for figure in audit.extraction.figures
        if not figure.word
    }


def test_every_figure_has_one_status(audited):
    kinds = [kind for _, kind in sorted(by_text(audited).items(), key=lambda found: found[0][1])]
    assert kinds == ["conflict", "checked", "checked", "unread", "conflict", "unlinked"]
    whole = Coverage(figures=6, checked=2, conflict=2, unlinked=1, unread=1)
    assert audited.coverage == replace(whole, narrative=whole, tables=Coverage())


def test_a_status_that_is_not_checked_says_why(audited):
    assert all(status.why for status in audited.statuses.values() if status.kind != "checked")


def test_a_figure_in_a_failing_relation_is_in_conflict_though_another_holds(audited):
    total = audited.extraction.figures[0]
    assert "EQ01" in audited.statuses[total.id].why


def test_a_pass_checks_the_figures_it_would_have_refuted_and_no_other(audited):
    holding = next(verdict for verdict in audited.verdicts if verdict.outcome == "holds")
    figures = [seat.fact.figure.id for seat in holding.seats]
    for loose in range(len(figures)):
        verdict = replace(holding, looseness=lambda loose=loose: (loose,))
        statuses = replace(audited, verdicts=(verdict,), findings=()).statuses
        kinds = [statuses[figure].kind for figure in figures]
        assert kinds == ["unlinked" if number == loose else "checked" for number in range(len(figures))]
        assert "首位数字" in statuses[figures[loose]].why


def test_what_cannot_be_told_says_what_is_missing(audited):
    verdict = replace(audited.verdicts[0], outcome="cannot_tell", why="缺上年数")
    audit = replace(audited, verdicts=(verdict,), findings=())
    assert "缺上年数" in audit.statuses[audit.extraction.figures[2].id].why


def test_a_finding_on_words_that_merely_hold_a_figure_accuses_none(audited):
    (slip, *_) = audited.findings
    wide = replace(
        slip,
        suspects=(),
        anchor=replace(slip.anchor, span=replace(slip.anchor.span, start=slip.anchor.span.start - 10)),
    )
    audit = replace(audited, findings=(wide,), verdicts=())
    assert audit.coverage.conflict == 0


def test_words_for_numbers_are_not_counted(audited):
    words = tuple(replace(figure, word=True) for figure in audited.extraction.figures)
    audit = replace(audited, extraction=replace(audited.extraction, figures=words))
    assert audit.coverage == Coverage(narrative=Coverage(), tables=Coverage())
