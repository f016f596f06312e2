"""What must hold for every questionnaire and every sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.scoring.card import ScoreCard, SectionResult

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Case = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]

WEIGHTS = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 10), Fraction(7, 3)])
SHARES = st.sampled_from([Fraction(1, 100), Fraction(1, 2), Fraction(3, 4), Fraction(1)])
RULES = ((), ({"level": 1},), ({"level": 2}, {"level": 3, "within_months": 24}))


@st.composite
def cases(draw: st.DrawFn, unknown: bool = True) -> Case:
    """Sections of questions with weights and gates, the rules, and what was said: a level, ?, - or nothing."""
    top = draw(st.integers(2, 4))
    said = st.one_of(st.integers(0, top), st.sampled_from(["?", "-", None] if unknown else ["-"]))
    sections: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for section in range(draw(st.integers(1, 3))):
        questions = {}
        for number in range(draw(st.integers(1, 4))):
            id = f"q{section}-{number}"
            questions[id] = {"weight": draw(WEIGHTS), "gate": draw(st.none() | st.integers(1, top))}
            answers[id] = draw(said)
        sections[f"s{section}"] = {"weight": draw(WEIGHTS), "questions": questions}
    rules = {
        "top": top,
        "stage_share": draw(SHARES),
        "minimum_answered": draw(SHARES),
        "evidence": draw(st.sampled_from(RULES)),
    }
    return sections, rules, answers


def _figures(card: ScoreCard) -> dict[str, tuple[object, ...]]:
    """All figures that have no order in them, by section."""

    def of(section: SectionResult) -> tuple[object, ...]:
        route = section.route and (section.route.to, section.route.steps, len(section.route.moves))
        counts = (section.applicable, section.answered, section.not_applicable, section.dont_know)
        stages = (section.stage, section.supported_stage, section.median, set(section.weakest), section.status)
        return section.score, section.low, section.high, *stages, *counts, route

    overall = card.overall
    return {section.id: of(section) for section in card.sections} | {
        "overall": (overall.score, overall.low, overall.high, overall.stage, overall.supported_stage)
    }


def _reversed(sections: Mapping[str, Any]) -> dict[str, Any]:
    return {
        id: {**said, "questions": dict(reversed(said["questions"].items()))} for id, said in reversed(sections.items())
    }


@given(cases())
def test_the_order_of_questions_and_sections_does_not_matter(
    make_questionnaire: Build, make_sheet: Say, case: Case
) -> None:
    sections, rules, answers = case
    said = make_sheet(answers)
    one = score(make_questionnaire(sections, **rules), said)
    other = score(make_questionnaire(_reversed(sections), **rules), said)
    assert _figures(one) == _figures(other)


@given(cases(), st.data())
def test_raising_a_level_never_lowers_a_figure(
    make_questionnaire: Build, make_sheet: Say, case: Case, data: st.DataObject
) -> None:
    sections, rules, answers = case
    levels = [id for id, said in answers.items() if isinstance(said, int) and said < rules["top"]]
    if not levels:
        return
    raised = data.draw(st.sampled_from(levels))
    asked = make_questionnaire(sections, **rules)
    before = score(asked, make_sheet(answers))
    after = score(asked, make_sheet({**answers, raised: answers[raised] + 1}))
    for was, now in zip([before.overall, *before.sections], [after.overall, *after.sections], strict=True):
        for figure in ("score", "low", "high", "stage", "supported_stage"):
            one, other = getattr(was, figure), getattr(now, figure)
            assert (one is None) == (other is None)
            assert one is None or one <= other


@given(cases(), st.data())
def test_however_the_rest_turns_out_the_score_lies_in_the_range(
    make_questionnaire: Build, make_sheet: Say, case: Case, data: st.DataObject
) -> None:
    sections, rules, answers = case
    asked = make_questionnaire(sections, **rules)
    card = score(asked, make_sheet(answers))
    completed = {
        id: data.draw(st.integers(0, rules["top"])) if said in ("?", None) else said for id, said in answers.items()
    }
    complete = score(asked, make_sheet(completed))
    for was, now in zip([card.overall, *card.sections], [complete.overall, *complete.sections], strict=True):
        if was.low is None or was.high is None:
            assert now.score is None
        else:
            assert now.score is not None
            assert was.low <= now.score <= was.high
            assert was.score is None or was.low <= was.score <= was.high


@given(cases())
def test_what_does_not_apply_leaves_both_sides(make_questionnaire: Build, make_sheet: Say, case: Case) -> None:
    """The same figures come out where the question was never asked."""
    sections, rules, answers = case
    left = {
        id: {**said, "questions": {q: keys for q, keys in said["questions"].items() if answers[q] != "-"}}
        for id, said in sections.items()
    }
    left = {id: said for id, said in left.items() if said["questions"]}
    if not left:
        return
    card = score(make_questionnaire(sections, **rules), make_sheet(answers))
    without = score(make_questionnaire(left, **rules), make_sheet(answers))
    assert card.overall == without.overall
    for section in without.sections:
        asked = card.section(section.id)
        kept = tuple(question for question in asked.questions if question.state is not State.NOT_APPLICABLE)
        assert replace(asked, questions=kept, not_applicable=0) == section


@given(cases(), st.sampled_from([Fraction(3), Fraction(1, 7), Fraction(10**9)]))
def test_only_the_proportions_of_weights_matter(
    make_questionnaire: Build, make_sheet: Say, case: Case, factor: Fraction
) -> None:
    sections, rules, answers = case
    scaled = {
        id: {
            "weight": said["weight"] * factor,
            "questions": {q: {**keys, "weight": keys["weight"] * factor} for q, keys in said["questions"].items()},
        }
        for id, said in sections.items()
    }
    said = make_sheet(answers)
    one, other = (score(make_questionnaire(version, **rules), said) for version in (sections, scaled))
    assert one.overall == other.overall
    assert [replace(section, weight=Fraction(1)) for section in one.sections] == [
        replace(section, weight=Fraction(1)) for section in other.sections
    ]


@settings(max_examples=50)
@given(cases())
def test_taking_the_route_reaches_its_stage_and_no_higher_one_is_claimed(
    make_questionnaire: Build, make_sheet: Say, case: Case
) -> None:
    sections, rules, answers = case
    asked = make_questionnaire(sections, **rules)
    for section in score(asked, make_sheet(answers)).sections:
        if section.route is not None:
            raised = {move.question: move.to_level for move in section.route.moves}
            after = score(asked, make_sheet({**answers, **raised})).section(section.id)
            assert section.route.to == (section.stage or 0) + 1
            assert after.stage is not None
            assert after.stage >= section.route.to


def test_scoring_reads_the_level_of_an_answer_and_nothing_else_about_it(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}})
    commented = Answer(state=State.ANSWERED, value=3, comment="We argued about this one.")
    assert score(asked, make_sheet(a=commented)) == score(asked, make_sheet(a=3))
