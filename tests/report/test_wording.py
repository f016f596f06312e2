"""Each recurring phrase, in every case it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.report.explanations import status_label
from selfassess.scoring import score
from selfassess.scoring.card import Move, Route, Status

t = Translator()


@pytest.fixture(scope="module")
def asked(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    options = {"one": "The first", "two": "The second"}
    questions = {
        "a": {},
        "b": {},
        "yes": {"type": "yes_no"},
        "one": {"type": "choice", "options": options},
        "many": {"type": "choices", "options": options},
        "number": {"type": "number", "unit": "posts"},
        "bare": {"type": "number"},
        "share": {"type": "percent"},
        "text": {"type": "text"},
        "day": {"type": "date"},
    }
    return make_questionnaire({"c1": {"number": "1", "questions": questions}})


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (Fraction(45), Fraction(65), "between 45 and 65"),
        (Fraction(5625, 100), Fraction(5625, 100), "no open questions"),
        (Fraction(446, 10), Fraction(454, 10), "about 45"),
        (None, None, ""),
        (Fraction(1), None, ""),
    ],
)
def test_a_range(low: Fraction | None, high: Fraction | None, words: str) -> None:
    assert wording.range_words(t, low, high) == words


def test_a_score_is_rounded_half_away_from_zero() -> None:
    assert wording.score_words(t, Fraction(565, 10)) == "57"
    assert wording.score_words(t, None) == "Not enough answers to score"


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("a", 3, "3 · Level 3"),
        ("yes", "yes", "Yes"),
        ("yes", "no", "No"),
        ("one", "two", "The second"),
        ("many", ("two", "one"), "The first and The second"),
        ("many", (), "None of these"),
        ("number", Fraction(25, 2), "12.5 posts"),
        ("bare", Fraction(1234), "1,234"),
        ("share", Fraction(125, 10), "12.5%"),
        ("text", "In our {own} words", "In our {own} words"),
        ("day", date(2026, 3, 4), "4 March 2026"),
    ],
)
def test_an_answer_of_each_type(asked: Questionnaire, question: str, value: Any, words: str) -> None:
    answer = Answer(state=State.ANSWERED, value=value)
    assert wording.answer_words(t, asked, asked.by_id[question], answer) == words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(), "Not answered"),
        (Answer(state=State.DONT_KNOW), "Don’t know yet"),
        (Answer(state=State.NOT_APPLICABLE, reason="No staff."), "Does not apply"),
    ],
)
def test_an_answer_without_a_value_says_its_state(asked: Questionnaire, answer: Answer, words: str) -> None:
    assert wording.answer_words(t, asked, asked.by_id["a"], answer) == words


def test_the_state_of_an_answered_question() -> None:
    assert wording.state_words(t, State.ANSWERED) == "Answered"


def _route(to: int, *starts: int) -> Route:
    moves = tuple(Move(question="ab"[place % 2], from_level=start, to_level=to) for place, start in enumerate(starts))
    return Route(to=to, moves=moves)


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (None, "This is the highest stage: the work now is to keep it."),
        (_route(2, 1), "Raise 1 question by one level to reach Level 2."),
        (_route(2, 1, 1), "Raise 2 questions by one level each to reach Level 2."),
        (_route(2, 0), "Raise 1 question by 2 levels to reach Level 2."),
        (_route(2, 0, 0), "Raise 2 questions by 2 levels each to reach Level 2."),
        (_route(2, 0, 1), "Raise 2 questions, by 3 levels in all, to reach Level 2."),
    ],
)
def test_a_route(asked: Questionnaire, route: Route | None, words: str) -> None:
    assert wording.route_words(t, asked, route) == words


def test_evidence_with_everything_and_with_nothing() -> None:
    full = Evidence(title="Survey", dated=date(2026, 3, 1), reach="All sites", shows="effect", link="https://x.org")
    assert wording.evidence_words(t, full) == (
        "Survey (dated 1 March 2026; reach: All sites; shows what changed for people; https://x.org)"
    )
    assert wording.evidence_words(t, Evidence(title="A note")) == "A note (not dated)"


def test_how_far_evidence_reaches(make_questionnaire: Callable[..., Questionnaire], asked: Questionnaire) -> None:
    backed = make_questionnaire({"c1": {"questions": {"a": {}}}}, evidence=({"level": 1},))
    assert wording.supported_words(t, backed, 3, 2) == "claimed 3, supported 2"
    assert wording.supported_words(t, backed, 2, 2) == "backed by evidence"
    assert wording.supported_words(t, backed, 0, 0) == "", "level 0 needs no evidence"
    assert wording.supported_words(t, backed, None, None) == ""
    assert wording.supported_words(t, backed, 3, None) == ""
    assert wording.supported_words(t, asked, 3, 3) == "", "no evidence is asked for"


def test_how_much_is_answered(make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., Any]) -> None:
    asked = make_questionnaire({"c1": {"questions": {"a": {}, "b": {}}}, "c2": {"questions": {"c": {}}}})
    some, none = score(asked, make_sheet(a=1, c="-")).sections
    assert wording.status_words(t, some) == "1 of 2 questions answered"
    assert wording.status_words(t, none) == "Nothing in this section applies"
    assert wording.answered_words(t, 0, 1) == "0 of 1 question answered"


def test_levels_and_efforts(asked: Questionnaire) -> None:
    assert wording.level_words(t, asked, None) == "No level"
    assert wording.stage_words(t, asked, None) == "No stage"
    assert wording.level_names(t, asked)[:2] == ("Level 0", "Level 1")
    assert [wording.effort_words(t, effort) for effort in ("low", "medium", "high")] == [
        "little effort",
        "some effort",
        "much effort",
    ]


def test_each_status_has_a_label() -> None:
    assert [status_label(t, status) for status in Status] == [
        "Does not apply",
        "Complete",
        "Partly answered",
        "Too few answers",
    ]


def test_a_section_is_called_by_its_number_and_title(asked: Questionnaire) -> None:
    assert wording.section_name(t, asked.sections[0]) == "1. c1"
