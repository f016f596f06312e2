"""Each figure of a section and of the whole, by the definitions of the contract, section 3."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import card_as_json, score
from selfassess.scoring.card import Overall, SectionResult, Status

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]

PLAIN = {"s": {"questions": {"a": {}, "b": {}, "c": {}, "d": {}}}}


def _section(asked: Questionnaire, said: AnswerSheet) -> SectionResult:
    return score(asked, said).sections[0]


def test_a_complete_section_has_every_applicable_question_answered(make_questionnaire: Build, make_sheet: Say) -> None:
    assert _section(make_questionnaire(PLAIN), make_sheet(a=1, b=2, c=3, d="-")).status is Status.COMPLETE


def test_dont_know_is_not_answered(make_questionnaire: Build, make_sheet: Say) -> None:
    section = _section(make_questionnaire(PLAIN), make_sheet(a=1, b=2, c=3, d="?"))
    assert (section.status, section.answered, section.dont_know) == (Status.PARTIAL, 3, 1)


def test_too_few_answers_withhold_the_score_and_nothing_else(make_questionnaire: Build, make_sheet: Say) -> None:
    """2 of 4 are under 0.6."""
    section = _section(make_questionnaire(PLAIN), make_sheet(a=4, b=2))
    assert (section.status, section.score) == (Status.TOO_FEW_ANSWERS, None)
    assert (section.answered_mean, section.answered_share) == (75, Fraction(1, 2))
    assert (section.low, section.high) == (Fraction(75, 2), Fraction(175, 2))
    assert (section.median, section.weakest, section.stage) == (2, ("b",), 0)
    assert section.route is not None


def test_exactly_the_minimum_answered_is_enough(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire(PLAIN, minimum_answered=Fraction(1, 2))
    assert _section(asked, make_sheet(a=4, b=2)).score == 75


def test_without_any_answer_there_is_a_range_and_no_median(make_questionnaire: Build, make_sheet: Say) -> None:
    section = _section(make_questionnaire(PLAIN), make_sheet())
    assert (section.status, section.score, section.median) == (Status.TOO_FEW_ANSWERS, None, None)
    assert (section.low, section.high, section.stage, section.weakest) == (0, 100, 0, ())


def test_a_section_where_nothing_applies_has_no_figures_but_its_counts(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    card = score(make_questionnaire(PLAIN), make_sheet(a="-", b="-", c="-", d="-"))
    section = card.sections[0]
    assert section.status is Status.NOT_APPLICABLE
    assert {section.score, section.low, section.high, section.stage, section.supported_stage, section.median} == {None}
    assert (section.route, section.weakest) == (None, ())
    assert (section.applicable, section.answered, section.not_applicable, section.dont_know) == (0, 0, 4, 0)
    assert card_as_json(card)["sections"][0]["route"] is None
    assert card.overall == Overall(
        score=None, low=None, high=None, stage=None, supported_stage=None, applicable=0, answered=0
    )


@pytest.mark.parametrize(("levels", "median"), [((3,), 3), ((1, 3), 1), ((4, 0, 3), 3), ((4, 1, 3, 2), 2)])
def test_the_median_is_the_lower_one_of_the_two_in_the_middle(
    make_questionnaire: Build, make_sheet: Say, levels: tuple[int, ...], median: int
) -> None:
    said = make_sheet(dict(zip("abcd", levels, strict=False)))
    assert _section(make_questionnaire(PLAIN), said).median == median


def test_every_question_at_the_lowest_level_is_weakest(make_questionnaire: Build, make_sheet: Say) -> None:
    assert _section(make_questionnaire(PLAIN), make_sheet(a=2, b=1, c=1, d=3)).weakest == ("b", "c")


def test_the_stage_needs_its_share_at_it_and_above(make_questionnaire: Build, make_sheet: Say) -> None:
    """3 of 4 at level 2 or more are the 75 % that stage 2 needs; 2 of 4 at level 3 are not enough for stage 3."""
    assert _section(make_questionnaire(PLAIN), make_sheet(a=3, b=2, c=4, d=0)).stage == 2


def test_a_gate_below_the_stage_holds_the_section_back(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}, "d": {"gate": 2}}}})
    assert _section(asked, make_sheet(a=4, b=4, c=4, d=1)).stage == 1
    assert _section(asked, make_sheet(a=4, b=4, c=4, d=2)).stage == 4
    assert _section(asked, make_sheet(a=4, b=4, c=4, d="?")).stage == 1
    assert _section(asked, make_sheet(a=4, b=4, c=4, d="-")).stage == 4


def test_the_lowest_gate_that_is_not_met_decides(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {"gate": 1}, "b": {"gate": 3}, "c": {"weight": 8}}}})
    assert _section(asked, make_sheet(a=0, b=0, c=4)).stage == 0
    assert _section(asked, make_sheet(a=1, b=0, c=4)).stage == 2


def test_questions_whose_condition_fails_are_left_out_and_their_answers_reported(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire(
        {
            "s": {
                "questions": {
                    "a": {},
                    "b": {"applies_if": {"question": "a", "in": (4,)}},
                    "note": {"type": "text", "applies_if": {"question": "a", "in": (4,)}},
                }
            }
        }
    )
    card = score(asked, make_sheet(a=2, b=0, note="Said before a was changed."))
    assert card.ignored == ("b", "note")
    assert [question.id for question in card.sections[0].questions] == ["a"]
    assert card.sections[0].score == 50
    assert score(asked, make_sheet(a=4, b=0)).sections[0].score == 50


def test_overall_a_section_without_an_answer_drops_out_of_the_score_and_not_of_the_range(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    """Weights 3 and 1: (3·a₁ + 1·0)/4 = 0.75 is answered. low (3·50 + 0)/4, high (3·50 + 100)/4."""
    asked = make_questionnaire({"s": {"weight": 3, "questions": {"a": {}}}, "t": {"questions": {"b": {}}}})
    overall = score(asked, make_sheet(a=2)).overall
    assert (overall.score, overall.low, overall.high) == (50, Fraction(75, 2), Fraction(125, 2))
    assert (overall.applicable, overall.answered) == (2, 1)


def test_overall_the_score_is_withheld_under_the_minimum_over_sections(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}, "t": {"questions": {"b": {}}}})
    overall = score(asked, make_sheet(a=2)).overall
    assert (overall.score, overall.low, overall.high) == (None, 25, 75)


def test_overall_a_section_with_too_few_answers_counts_with_the_mean_of_those(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    """Answered 1 of 2 and 1 of 1: (1/2 + 1)/2 = 0.75 ≥ 0.6, and the mean of 100 and 50 is 75."""
    asked = make_questionnaire({"s": {"questions": {"a": {}, "x": {}}}, "t": {"questions": {"b": {}}}})
    card = score(asked, make_sheet(a=4, b=2))
    assert (card.sections[0].score, card.overall.score) == (None, 75)


def test_overall_sections_that_do_not_apply_are_left_out(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}, "t": {"weight": 9, "questions": {"b": {}}}})
    overall = score(asked, make_sheet(a=3, b="-")).overall
    assert (overall.score, overall.low, overall.high, overall.stage) == (75, 75, 75, 3)


def test_the_overall_stage_is_the_stage_rule_over_the_sections(make_questionnaire: Build, make_sheet: Say) -> None:
    """Stages 3, 1 with weights 3 and 1: at stage 3 there are 3 of 4, 75 %; with 2.9 of 3.9 there are not."""
    sections = {"s": {"weight": 3, "questions": {"a": {}}}, "t": {"questions": {"b": {}}}}
    assert score(make_questionnaire(sections), make_sheet(a=3, b=1)).overall.stage == 3
    sections["s"]["weight"] = Fraction(29, 10)
    assert score(make_questionnaire(sections), make_sheet(a=3, b=1)).overall.stage == 1


def test_a_section_is_found_by_its_id(make_questionnaire: Build, make_sheet: Say) -> None:
    card = score(make_questionnaire({**PLAIN, "t": {"questions": {"x": {}}}}), make_sheet())
    assert card.section("t") is card.sections[1]


def test_a_questionnaire_is_prepared_once_and_only_so_many_are_remembered(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    many = [make_questionnaire(PLAIN, top=2 + number % 5) for number in range(70)]
    for asked in many + many:
        assert _section(asked, make_sheet(a=2, b=2, c=2)).score == Fraction(200, asked.top)
