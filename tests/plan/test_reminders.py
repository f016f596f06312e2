"""When somebody is reminded of what: by days of the calendar alone, at ends of months and in leap years too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus, Check, Owner
from selfassess.plan.reminders import BEFORE, due_of_lead, due_of_owner, last_occasion

BEN, ROLE = Owner(account="ben", name="Ben"), Owner(account=None, name="Head of training")
ACTION = Action(
    id="a1",
    plan="p1",
    text="Train everybody",
    measure="",
    key=True,
    kind=ActionKind.NEW,
    owner=BEN,
    due_on=date(2026, 3, 31),
    status=ActionStatus.NOT_STARTED,
    reason="",
    effort=None,
    suggestion=None,
    questions=(),
    carried_from=None,
    created_on=date(2026, 1, 1),
    ended_on=None,
    revision=1,
)


def plan(*actions: Action, checks: tuple[Check, ...] = ()) -> ActionPlan:
    return ActionPlan(
        id="p1",
        organisation="o1",
        questionnaire="pledge",
        assessment=None,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        follows=None,
        actions=actions,
        checks=checks,
        revision=1,
    )


def days_told(due_on: date, until: date) -> list[str]:
    day, found = due_on - timedelta(days=30), []
    while day <= until:
        if last_occasion(due_on, day) == day:
            found.append(day.isoformat())
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("due_on", "until", "days"),
    [
        ("2026-03-31", "2026-07-15", ["03-17", "03-31", "04-07", "04-30", "05-31", "06-30"]),
        ("2026-01-31", "2026-04-30", ["01-17", "01-31", "02-07", "02-28", "03-31", "04-30"]),
        ("2028-01-31", "2028-03-31", ["01-17", "01-31", "02-07", "02-29", "03-31"]),
        ("2028-02-29", "2028-05-01", ["02-15", "02-29", "03-07", "03-29", "04-29"]),
        ("2026-12-20", "2027-02-20", ["12-06", "12-20", "12-27", "01-20", "02-20"]),
        ("2026-10-25", "2026-11-25", ["10-11", "10-25", "11-01", "11-25"]),  # the clocks go back that day
    ],
)
def test_one_is_reminded_before_the_day_on_it_a_week_after_and_then_monthly(
    due_on: str, until: str, days: list[str]
) -> None:
    told = days_told(date.fromisoformat(due_on), date.fromisoformat(until))
    assert [day[5:] for day in told] == days


def test_between_two_such_days_the_last_one_counts() -> None:
    due_on = date(2026, 3, 31)
    assert last_occasion(due_on, date(2026, 3, 16)) is None
    assert last_occasion(due_on, date(2026, 3, 30)) == date(2026, 3, 17)
    assert last_occasion(due_on, date(2026, 4, 29)) == date(2026, 4, 7)
    assert last_occasion(due_on, date(2027, 4, 29)) == date(2027, 3, 31)


def test_after_29_february_the_years_that_have_none_count_from_the_28th() -> None:
    assert last_occasion(date(2028, 2, 29), date(2029, 2, 28)) == date(2029, 2, 28)
    assert last_occasion(date(2028, 2, 29), date(2032, 2, 29)) == date(2032, 2, 29)


def test_an_owner_is_told_of_what_is_theirs_and_open_overdue_first() -> None:
    late = replace(ACTION, id="late", due_on=date(2026, 3, 1))
    others = [
        replace(ACTION, id="done", status=ActionStatus.DONE, ended_on=date(2026, 3, 1)),
        replace(ACTION, id="stopped", status=ActionStatus.STOPPED, ended_on=date(2026, 3, 1), reason="No money"),
        replace(ACTION, id="role", owner=ROLE),
        replace(ACTION, id="nobody's", owner=None),
        replace(ACTION, id="far", due_on=date(2026, 3, 20) + BEFORE + timedelta(days=1)),
        replace(ACTION, id="some day", due_on=None),
    ]
    found = due_of_owner([plan(ACTION, late, *others)], "ben", date(2026, 3, 20))
    assert [one.action.id for one in found if one.action] == ["late", "a1"]
    assert [one.occasion for one in found] == [date(2026, 3, 8), date(2026, 3, 17)]


def test_whoever_adds_an_action_for_next_week_is_not_told_of_it_before_its_day() -> None:
    added = replace(ACTION, created_on=date(2026, 3, 24))
    (before,) = due_of_owner([plan(added)], "ben", date(2026, 3, 25))
    (on_the_day,) = due_of_owner([plan(added)], "ben", date(2026, 3, 31))
    assert before.occasion is None
    assert on_the_day.occasion == date(2026, 3, 31)


def test_a_lead_is_told_of_every_action_and_of_the_checks_that_were_not_done() -> None:
    checks = (
        Check(number=1, due_on=date(2026, 3, 31), done_on=None, note=""),
        Check(number=2, due_on=date(2026, 3, 30), done_on=date(2026, 3, 1), note="Looked at."),
        Check(number=3, due_on=date(2026, 12, 31), done_on=None, note=""),
    )
    found = due_of_lead([plan(ACTION, replace(ACTION, id="role", owner=ROLE), checks=checks)], date(2026, 3, 31), {})
    assert [(one.due_on, one.action and one.action.id) for one in found] == [
        (date(2026, 3, 31), "a1"),
        (date(2026, 3, 31), "role"),
        (date(2026, 3, 31), None),
    ]
    assert not any(one.owner_left for one in found)


def test_a_lead_is_told_that_an_owner_left_on_the_day_after_even_of_an_action_without_a_day() -> None:
    gone = replace(BEN, present=False)
    actions = [
        replace(ACTION, id="some day", owner=gone, due_on=None),
        replace(ACTION, id="far", owner=gone, due_on=date(2026, 12, 1)),
        replace(ACTION, id="ended", owner=gone, status=ActionStatus.DONE, ended_on=date(2026, 3, 1)),
    ]
    left = {"ben": date(2026, 3, 2)}
    for today, occasion in ((date(2026, 3, 2), None), (date(2026, 3, 3), date(2026, 3, 3))):
        found = due_of_lead([plan(*actions)], today, left)
        assert [(one.action.id, one.owner_left, one.occasion) for one in found if one.action] == [
            ("far", True, occasion),
            ("some day", True, occasion),
        ]


def test_what_is_due_in_several_plans_is_one_list() -> None:
    other = replace(plan(replace(ACTION, id="late", due_on=date(2026, 3, 1))), id="p2")
    for found in (
        due_of_owner([plan(ACTION), other], "ben", date(2026, 3, 20)),
        due_of_lead([plan(ACTION), other], date(2026, 3, 20), {}),
    ):
        assert [(one.plan.id, one.action.id) for one in found if one.action] == [("p2", "late"), ("p1", "a1")]


def test_of_two_occasions_the_later_one_counts() -> None:
    gone = replace(ACTION, owner=replace(BEN, present=False))
    when = {}
    for day in (20, 2):
        (due,) = due_of_lead([plan(gone)], date(2026, 3, 30), {"ben": date(2026, 3, day)})
        when[day] = due.occasion
    (unknown,) = due_of_lead([plan(gone)], date(2026, 3, 30), {})
    assert when == {20: date(2026, 3, 21), 2: date(2026, 3, 17)}
    assert unknown.occasion == date(2026, 3, 17)
