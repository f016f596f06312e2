"""The board: the order in which actions stand there, and which of them somebody asks for."""

from __future__ import annotations

from datetime import date

import pytest

from selfassess.plan import OPEN, ActionStatus, Owner
from selfassess.plan.board import Wanted, is_wanted, key_actions_missing, ordered

from .planning import HEAD, TODAY, action, plan

EARLY, LATE, SOON, LATER = date(2026, 9, 1), date(2026, 11, 21), date(2026, 12, 1), date(2027, 6, 1)


def test_overdue_ones_stand_first_then_key_actions_and_what_has_ended_last() -> None:
    stand = (
        action("longest overdue", due_on=EARLY),
        action("overdue key", due_on=LATE, key=True),
        action("key soon", due_on=SOON, key=True),
        action("key without a day", key=True),
        action("soon", due_on=SOON),
        action("later", due_on=LATER),
        action("without a day"),
        action("done lately", status=ActionStatus.DONE, ended_on=LATE, due_on=EARLY),
        action("done early", status=ActionStatus.DONE, ended_on=EARLY),
        action("stopped", status=ActionStatus.STOPPED, ended_on=LATE, reason="r", key=True),
    )
    assert [one.id for one in ordered(reversed(stand), TODAY)] == [one.id for one in stand]


def test_what_is_due_today_is_not_overdue_yet() -> None:
    assert not action(due_on=TODAY).overdue(TODAY)
    assert not is_wanted(action(due_on=TODAY), Wanted(overdue=True), TODAY)
    assert is_wanted(action(due_on=LATE), Wanted(overdue=True), TODAY)


ANN, GONE = Owner(account="ann", name="Ann"), Owner(account="gus", name="Gus", present=False)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["ann", "gone", "role", "nobody"]),
        (Wanted(owner="ann"), ["ann"]),
        (Wanted(role="Head of estates"), ["role"]),
        (Wanted(role="Ann"), []),
        (Wanted(nobody=True), ["gone", "nobody"]),
        (Wanted(statuses=OPEN), ["ann", "role", "nobody"]),
        (Wanted(statuses=frozenset({ActionStatus.DONE})), ["gone"]),
        (Wanted(questions=frozenset({"q2", "q3"})), ["role"]),
        (Wanted(owner="ann", statuses=frozenset({ActionStatus.DONE})), []),
    ],
)
def test_actions_are_found_by_owner_status_and_question(wanted: Wanted, found: list[str]) -> None:
    every = (
        action("ann", owner=ANN, questions=("q1",)),
        action("gone", owner=GONE, status=ActionStatus.DONE, ended_on=TODAY),
        action("role", owner=HEAD, questions=("q1", "q2")),
        action("nobody"),
    )
    assert [one.id for one in every if is_wanted(one, wanted, TODAY)] == found


def test_two_key_actions_are_asked_for_and_stopped_ones_do_not_count() -> None:
    keys = [action(str(number), key=True) for number in range(3)]
    assert key_actions_missing(plan(action("other"))) == 2
    assert key_actions_missing(plan(*keys[:2])) == 0
    assert key_actions_missing(plan(*keys)) == -1
    ended = action("stopped", key=True, status=ActionStatus.STOPPED, reason="r", ended_on=TODAY)
    assert key_actions_missing(plan(keys[0], ended)) == 1
