"""Two to ten years side by side: steps, the last beside each, and what every year answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import MOST_YEARS, Year, compare, compare_years, comparison_as_json, faults_of_years
from selfassess.comparison import series_as_json as as_json
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]


@pytest.fixture
def year(make_sheet: Say) -> Callable[..., Year]:
    """`year(questionnaire, 2025, a=1)`: answers of that year, assessed on its first of October."""

    def made(questionnaire: Questionnaire, number: int, **answers: Any) -> Year:
        sheet = replace(
            make_sheet(answers), period=str(number), assessed_on=date(number, 10, 1), version=questionnaire.version
        )
        return Year(questionnaire=questionnaire, sheet=sheet)

    return made


def test_three_years_have_two_steps_and_share_what_all_of_them_answered(
    make_questionnaire: Build, year: Callable[..., Year]
) -> None:
    """m = 4, so a level is 25 points; b is not answered in 2025, c is new in 2026 and d weighs 3 from then on."""
    old = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "d": {}}}})
    new = make_questionnaire(
        {"s": {"questions": {"a": {}, "b": {}, "c": {}, "d": {"weight": 3}}}},
        version="1.1.0",
        crosswalk={"from": "1.0.0", "questions": ({"new": "c", "change": "added"},)},
    )
    years = [year(old, 2024, a=0, b=1, d=1), year(old, 2025, a=1, d=1), year(new, 2026, a=2, b=2, c=4, d=2)]
    series = compare_years(years, {})
    assert series.as_scored == (Fraction(50, 3), 25, Fraction(350, 6))
    assert [step.common for step in series.steps] == [2, 2]
    assert [found.common for found in series.since] == [3, 2]
    assert series.shared is not None
    assert series.shared.questions == ("a", "d")
    assert series.shared.overall == (Fraction(75, 4), 25, 50)  # (0 + 3·25)/4, (25 + 3·25)/4, (50 + 3·50)/4
    assert series.shared.sections == {"s": series.shared.overall}
    assert series.latest is series.steps[-1] is series.since[-1]


def test_what_two_years_share_is_their_like_for_like(make_questionnaire: Build, year: Callable[..., Year]) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}, "t": {"questions": {"c": {}}}})
    years = [year(asked, 2025, a=1, b=3), year(asked, 2026, a=2, c=1)]
    series = compare_years(years, {})
    found = compare(asked, years[1].sheet, asked, years[0].sheet, {})
    assert series.steps == (found,)
    assert series.shared is not None
    assert found.like_for_like is not None
    assert series.shared.overall == (found.like_for_like.from_, found.like_for_like.to)
    assert list(series.shared.sections) == ["s"]
    assert as_json(series) == comparison_as_json(found)


def test_years_that_share_no_question_say_so_and_never_0(make_questionnaire: Build, year: Callable[..., Year]) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    printed = as_json(compare_years([year(asked, 2024), year(asked, 2025, a=1), year(asked, 2026, a=2)], {}))
    assert [one["as_scored"] for one in printed["years"]] == [None, 25, 50]
    assert [one["shared"] for one in printed["years"]] == [None, None, None]
    assert [(one["from"], one["to"], one["common"], one["why"] is None) for one in printed["steps"]] == [
        ("2024", "2025", 0, True),
        ("2025", "2026", 1, False),
    ]
    assert [(one["from"], one["to"], one["common"]) for one in printed["since"]] == [
        ("2024", "2026", 0),
        ("2025", "2026", 1),
    ]
    assert printed["common"] == 1


def test_every_common_question_went_up_stayed_or_went_down(
    make_questionnaire: Build, year: Callable[..., Year]
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}, "d": {}}}})
    series = compare_years([year(asked, 2025, a=1, b=2, c=3, d=1), year(asked, 2026, a=2, b=2, c=1)], {})
    assert [(one.id, one.from_, one.to, one.moved) for one in series.latest.questions] == [
        ("a", 1, 2, "up"),
        ("b", 2, 2, "same"),
        ("c", 3, 1, "down"),
    ]


def test_one_year_alone_cannot_be_compared(make_questionnaire: Build, year: Callable[..., Year]) -> None:
    with pytest.raises(ValueError, match="one year alone"):
        compare_years([year(make_questionnaire({"s": {"questions": {"a": {}}}}), 2026)], {})


@pytest.fixture
def told(make_sheet: Say) -> Callable[..., list[tuple[int, str]]]:
    """`told({"period": "2025", …}, …)`: which earlier sheet has what wrong, beside one of 2026."""

    def faults(*earlier: dict[str, Any]) -> list[tuple[int, str]]:
        sheets = [
            replace(make_sheet(), **{"assessed_on": date(2025, 10, 1), "period": "2025", **keys}) for keys in earlier
        ]
        return [(fault.year, fault.key) for fault in faults_of_years(make_sheet(), sheets)]

    return faults


def test_earlier_years_may_be_given_in_any_order(told: Callable[..., Any]) -> None:
    assert (
        told(
            {},
            {"period": "2024", "assessed_on": date(2024, 10, 1)},
            {"period": "2023", "assessed_on": date(2023, 1, 2)},
        )
        == []
    )


def test_a_year_of_another_questionnaire_is_refused(told: Callable[..., Any]) -> None:
    assert told({}, {"questionnaire": "other"}) == [(1, "questionnaire")]


@pytest.mark.parametrize("day", [date(2026, 10, 1), date(2027, 10, 1)])
def test_a_year_that_is_not_before_this_one_is_refused(told: Callable[..., Any], day: date) -> None:
    assert told({"assessed_on": day}) == [(0, "assessed_on")]


def test_a_year_given_twice_is_refused_by_its_name_and_by_its_day(told: Callable[..., Any]) -> None:
    assert told({}, {}) == [(1, "period")]
    assert told({}, {"period": "Autumn"}) == [(1, "assessed_on")]
    assert told({"period": "2026"}) == [(0, "period")]


def test_more_than_ten_years_are_too_many(told: Callable[..., Any]) -> None:
    years = [{"period": str(number), "assessed_on": date(number, 10, 1)} for number in range(2012, 2026)]
    assert told(*years[: MOST_YEARS - 1]) == []
    assert told(*years) == [(MOST_YEARS - 1, "period")]
