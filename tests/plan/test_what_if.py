"""What other levels would make of every figure: exact, whole, and with the evidence there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import Answer, AnswerSheet, Lowered, State
from selfassess.plan.what_if import WhatIf, what_if
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Backed = Callable[..., Answer]

SAID = st.sampled_from([0, 1, 2, 3, 4, "?", "-", None])


def _what_if(asked: Questionnaire, sheet: AnswerSheet, **levels: int) -> WhatIf:
    return what_if(asked, sheet, score(asked, sheet), levels)


def test_every_figure_stands_beside_what_it_would_be(make_questionnaire: Build, make_sheet: Say) -> None:
    """Section s: 100·(1 + 3)/(4·2) = 50 becomes 100·(2 + 3)/8 = 62.5; the whole, with t at 25, 37.5 and 43.75."""
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}, "t": {"questions": {"c": {}}}})
    seen = _what_if(asked, make_sheet(a=1, b=3, c=1), a=2)
    before, after = seen.section("s")
    assert (before.stage, before.score, before.median) == (1, 50, 1)
    assert (after.stage, after.score, after.median, after.weakest) == (2, Fraction(125, 2), 2, ("a",))
    assert (seen.before.overall.score, seen.after.overall.score) == (Fraction(75, 2), Fraction(175, 4))
    assert (seen.stages_gained("s"), seen.stages_gained("t"), seen.overall_stages_gained) == (1, 0, 0)
    assert seen.points_gained == Fraction(25, 4)
    assert [one.id for one, _ in seen.changed] == ["s"]


def test_levels_that_are_there_already_change_nothing(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}})
    seen = _what_if(asked, make_sheet(a=1), a=1)
    assert seen.levels == {}
    assert seen.after is seen.before
    assert seen.changed == ()


def test_what_is_set_is_told_in_the_questionnaires_order(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}}}})
    assert list(_what_if(asked, make_sheet(a=1, b=1), c=1, b=1, a=4).levels.items()) == [("a", 4), ("c", 1)]


def test_a_new_level_is_backed_as_far_as_the_evidence_of_today_reaches(
    make_questionnaire: Build, make_sheet: Say, backed: Backed
) -> None:
    """One piece without a date is enough for level 2 and not for 3, which wants a date."""
    rules = ({"level": 2}, {"level": 3, "within_months": 24})
    asked = make_questionnaire({"s": {"questions": {"a": {}}}}, evidence=rules)
    seen = _what_if(asked, make_sheet(a=backed(1, None)), a=3)
    before, after = seen.section("s")
    assert (before.stage, before.supported_stage) == (1, 1)
    assert (after.stage, after.supported_stage) == (3, 2)
    bare, raised = _what_if(asked, make_sheet(a=1), a=3).section("s")
    assert (bare.supported_stage, raised.supported_stage) == (1, 1)
    assert seen.sheet.answer("a").evidence == backed(1, None).evidence


def test_what_a_moderator_lets_count_stays_until_no_more_is_claimed(
    make_questionnaire: Build, make_sheet: Say, backed: Backed
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}})
    lowered = replace(backed(3, date(2026, 1, 1)), lowered=Lowered(level=1, reason="One team only."))
    up, down = (_what_if(asked, make_sheet(a=lowered), a=level).section("s")[1] for level in (4, 1))
    assert (up.stage, up.supported_stage) == (4, 1)
    assert (down.stage, down.supported_stage) == (1, 1)
    assert down.questions[0].lowered is None


def test_what_does_not_apply_or_is_not_known_can_be_set_too(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    seen = _what_if(asked, make_sheet(a="-", b="?"), a=2, b=4)
    assert [seen.sheet.answer(id) for id in "ab"] == [Answer(state=State.ANSWERED, value=level) for level in (2, 4)]
    assert seen.section("s")[1].score == 75


def test_a_level_can_bring_in_questions_and_take_them_out(make_questionnaire: Build, make_sheet: Say) -> None:
    """What comes in is not answered yet, so it holds the stage back: half of the weight at 1 is under 3/4."""
    questions = {
        "a": {},
        "b": {"applies_if": {"question": "a", "in": (1,)}},
        "c": {"type": "text", "applies_if": {"question": "a", "in": (0,)}},
    }
    asked = make_questionnaire({"s": {"questions": questions}})
    seen = _what_if(asked, make_sheet(a=0), a=1)
    assert (seen.newly_asked, seen.no_longer_asked) == (("b",), ("c",))
    assert seen.stages_gained("s") == 0
    assert seen.section("s")[1].applicable == 2


def test_the_whole_gains_stages_and_loses_them(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}})
    assert [_what_if(asked, make_sheet(a=2), a=level).overall_stages_gained for level in (4, 1)] == [2, -1]


def test_where_nothing_applies_there_is_nothing_to_gain(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}})
    seen = _what_if(asked, make_sheet(a="-"))
    assert (seen.points_gained, seen.overall_stages_gained, seen.stages_gained("s")) == (0, 0, 0)


@pytest.mark.parametrize("levels", [{"a": 5}, {"a": -1}, {"b": 1}, {"z": 1}])
def test_what_no_answer_could_be_is_refused(make_questionnaire: Build, make_sheet: Say, levels: dict[str, int]) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {"type": "text"}}}})
    with pytest.raises(ValueError, match="has no level"):
        _what_if(asked, make_sheet(a=1), **levels)


@given(st.lists(st.tuples(SAID, st.none() | st.integers(0, 4)), min_size=1, max_size=5), st.integers(1, 4))
def test_the_figures_are_those_of_a_sheet_that_says_so(
    make_questionnaire: Build, make_sheet: Say, answers: list[tuple[object, int | None]], split: int
) -> None:
    ids = [f"q{number}" for number in range(len(answers))]
    parts = [part for part in (ids[:split], ids[split:]) if part]
    asked = make_questionnaire(
        {f"s{number}": {"questions": {id: {} for id in part}} for number, part in enumerate(parts)}
    )
    said = {id: answer for id, (answer, _) in zip(ids, answers, strict=True)}
    levels = {id: level for id, (_, level) in zip(ids, answers, strict=True) if level is not None}
    seen = _what_if(asked, make_sheet(said), **levels)
    assert seen.after == score(asked, make_sheet({**said, **levels}))
    assert seen.before == score(asked, make_sheet(said))
