"""What a file of actions would change in a plan, row by row, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from selfassess.interchange.action_columns import Column
from selfassess.interchange.action_row import Known, Owning
from selfassess.plan.actions import ActionPlan, ActionStatus, Owner

from .reading import SIAN, TODAY, Make, faults, known, read, rows


def test_a_row_with_an_id_changes_that_action_and_only_in_the_columns_there_are(full_plan: ActionPlan) -> None:
    first = full_plan.actions[0]
    found = read(rows(["action", "ID", "Due date"], [first.text, first.id.upper(), "1/4/2027"]), known(full_plan))
    (planned,) = found.changed
    assert planned.after == replace(first, due_on=date(2027, 4, 1))
    assert [(one.column, one.before, one.after) for one in planned.changes] == [
        (Column.DUE, "2027-03-31", "2027-04-01")]  # fmt: skip


def test_how_far_it_is_becomes_a_note_of_the_day(full_plan: ActionPlan) -> None:
    first, stopped, _ = full_plan.actions
    data = rows(["id", "action", "status", "reason"], [first.id, first.text, "Stopped", "No money"],
                [stopped.id, stopped.text, "", "No staff"])  # fmt: skip
    one, other = read(data, known(full_plan)).changed
    assert (one.after.status, one.after.reason, one.after.ended_on) == (ActionStatus.STOPPED, "No money", TODAY)
    assert one.after.notes[-1].noted_on == TODAY
    assert (other.after.reason, other.after.ended_on) == ("No staff", stopped.ended_on)
    opened = rows(["id", "action", "status", "reason"], [stopped.id, stopped.text, "under way", ""])
    (back,) = read(opened, known(full_plan)).changed
    assert (back.after.status, back.after.reason, back.after.ended_on) == (ActionStatus.UNDER_WAY, "", None)


def test_an_owner_who_left_may_stay_until_the_action_is_changed(full_plan: ActionPlan) -> None:
    last = full_plan.actions[2]
    told = faults(rows(["id", "action", "owner"], [last.id, "Another text", "Ben"]), known(full_plan))
    assert told == ["Row 2, column C (owner): Choose somebody who is here now and may tell how far it is."]
    (changed,) = read(rows(["id", "action", "owner"], [last.id, "Another text", ""]), known(full_plan)).changed
    assert changed.after.owner is None


def test_an_action_that_stands_there_already_is_left_alone(full_plan: ActionPlan) -> None:
    data = rows(["action", "due"], ["train LINE managers in two groups", "2027-01-01"], ["New", ""])
    found = read(data, known(full_plan))
    assert [one.after.text for one in found.left_alone] == [full_plan.actions[0].text]
    assert [one.after.text for one in found.added] == ["New"]


def test_an_earlier_day_of_being_added_lets_a_day_be_due_that_has_gone_by(make_plan: Make) -> None:
    data = rows(["action", "added", "due", "status"], ["A", "1/9/2026", "1/10/2026", "done"])
    (planned,) = read(data, known(make_plan())).added
    assert (planned.after.created_on, planned.after.ended_on) == (date(2026, 9, 1), TODAY)


def test_people_of_one_name_are_told_apart_by_their_address(make_plan: Make) -> None:
    other = Owning(account="c" * 32, name=SIAN.name, email="other@example.org")
    against = known(make_plan(), SIAN, other)
    assert "2 people here are called" in faults(rows(["action", "owner"], ["A", SIAN.name]), against)[0]
    (planned,) = read(rows(["action", "owner"], ["A", "Other@example.org"]), against).added
    assert planned.after.owner == Owner(account=other.account, name=SIAN.name)


def test_without_accounts_only_a_role_can_own_it(make_plan: Make) -> None:
    against = Known(plan=make_plan(), owners=(), questions=None, today=TODAY)
    assert "Write “role: Head”" in faults(rows(["action", "owner"], ["A", "Head"]), against)[0]
    (planned,) = read(rows(["action", "owner", "questions"], ["A", "role:", "any-id"]), against).added
    assert (planned.after.owner, planned.after.questions) == (None, ("any-id",))
