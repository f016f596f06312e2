"""Which questions apply: conditions in a row, and answers that are kept but not heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from selfassess.answers.applicability import applicability

CHAIN = {
    "c1": {
        "questions": {
            "first": {},
            "second": {"applies_if": {"question": "first", "in": (2, 3)}},
            "third": {"applies_if": {"question": "second", "in": (1,)}},
            "otherwise": {"applies_if": {"not": {"question": "second", "in": (1,)}}},
        }
    }
}


def test_an_ignored_answer_satisfies_no_condition_after_it(make_questionnaire: Any, make_sheet: Any) -> None:
    found = applicability(make_questionnaire(CHAIN), make_sheet(first=1, second=1, third=4, otherwise=2))
    assert found.applies == {"first", "otherwise"}
    assert found.ignored == ("second", "third")


def test_an_answer_that_applies_is_heard_by_the_next_condition(make_questionnaire: Any, make_sheet: Any) -> None:
    found = applicability(make_questionnaire(CHAIN), make_sheet(first=2, second=1, third=4, otherwise=2))
    assert found.applies == {"first", "second", "third"}
    assert found.ignored == ("otherwise",)


@pytest.mark.parametrize("said", ["?", "-", None])
def test_what_is_not_an_answer_satisfies_no_condition(
    make_questionnaire: Any, make_sheet: Callable[..., Any], said: str | None
) -> None:
    found = applicability(make_questionnaire(CHAIN), make_sheet(first=said))
    assert found.applies == {"first", "otherwise"}
    assert found.ignored == ()


def test_also_dont_know_and_not_applicable_are_reported_where_they_do_not_count(
    make_questionnaire: Any, make_sheet: Any
) -> None:
    assert applicability(make_questionnaire(CHAIN), make_sheet(first=0, third="-", second="?")).ignored == (
        "second",
        "third",
    )


def test_every_condition_of_none_holds_and_any_of_none_does_not(make_questionnaire: Any, make_sheet: Any) -> None:
    questions = {"every": {"applies_if": {"all": ()}}, "one": {"applies_if": {"any": ()}}}
    found = applicability(make_questionnaire({"c1": {"questions": questions}}), make_sheet(one=1))
    assert found.applies == {"every"}
    assert found.ignored == ("one",)
