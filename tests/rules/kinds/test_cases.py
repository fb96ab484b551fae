"""Each kind judges as the cases say, and says the same with and without words."""

from __future__ import annotations

from decimal import Decimal
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest
import yaml

from rules.kind_names import WORDS, kind_names
from rules.kinds import kind_named

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(params=CASES, ids=lambda case: f"{case['kind']}-{case['about']}")
def case(request):
    return request.param


def test_relation_is_judged(case, relation):
    bound = relation(case["kind"], case["seats"], spec=case.get("spec"))
    kind = kind_named(case["kind"])
    verdict = kind.judge(bound)
    assert verdict.outcome == case["outcome"]
    assert kind.outcome(bound) == verdict.outcome
    assert case.get("formula", "") in verdict.formula
    assert verdict.why == case["why"] if "why" in case else True
    for end in ("low", "high"):
        if end in case:
            assert getattr(verdict, end) == Decimal(case[end])


def test_words_come_late_and_out_of_a_worker_process(case, relation):
    verdict = kind_named(case["kind"]).judge(relation(case["kind"], case["seats"], spec=case.get("spec")))
    copy = ForkingPickler.loads(ForkingPickler.dumps(verdict))
    assert (copy, copy.words, copy.weak) == (verdict, verdict.words, verdict.weak)


def test_allowed_values_and_outcome_agree(case, relation):
    """A figure whose relation is refuted stands outside what the others allow it."""
    bound = relation(case["kind"], case["seats"], spec=case.get("spec"))
    if case["kind"] in {"zero_base", "direction_agrees", "compares", "zero_with"} or case["outcome"] == "cannot_tell":
        return
    kind = kind_named(case["kind"])
    for number, seat in enumerate(bound.seats):
        allowed = kind.allowed(bound, number)
        if allowed is not None and not seat.fact.quantity.is_zero:
            value = seat.fact.sum_interval
            coarse = case["outcome"] == "rounding" and "@" in str(case["seats"])
            assert coarse or value.meets(allowed) == (case["outcome"] != "fails")


@pytest.mark.parametrize("name", [name for name in kind_names() if name not in WORDS])
def test_every_kind_offers_what_is_agreed_and_has_cases(name):
    kind = kind_named(name)
    assert isinstance(kind.NEEDS, tuple)
    assert all(callable(getattr(kind, function)) for function in ("check_spec", "outcome", "judge", "allowed"))
    assert any(case["kind"] == name for case in CASES)


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("growth", {"per": "chapter"}),
        ("growth", {"seats": {"speed": {}}}),
        ("share", {"seats": {"share": {"measure": "quota"}}}),
        ("sum", {"closed": "perhaps"}),
        ("sum", {"given": ["fair-weather"]}),
        ("zero_base", {"when": "always"}),
        ("equal", {"limit": 3}),
        ("at_most", {"cases": [{"part": {"colour": "red"}}]}),
    ],
)
def test_wrong_spec_is_rejected_with_the_legal_values(kind, spec):
    with pytest.raises(ValueError, match=r"可用|应"):
        kind_named(kind).check_spec(spec)


def test_a_weak_pass_names_the_seats_it_cannot_vouch_for(relation):
    strong = kind_named("share").judge(
        relation("share", {"share": "16.7%", "part": "225.14万元", "whole": "1344.73万元"})
    )
    assert strong.decisive
    assert not strong.weak
    nothing = kind_named("share").judge(
        relation("share", {"share": "0.0%", "part": "0.00万元", "whole": "1344.73万元"})
    )
    assert nothing.weak == (2,)
    bound = kind_named("at_most").judge(relation("at_most", {"part": "2.00万元", "whole": "3.00万元"}))
    assert not bound.decisive
