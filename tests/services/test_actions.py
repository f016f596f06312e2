"""Actions of a plan: planned all or none, changed by who keeps the plan, told about by who carries them out."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from selfassess.plan.actions import Action, ActionPlan, ActionStatus, Owner
from selfassess.plan.drafts import ActionDraft, draft_of
from selfassess.services.access import LOCAL, OPERATOR, Actor
from selfassess.services.action_board import look_at_board
from selfassess.services.actions import (
    Kept,
    Refused,
    Stale,
    action_in,
    change_action,
    delete_action,
    look_at_action,
)
from selfassess.services.audit import Event
from selfassess.services.catalogue import catalogue_of
from selfassess.services.erasure import Erased, erase
from selfassess.services.own_actions import own_plans
from selfassess.services.owners import owners_on_offer
from selfassess.services.people import leave
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.database import Database
from selfassess.store.holders import end_roles
from selfassess.store.people import Role

from .members import Town, at
from .planned import Planned


@pytest.fixture
def planned(database: Database, town: Town, now: datetime) -> Planned:
    return Planned(database, town, now)


def change(planned: Planned, action: Action, seen: int = 1, who: Actor | None = None, **said: object) -> object:
    draft = replace(draft_of(action), **said)  # type: ignore[arg-type]  # what a test says of it
    return change_action(planned.database, who or planned.lead, planned.place.id, action.id, draft, seen=seen,
                         now=planned.now)  # fmt: skip


def delete(planned: Planned, action: Action, seen: int = 1, who: Actor | None = None) -> object:
    return delete_action(planned.database, who or planned.lead, planned.place.id, action.id, seen=seen, now=planned.now)


# Adding


def test_actions_are_planned_in_their_order_and_the_same_submit_plans_nothing_twice(planned: Planned) -> None:
    drafts = [
        ActionDraft(text=f"Number {number} ", owner=planned.con.account, questions=("b", "a")) for number in (2, 1)
    ]
    made = planned.add(*drafts)
    assert isinstance(made, tuple)
    assert [one.text for one in made] == ["Number 2", "Number 1"]
    assert planned.add(*drafts) == made
    assert planned.plan.actions == made
    assert made[0].owner == Owner(account=planned.con.account, name="con")
    assert made[0].questions == ("a", "b")
    assert planned.plan.revision == 2
    assert planned.events() == [Event.PLAN_BEGUN, Event.ACTIONS_ADDED]


def test_two_who_send_the_same_form_at_once_plan_it_once(planned: Planned) -> None:
    both = [threading.Thread(target=planned.add, args=(ActionDraft(text="Do it"),)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(planned.plan.actions) == 1


def test_with_anything_wrong_nothing_is_planned_and_all_of_it_is_told(planned: Planned) -> None:
    done = planned.add(
        ActionDraft(text="Fine"),
        ActionDraft(text="", due_on=date(2026, 9, 30)),
        ActionDraft(text="Hers", owner=planned.val.account),
    )
    assert isinstance(done, Refused)
    assert [(one.index, one.fault.field) for one in done.problems] == [(1, "text"), (1, "due_on"), (2, "owner")]
    assert planned.plan.actions == ()
    assert planned.add() == ()
    assert planned.plan.revision == 1


def test_who_may_tell_can_own_and_only_who_leads_plans(planned: Planned) -> None:
    owners = owners_on_offer(planned.database, planned.val, planned.place.id)
    assert dict(owners) == {planned.con.account: "con", planned.lead.account: "lee"}
    for who in (planned.con, planned.val):
        with pytest.raises(NotPermittedError):
            planned.add(ActionDraft(text="Do it"), who=who)


def test_who_belongs_to_the_organisation_around_can_own_what_its_service_plans(planned: Planned) -> None:
    ward = planned.town.service(planned.place, "Ward")
    nurse = planned.town.person("ann", (ward, Role.CONTRIBUTOR), (planned.place, Role.MODERATOR))
    assert list(owners_on_offer(planned.database, OPERATOR, ward.id).values()) == ["ann", "con", "lee"]
    assert nurse.account in owners_on_offer(planned.database, nurse, ward.id)


# Changing


def test_what_is_said_of_an_action_is_changed_and_how_far_it_is_stays(planned: Planned) -> None:
    one = planned.action(suggestion="a.0.1")
    planned.tell(one.id, ActionStatus.DONE, "Ready")
    done = change(planned, one, seen=2, text="Do it well", key=True, suggestion=None)
    assert isinstance(done, Action)
    assert (done.text, done.key, done.status, done.suggestion, done.revision) == (
        "Do it well", True, ActionStatus.DONE, "a.0.1", 3,
    )  # fmt: skip
    assert change(planned, done, seen=1) == done, "the same form sent again"


def test_a_stale_form_changes_nothing(planned: Planned) -> None:
    one = planned.action()
    first = change(planned, one, text="First")
    assert change(planned, one, text="Second") == Stale(stored=first)
    assert planned.tell(one.id, ActionStatus.DONE, seen=1) == Stale(stored=first)
    assert delete(planned, one) == Stale(stored=first)


def test_a_day_can_be_moved_back_to_when_it_was_added_and_no_further(planned: Planned) -> None:
    one = planned.action()
    assert isinstance(change(planned, one, due_on=date(2026, 9, 30)), Refused)
    assert isinstance(change(planned, one, due_on=date(2026, 10, 1)), Action)


def test_only_who_leads_changes_and_deletes(planned: Planned) -> None:
    one = planned.action()
    for who in (planned.con, planned.val):
        with pytest.raises(NotPermittedError):
            change(planned, one, who=who, text="Mine")
        with pytest.raises(NotPermittedError):
            delete(planned, one, who=who)


def test_an_action_of_another_organisation_is_not_there(planned: Planned) -> None:
    one, other = planned.action(), planned.town.organisation("Other")
    far = planned.town.person("far", (other, Role.LEAD))
    for who, place in ((far, planned.place), (far, other), (OPERATOR, other)):
        with pytest.raises(NotFoundError):
            action_in(planned.database, who, place, one.id)
        with pytest.raises(NotFoundError):
            delete_action(planned.database, who, place.id, one.id, seen=1, now=planned.now)


# Telling


def test_progress_is_noted_once_with_who_told_it(planned: Planned) -> None:
    one = planned.action()
    first = planned.tell(one.id, ActionStatus.UNDER_WAY, "Begun")
    assert isinstance(first, Action)
    assert planned.tell(one.id, ActionStatus.UNDER_WAY, "Begun") == first, "the same form sent again"
    planned.tell(one.id, ActionStatus.DONE, "Ready", seen=2, who=OPERATOR, days=1)
    view = look_at_action(planned.database, planned.val, planned.place.id, one.id)
    assert [(note.text, note.status) for note in view.action.notes] == [
        ("Begun", ActionStatus.UNDER_WAY),
        ("Ready", ActionStatus.DONE),
    ]
    assert view.writers == {1: "con"}
    assert view.action.ended_on == planned.now.date() + timedelta(1)
    assert planned.events()[-2:] == [Event.PROGRESS_NOTED] * 2


def test_what_cannot_be_told_is_refused_and_viewers_tell_nothing(planned: Planned) -> None:
    one = planned.action()
    assert isinstance(planned.tell(one.id, ActionStatus.STOPPED), Refused)
    assert isinstance(planned.tell(one.id, ActionStatus.DONE, days=-2), Refused)
    with pytest.raises(NotPermittedError):
        planned.tell(one.id, ActionStatus.DONE, who=planned.val)
    assert planned.plan.actions == (one,)


# Deleting


def test_what_was_added_by_mistake_goes_with_its_notes(planned: Planned) -> None:
    one = planned.action()
    planned.tell(one.id, ActionStatus.UNDER_WAY, "Begun")
    assert isinstance(delete(planned, one, seen=2), ActionPlan)
    assert planned.plan.actions == ()
    with pytest.raises(NotFoundError):
        delete(planned, one, seen=2)
    assert planned.events()[-1] == Event.ACTION_DELETED


def test_what_goes_on_from_the_plan_before_is_kept(planned: Planned) -> None:
    one, two = planned.action("One"), planned.action("Two")
    with planned.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE action SET carried_from = '{one.id}' WHERE id = '{two.id}'")
    assert delete(planned, two) == Kept()


# Owners who go


def test_an_owner_who_left_is_no_longer_here_and_has_to_be_replaced_before_the_rest_is_changed(
    planned: Planned,
) -> None:
    one = planned.action(owner=planned.con.account)
    leave(planned.database, planned.con, at(planned.place), now=planned.now)
    (left,) = planned.plan.actions
    assert left.owner == Owner(account=planned.con.account, name="con", present=False)
    refused = change(planned, one, text="Other words")
    assert isinstance(refused, Refused)
    assert [fault.field for fault in refused.faults] == ["owner"]
    assert isinstance(change(planned, one, owner=None, owner_role="Head of estates"), Action)
    assert isinstance(planned.tell(one.id, ActionStatus.DONE, seen=2, who=planned.lead), Action)


def test_erasing_an_owner_leaves_the_action_with_nobody_who_can_be_named(planned: Planned) -> None:
    one = planned.action(owner=planned.con.account)
    planned.tell(one.id, ActionStatus.UNDER_WAY, "Begun")
    assert isinstance(erase(planned.database, OPERATOR, planned.con.account or "", now=planned.now), Erased)
    view = look_at_action(planned.database, planned.lead, planned.place.id, one.id)
    assert view.action.owner == Owner(account=planned.con.account, name="", present=False)
    assert view.writers == {1: ""}
    assert owners_on_offer(planned.database, planned.lead, planned.place.id) == {planned.lead.account: "lee"}


# What somebody is to do themselves


def test_own_actions_are_those_still_open_where_one_belongs(planned: Planned) -> None:
    mine = planned.action("Mine", owner=planned.con.account, due_on=date(2026, 10, 2))
    done = planned.action("Done", owner=planned.con.account)
    planned.action("Not mine", due_on=date(2026, 10, 2))
    planned.tell(done.id, ActionStatus.DONE)
    later = date(2026, 10, 3)
    (found,) = own_plans(planned.database, planned.con, today=later)
    assert (found.organisation, found.own, found.open, found.overdue) == (planned.place, (mine,), 2, 2)
    (local,) = own_plans(planned.database, LOCAL, today=later)
    assert (local.own, local.open) == ((), 2)
    far = planned.town.person("far", (planned.town.organisation("Other"), Role.LEAD))
    assert own_plans(planned.database, far, today=later) == ()
    with planned.database.writing() as session:
        end_roles(session, at(planned.place), planned.con.account or "", [Role.CONTRIBUTOR], planned.now)
    assert own_plans(planned.database, planned.con, today=later) == ()


def test_the_board_says_what_one_may_do(planned: Planned) -> None:
    def seen_by(who: Actor) -> tuple[bool, bool]:
        board = look_at_board(planned.database, who, catalogue_of([], {}), planned.place.id)
        assert ([one.id for one in board.standing], board.earlier) == ([planned.plan_id], ())
        return board.keeps, board.tells

    assert seen_by(planned.lead) == (True, True)
    assert seen_by(planned.con) == (False, True)
    assert seen_by(planned.val) == (False, False)
