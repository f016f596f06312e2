"""What to do next: suggestions along the route, what taking it changes, strengths and priorities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import Answer, AnswerSheet
from selfassess.plan import SectionSteps, next_steps, priorities, strengths
from selfassess.plan.suggestions import suggested_routes
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.scoring.card import Move, ScoreCard

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Backed = Callable[..., Answer]


def _steps(asked: Questionnaire, sheet: AnswerSheet) -> tuple[SectionSteps, ...]:
    return next_steps(asked, sheet, score(asked, sheet))


def test_every_single_step_of_a_move_has_its_own_suggestions(make_questionnaire: Build, make_sheet: Say) -> None:
    """Stage 2 needs half of the weight, and b at its gate: b goes from 0 to 2. Then 100·(1 + 2)/(4·2) = 37.5."""
    actions = (
        {"from": 1, "do": "Ask staff."},
        {"from": 0, "do": "Name a lead.", "effort": "low"},
        {"from": 0, "do": "Read the guide."},
        {"from": 2, "do": "Publish it."},
    )
    asked = make_questionnaire(
        {"s": {"questions": {"a": {}, "b": {"gate": 2, "actions": actions}}}}, stage_share=Fraction(1, 2)
    )
    (section,) = _steps(asked, make_sheet(a=1, b=0))
    (move,) = section.moves
    assert move.move == Move(question="b", from_level=0, to_level=2)
    assert [
        (step.from_level, step.to_level, [(str(one.do), one.effort) for one in step.actions]) for step in move.steps
    ] == [
        (0, 1, [("Name a lead.", "low"), ("Read the guide.", "medium")]),
        (1, 2, [("Ask staff.", "medium")]),
    ]
    assert (section.section, section.to, section.steps) == ("s", 2, 2)
    assert (section.after.stage, section.after.score) == (2, Fraction(75, 2))


def test_a_section_at_the_top_or_without_anything_that_applies_has_no_next_steps(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire({id: {"questions": {f"{id}1": {}}} for id in ("s", "t", "u")})
    steps = _steps(asked, make_sheet(s1=4, t1="-", u1=3))
    assert [section.section for section in steps] == ["u"]


def test_what_was_not_known_is_answered_once_it_has_been_raised(make_questionnaire: Build, make_sheet: Say) -> None:
    """Unknown at first, so there is no score; with both at 1 there is one, 25."""
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    sheet = make_sheet(a="?")
    assert score(asked, sheet).sections[0].score is None
    (section,) = _steps(asked, sheet)
    assert (section.after.stage, section.after.score) == (1, 25)


def test_a_question_that_the_way_brings_in_counts_as_not_answered_yet(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    """With a at 1 half of the weight stands there, too little for a stage: report and page find the same."""
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {"applies_if": {"question": "a", "in": (1,)}}}}})
    sheet = make_sheet(a=0)
    (section,) = _steps(asked, sheet)
    (route,) = suggested_routes(asked, sheet, score(asked, sheet))
    assert section.after == route.effect.after.section("s")
    assert (section.to, section.after.stage, section.after.applicable) == (1, 0, 2)


@given(st.lists(st.sampled_from([0, 1, 2, 3, 4, "?", "-", None]), min_size=1, max_size=5))
def test_taking_the_route_gives_what_a_sheet_with_those_levels_gives(
    make_questionnaire: Build, make_sheet: Say, answers: list[object]
) -> None:
    asked = make_questionnaire({"s": {"questions": {f"q{number}": {} for number in range(len(answers))}}})
    said = {f"q{number}": answer for number, answer in enumerate(answers)}
    for section in _steps(asked, make_sheet(said)):
        raised = {move.move.question: move.move.to_level for move in section.moves}
        after = score(asked, make_sheet({**said, **raised})).sections[0]
        assert (section.after.stage, section.after.score) == (after.stage, after.score)


def _card(build: Build, say: Say, answers: dict[str, object], **keys: object) -> ScoreCard:
    """One section for each first letter of the ids."""
    sections: dict[str, dict[str, dict[str, object]]] = {}
    for id in answers:
        sections.setdefault(id[0], {"questions": {}})["questions"][id] = {}
    return score(build(sections, **keys), say(answers))


def test_the_best_backed_questions_are_the_strengths(
    make_questionnaire: Build, make_sheet: Say, backed: Backed
) -> None:
    """Claimed 4 without evidence comes after 3 with; of equals the first; 1 and don't know never."""
    answers = {"s1": 4, "s2": backed(3, date(2026, 1, 1)), "t1": 1, "t2": "?", "t3": 3, "u1": 2, "u2": backed(2, None)}
    card = _card(make_questionnaire, make_sheet, answers, evidence=({"level": 1},))
    assert [(one.question, one.level, one.supported_level) for one in strengths(card, n=4)] == [
        ("s2", 3, 3),
        ("u2", 2, 2),
        ("s1", 4, 0),
        ("t3", 3, 0),
    ]
    assert strengths(card) == strengths(card, n=4)[:3]
    assert {one.section for one in strengths(card, n=9)} == {"s", "t", "u"}


def test_a_beginning_is_no_strength(make_questionnaire: Build, make_sheet: Say) -> None:
    assert strengths(_card(make_questionnaire, make_sheet, {"s1": 1, "s2": 0})) == ()


def test_priorities_are_the_lowest_stage_then_score_then_route(make_questionnaire: Build, make_sheet: Say) -> None:
    """a: stage 2. b: stage 0, score 12.5, 1 step. c: stage 0, too few answers. d: stage 0, score 0. e: the top."""
    answers = {"a1": 2, "b1": 1, "b2": 0, "c1": 4, "c2": "?", "d1": 0, "d2": 0, "e1": 4, "f1": "-"}
    card = _card(make_questionnaire, make_sheet, answers)
    assert [section.id for section in priorities(card, n=9)] == ["c", "d", "b", "a"]
    assert [section.id for section in priorities(card)] == ["c", "d", "b"]


def test_of_equally_weak_sections_the_one_with_the_cheaper_way_comes_first(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    """Both at stage 0 with a score of 25: s has to raise one of two by 1, t two of four."""
    answers = {"t1": 4, "t2": 0, "t3": 0, "t4": 0, "s1": 2, "s2": 0}
    card = _card(make_questionnaire, make_sheet, answers)
    assert [(section.id, section.score, section.stage) for section in priorities(card)] == [("s", 25, 0), ("t", 25, 0)]
