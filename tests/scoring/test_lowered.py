"""A moderator may set a supported level lower: the figures follow, and say so with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.lowering import with_lowered
from selfassess.answers.model import Answer, AnswerSheet, Lowered
from selfassess.language import Translator
from selfassess.questionnaire.model import EvidenceRule, Questionnaire
from selfassess.scoring import card_as_json, score, section_traces, worded
from selfassess.scoring.evidence import supported_level
from selfassess.scoring.undefended import undefended

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Backed = Callable[..., Answer]

ON = date(2026, 10, 1)
REASON = "One team, {once}.\nSee the minutes."
"""With what a sentence would be filled in at, and of two lines."""


def _to(level: int) -> Lowered:
    return Lowered(level=level, reason=REASON)


def _said(asked: Questionnaire, said: AnswerSheet) -> list[str]:
    traces = {trace.figure: trace for trace in section_traces(asked, said, score(asked, said), "s")}
    return [worded(step, Translator(), str) for step in traces["supported_stage"].steps]


def test_the_lower_one_counts_of_what_the_evidence_backs_and_the_moderator_set(backed: Backed) -> None:
    rules = (EvidenceRule(level=2), EvidenceRule(level=3, within_months=24))
    noted = backed(4, None)
    assert supported_level(noted, rules, ON) == 2
    assert [supported_level(replace(noted, lowered=_to(level)), rules, ON) for level in range(4)] == [0, 1, 2, 2]
    assert supported_level(replace(noted, lowered=_to(3)), (), ON) == 3


def test_by_hand_the_supported_stage_follows_and_nothing_else_does(make_questionnaire: Build, make_sheet: Say) -> None:
    """a, b, c, d at 3, share 0.75, gate 2 at a: stage 3. d set to 0: 3 of 4 are at 3 still, 3. a too: 1, at the gate.

    With a at 1 and d at 0 half of the weight is at 2 or more, 75 % at 1.
    """
    asked = make_questionnaire({"s": {"questions": {"a": {"gate": 2}, "b": {}, "c": {}, "d": {}}}})
    said = make_sheet(a=3, b=3, c=3, d=3)
    before = score(asked, said).sections[0]
    one = score(asked, with_lowered(said, {"d": _to(0)})).sections[0]
    two = score(asked, with_lowered(said, {"d": _to(0), "a": _to(1)})).sections[0]
    gate = score(asked, with_lowered(said, {"a": _to(1)}))
    assert [part.supported_stage for part in (before, one, two, gate.sections[0])] == [3, 3, 1, 1]
    assert (gate.overall.stage, gate.overall.supported_stage) == (3, 1)
    assert replace(two, supported_stage=3, questions=before.questions) == before


def test_the_card_holds_what_was_lowered_and_json_has_a_key_more_only_there(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {"applies_if": {"any": ()}}}}})
    card = score(asked, with_lowered(make_sheet(a=3, b=3, c=3), {"b": _to(1), "c": _to(1)}))
    assert dict(card.lowered) == {"b": _to(1)}
    assert json.loads(json.dumps(card_as_json(card)))["sections"][0]["questions"] == [
        {"id": "a", "state": "answered", "level": 3, "supported_level": 3},
        {
            "id": "b",
            "state": "answered",
            "level": 3,
            "supported_level": 1,
            "lowered": {"level": 1, "reason": REASON},
        },
    ]


def test_the_supported_stage_says_what_was_lowered_and_why(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    said = with_lowered(make_sheet(a=3, b=3), {"b": _to(1)})
    assert _said(asked, said)[:2] == [
        f"b is at level 3; its supported level was set to 1 by the moderator: {REASON}",
        "Stage 1 needs 75 % of the weight at level 1 or more: 100 % is there, which is enough.",
    ]


def test_where_the_evidence_reaches_less_far_both_are_said(
    make_questionnaire: Build, make_sheet: Say, backed: Backed
) -> None:
    """a is backed at 1, and set to 2; b is backed at 2, and set to 1: level 2 has what it needs."""
    rules = ({"level": 2}, {"level": 3, "within_months": 24})
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}}, evidence=rules)
    said = with_lowered(make_sheet(a=3, b=backed(3, None)), {"a": _to(2), "b": _to(1)})
    assert _said(asked, said)[:3] == [
        "a is at level 3, supported at level 1: level 2 needs a piece of evidence.",
        f"a is at level 3; its supported level was set to 2 by the moderator: {REASON}",
        f"b is at level 3; its supported level was set to 1 by the moderator: {REASON}",
    ]


def test_what_was_lowered_is_among_the_undefended_answers_also_where_no_rule_asks_for_evidence(
    make_questionnaire: Build, make_sheet: Say, backed: Backed
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    said = with_lowered(make_sheet(a=backed(2, ON), b=backed(2, ON)), {"b": _to(1)})
    (found,) = undefended(asked, said)
    assert (found.question, found.level, found.supported_level) == ("b", 2, 1)
    assert (found.missing, found.lowered) == (None, _to(1))


SAID = st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 4))


@given(st.lists(SAID, min_size=1, max_size=8))
def test_lowering_never_raises_a_figure_and_touches_only_the_supported_ones(
    make_questionnaire: Build, make_sheet: Say, backed: Backed, answers: list[tuple[int, bool, int]]
) -> None:
    questions = {f"q{at}": {"gate": 2} if at == 0 else {"weight": Fraction(at)} for at in range(len(answers))}
    asked = make_questionnaire({"s": {"questions": questions}}, evidence=({"level": 2},))
    said = make_sheet({f"q{at}": backed(level, *[ON] * has) for at, (level, has, _) in enumerate(answers)})
    lowered = MappingProxyType({f"q{at}": _to(to) for at, (_, _, to) in enumerate(answers)})
    before, after = score(asked, said).sections[0], score(asked, with_lowered(said, lowered)).sections[0]
    assert before.supported_stage is not None
    assert after.supported_stage is not None
    assert after.supported_stage <= before.supported_stage
    assert replace(after, supported_stage=before.supported_stage, questions=before.questions) == before
    for then, now in zip(before.questions, after.questions, strict=True):
        assert then.supported_level is not None
        assert now.supported_level == min(then.supported_level, lowered[now.id].level)
