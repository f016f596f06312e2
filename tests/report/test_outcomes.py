"""What came of actions, beside what their questions did; which plans belong beside a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selfassess.plan import Action, ActionPlan, ActionStatus
from selfassess.report.material import EarlierYear, YearPair, gather
from selfassess.report.outcomes import CameTo, LinkedQuestion, lies_between, outcomes
from selfassess.report.plans import plans_about

MakeAction = Callable[..., Action]
MakePlan = Callable[..., ActionPlan]
Pair = Callable[..., YearPair]
LAST_YEAR = {"starts_on": date(2025, 11, 1), "ends_on": date(2026, 10, 31)}
ENDED = {"ended_on": date(2026, 6, 1)}
TODAY = date(2026, 12, 1)


@pytest.fixture
def pair(make_questionnaire: Callable[..., Any], make_sheet: Callable[..., Any]) -> Pair:
    """`pair({"a": 1}, {"a": 3})`: 2025 beside 2026. Since then b is called c, d asks something else, e is new."""
    always: dict[str, Any] = {"a": {}, "words": {"type": "text", "prompt": "Words"}}
    then = make_questionnaire({"s": {"questions": {**always, "b": {}, "d": {}, "gone": {}}}})
    crosswalk = {"from": "1.0.0", "questions": ({"old": "b", "new": "c", "change": "kept"},)}
    now = make_questionnaire(
        {"s": {"questions": {**always, "c": {}, "d": {"revision": 2}, "e": {}}}}, version="1.1.0", crosswalk=crosswalk
    )

    def build(before: dict[str, Any], after: dict[str, Any]) -> YearPair:
        sheet = replace(make_sheet(before), period="2025", assessed_on=date(2025, 10, 1))
        earlier = EarlierYear(questionnaire=then, sheet=sheet, sha256="")
        found = gather(now, replace(make_sheet(after), version="1.1.0"), "", earlier=earlier).pair
        assert found
        return found

    return build


@pytest.fixture
def linked(make_action: MakeAction, make_plan: MakePlan, pair: Pair) -> Callable[..., LinkedQuestion]:
    """`linked("a", {"a": 1}, {"a": 3})`: what the one question of last year's only action did."""

    def build(question: str, before: dict[str, Any], after: dict[str, Any]) -> LinkedQuestion:
        plan = make_plan(make_action("x", questions=(question,)), **LAST_YEAR)
        [found] = outcomes(plan, pair(before, after))
        return found.linked[0]

    return build


@pytest.mark.parametrize(("then", "now", "moved"), [(1, 3, "up"), (2, 2, "same"), (3, 0, "down")])
def test_a_linked_question_rose_stayed_or_fell(linked: Any, then: int, now: int, moved: str) -> None:
    found = linked("a", {"a": then}, {"a": now})
    assert (found.from_, found.to, found.moved, found.why) == (then, now, moved, None)


def test_a_question_is_followed_to_what_it_is_called_now(linked: Any) -> None:
    found = linked("b", {"b": 1}, {"c": 2})
    assert (found.id, found.before, found.now, found.moved) == ("b", "b", "c", "up")


def test_a_plan_that_uses_this_years_name_means_the_same_question(linked: Any) -> None:
    found = linked("c", {"b": 1}, {"c": 2})
    assert (found.before, found.now, found.moved) == ("b", "c", "up")


@pytest.mark.parametrize(
    ("question", "then", "now", "why", "year"),
    [
        ("a", {}, {"a": 1}, "not_answered_before", "now"),
        ("a", {"a": 1}, {}, "not_answered_now", "now"),
        ("d", {"d": 1}, {"d": 1}, "reworded", "now"),
        ("gone", {"gone": 1}, {}, "removed", "before"),
        ("e", {}, {"e": 1}, "added", "now"),
        ("words", {}, {}, "no_level", "now"),
        ("never", {}, {}, "not_asked", "now"),
    ],
)
def test_what_cannot_be_compared_says_why(linked: Any, question: str, then: Any, now: Any, why: str, year: str) -> None:
    found = linked(question, then, now)
    assert (found.why, found.year, found.moved) == (why, year, None)


def test_each_action_has_come_to_one_of_four_ends(make_action: MakeAction, make_plan: MakePlan) -> None:
    plan = make_plan(
        make_action("a", status=ActionStatus.DONE, **ENDED),
        make_action("b", status=ActionStatus.STOPPED, reason="No room.", **ENDED),
        make_action("c", status=ActionStatus.UNDER_WAY),
        make_action("d"),
        id="last",
    )
    after = make_plan(make_action("c2", carried_from="c"), follows="last")
    ends = [CameTo.DONE, CameTo.STOPPED, CameTo.CARRIED, CameTo.OPEN]
    assert [one.came_to for one in outcomes(plan, None, after=after)] == ends
    assert [one.came_to for one in outcomes(plan, None)][2:] == [CameTo.OPEN, CameTo.OPEN]


def test_a_finished_action_stays_finished_also_where_another_goes_on_from_it(
    make_action: MakeAction, make_plan: MakePlan
) -> None:
    plan = make_plan(make_action("a", status=ActionStatus.DONE, **ENDED))
    [found] = outcomes(plan, None, after=make_plan(make_action("b", carried_from="a")))
    assert found.came_to is CameTo.DONE


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "between"),
    [
        (date(2025, 11, 1), date(2026, 10, 31), True),
        (date(2024, 10, 2), date(2025, 10, 1), True),  # ends on the day of the earlier assessment
        (date(2024, 10, 1), date(2025, 9, 30), False),
        (date(2026, 9, 30), date(2027, 9, 29), True),
        (date(2026, 10, 1), date(2027, 9, 30), False),  # begins on the day of the later one
    ],
)
def test_years_stand_only_beside_a_plan_that_ran_between_them(
    make_action: MakeAction, make_plan: MakePlan, pair: Pair, starts_on: date, ends_on: date, between: bool
) -> None:
    plan = make_plan(make_action("x", questions=("a",)), starts_on=starts_on, ends_on=ends_on)
    years = pair({"a": 1}, {"a": 2})
    assert lies_between(plan, years) is between
    assert bool(outcomes(plan, years)[0].linked) is between


# Which plans


def chosen(*plans: ActionPlan, results: tuple[str, ...] = ("this",)) -> tuple[str | None, str | None] | None:
    """The ids of the current plan and of the one before, for a result of 1 October 2026."""
    found = plans_about(plans, results, assessed_on=date(2026, 10, 1), today=TODAY)
    if found is None:
        return None
    return (found.current.id if found.current else None), (found.before.id if found.before else None)


def test_the_plan_begun_from_a_result_is_its_own_and_follows_last_years(make_plan: MakePlan) -> None:
    last = make_plan(id="last", assessment="then", **LAST_YEAR)
    own = make_plan(id="own", assessment="this", follows="last")
    assert chosen(own, last) == ("own", "last")
    assert chosen(own) == ("own", None)


def test_until_a_plan_is_begun_from_the_result_last_years_is_only_the_one_before(make_plan: MakePlan) -> None:
    last = make_plan(id="last", assessment="then", **LAST_YEAR)
    older = make_plan(id="older", assessment="earlier", starts_on=date(2024, 11, 1), ends_on=date(2025, 10, 31))
    assert chosen(last, older) == (None, "last")


def test_a_plan_begun_before_any_result_counts_while_it_runs(make_plan: MakePlan) -> None:
    signed = make_plan(id="signed", starts_on=date(2026, 2, 1), ends_on=date(2027, 1, 31))
    assert chosen(signed) == ("signed", None)


def test_a_plan_begun_from_nothing_within_a_year_of_the_result_counts(make_plan: MakePlan) -> None:
    last = make_plan(id="last", assessment="then", **LAST_YEAR)
    assert chosen(make_plan(id="empty", follows="last"), last) == ("empty", "last")


def test_a_result_of_long_ago_is_not_told_with_the_plan_of_today(make_plan: MakePlan) -> None:
    assert chosen(make_plan(starts_on=date(2028, 1, 1), ends_on=date(2028, 12, 31))) is None


def test_a_plan_that_had_ended_is_the_one_before(make_plan: MakePlan) -> None:
    assert chosen(make_plan(id="old", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))) == (None, "old")


def test_a_plan_that_another_follows_is_told_as_of_its_last_day(make_plan: MakePlan) -> None:
    own = make_plan(id="own", assessment="this", ends_on=date(2026, 11, 20))
    later = make_plan(id="later", assessment="next", follows="own", starts_on=date(2026, 11, 21))

    def told(*plans: ActionPlan) -> date:
        found = plans_about(plans, ["this"], assessed_on=date(2026, 10, 1), today=TODAY)
        assert found
        return found.today

    assert told(own, later) == date(2026, 11, 20)
    assert told(own) == TODAY


def test_a_correction_keeps_the_plan_of_what_it_corrects(make_plan: MakePlan) -> None:
    assert chosen(make_plan(id="own", assessment="locked"), results=("this", "locked")) == ("own", None)


def test_without_plans_there_is_nothing_beside_the_result() -> None:
    assert chosen() is None
