"""What a change does to the figures is said as they are printed, each once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.effect_words import effect_words, figures_words, moved_words
from selfassess.scoring import score


@pytest.fixture
def said(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> Callable[..., str]:
    """`said({"a": 1}, {"a": 2})`: what the second answers to four questions make of the first."""
    four = make_questionnaire({"c1": {"questions": {id: {} for id in "abcd"}}})

    def words(*sheets: dict[str, object]) -> str:
        figures = [score(four, make_sheet(one), "0" * 64).overall for one in sheets]
        if len(figures) == 1:
            return figures_words(Translator(), four, figures[0])
        return effect_words(Translator(), four, *figures)

    return words


def test_where_it_stands_is_told_with_the_range_while_something_is_open(said: Callable[..., str]) -> None:
    assert said({"a": 2}) == "stage 0 · Level 0, no score yet, range 13–88"
    assert said(dict.fromkeys("abcd", 2)) == "stage 2 · Level 2, score 50"
    assert said(dict.fromkeys("abcd", "-")) == "no stage, no score yet"


def test_what_moves_is_told_before_and_after(said: Callable[..., str]) -> None:
    three = {"a": 2, "b": 2, "c": 2}
    assert said(three, three | {"d": 2}) == "stage 2 · Level 2, score 50, range 38–63 → nothing left open"
    assert said({"a": 2, "b": 2}, three) == (
        "stage 0 · Level 0 → 2 · Level 2, no score yet → score 50, range 25–75 → 38–63"
    )
    assert said(dict.fromkeys("abcd", 2), dict.fromkeys("abcd", 2) | {"a": 4}) == "stage 2 · Level 2, score 50 → 63"


def test_what_changes_nothing_is_told_as_that(said: Callable[..., str]) -> None:
    assert said({"a": 2}, {"a": 2}) == "no change: stage 0 · Level 0, no score yet, range 13–88"


def test_only_what_moves_can_be_told(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    two = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    low, high, one = (score(two, make_sheet(a=a, b=b)).sections[0] for a, b in ((1, 1), (2, 2), (2, 1)))
    told = [moved_words(Translator(), two, low, after) for after in (high, one, low)]
    assert told == [
        "stage 1 · Level 1 → 2 · Level 2, score 25 → 50",
        "score 25 → 38",
        "no change: stage 1 · Level 1, score 25",
    ]
    assert moved_words(Translator(), two, low, high, only=("score", "range")) == "score 25 → 50"
