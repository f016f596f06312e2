"""Closing a plan: every unfinished action goes on or is stopped with a reason, all at once or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus
from selfassess.plan.carrying import Choice
from selfassess.plan.drafts import ActionDraft
from selfassess.services.access import Actor
from selfassess.services.actions import add_actions, delete_action
from selfassess.services.audit import Event
from selfassess.services.catalogue import catalogue_of, questionnaires_on_offer
from selfassess.services.next_plan import CannotClose, begin_next_plan, questions_became
from selfassess.services.plans import Ended, StalePlan, begin_plan, current_plan, plan_of, plans_of
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details

from .members import Town
from .planned import STARTS, Planned

NEXT = date(2027, 9, 1)


@pytest.fixture
def planned(database: Database, town: Town, now: datetime) -> Planned:
    return Planned(database, town, now)


@pytest.fixture
def three(planned: Planned) -> tuple[Action, Action, Action]:
    """One done, one under way with a note, one not begun."""
    one, two, three = (planned.action(text, key=True) for text in ("One", "Two", "Three"))
    planned.tell(one.id, ActionStatus.DONE)
    planned.tell(two.id, ActionStatus.UNDER_WAY, "Half of it")
    return one, two, three


def close(
    planned: Planned,
    choices: dict[str, Choice],
    starts_on: date = NEXT,
    *,
    who: Actor | None = None,
    assessment: str | None = None,
    plan: str | None = None,
) -> object:
    return begin_next_plan(
        planned.database,
        who or planned.lead,
        planned.place.id,
        plan or planned.plan_id,
        choices,
        starts_on=starts_on,
        assessment=assessment,
        now=planned.now + timedelta(330),
    )


def good(three: tuple[Action, Action, Action]) -> dict[str, Choice]:
    _, two, third = three
    return {
        two.id: Choice(seen=2, goes_on=True, due_on=date(2027, 12, 1)),
        third.id: Choice(seen=1, goes_on=False, reason="No room for it"),
    }


def test_what_goes_on_is_carried_over_and_the_rest_is_stopped(
    planned: Planned, three: tuple[Action, Action, Action]
) -> None:
    made = close(planned, good(three))
    assert isinstance(made, ActionPlan)
    assert (made.follows, made.starts_on, made.ends_on) == (planned.plan_id, NEXT, date(2028, 8, 31))
    (carried,) = made.actions
    assert (carried.text, carried.carried_from, carried.status) == ("Two", three[1].id, ActionStatus.UNDER_WAY)
    assert (carried.kind, carried.due_on, carried.notes) == (ActionKind.CONTINUING, date(2027, 12, 1), ())
    old = planned.plan
    assert old.ends_on == date(2027, 8, 31), "the day before the next begins"
    gone_on, stopped, done = (next(one for one in old.actions if one.text == text) for text in ("Two", "Three", "One"))
    assert (done.status, gone_on.status) == (ActionStatus.DONE, ActionStatus.UNDER_WAY)
    assert (stopped.status, stopped.reason) == (ActionStatus.STOPPED, "No room for it")
    assert current_plan(planned.database, planned.val, planned.place.id, "pledge") == made
    assert [one.id for one in plans_of(planned.database, planned.val, planned.place.id)] == [made.id, old.id]
    assert planned.events()[-1] == Event.PLAN_CLOSED


def test_the_same_form_sent_again_finds_the_plan_closed(planned: Planned, three: tuple[Action, Action, Action]) -> None:
    made = close(planned, good(three))
    assert isinstance(made, ActionPlan)
    assert close(planned, good(three)) == Ended(next_plan=made.id)
    assert planned.tell(three[1].id, ActionStatus.DONE, seen=2) == Ended(next_plan=made.id)
    assert planned.add(ActionDraft(text="Late")) == Ended(next_plan=made.id)


def test_where_anything_is_wrong_nothing_is_closed(planned: Planned, three: tuple[Action, Action, Action]) -> None:
    before = planned.plan
    wrong = {
        three[1].id: Choice(seen=2, goes_on=True, due_on=date(2026, 10, 2)),
        three[2].id: Choice(seen=1, goes_on=False),
    }
    done = close(planned, wrong, planned.plan.starts_on)
    assert isinstance(done, CannotClose)
    assert [one.field for one in done.start] == ["starts_on"]
    assert {id: [one.field for one in faults] for id, faults in done.choices.items()} == {
        three[1].id: ["due_on"],
        three[2].id: ["reason"],
    }
    assert planned.plan == before


def test_choices_about_what_has_changed_since_close_nothing(
    planned: Planned, three: tuple[Action, Action, Action]
) -> None:
    planned.tell(three[2].id, ActionStatus.UNDER_WAY)
    stale = close(planned, good(three))
    assert stale == StalePlan(stored=planned.plan)
    assert close(planned, {}) == stale
    assert len(plans_of(planned.database, planned.lead, planned.place.id)) == 1


def test_a_plan_that_begins_after_a_pause_leaves_the_one_before_as_long_as_it_was(planned: Planned) -> None:
    assert isinstance(close(planned, {}, date(2027, 10, 20)), ActionPlan)
    assert planned.plan.ends_on == date(2027, 9, 30)


def test_an_action_goes_on_for_years_and_never_in_a_circle(
    planned: Planned, three: tuple[Action, Action, Action]
) -> None:
    second = close(planned, good(three))
    assert isinstance(second, ActionPlan)
    (action,) = second.actions
    third = close(planned, {action.id: Choice(seen=1, goes_on=True)}, date(2028, 8, 1), plan=second.id)
    assert isinstance(third, ActionPlan)
    assert third.actions[0].carried_from == action.id
    back = close(planned, {action.id: Choice(seen=1, goes_on=True)}, date(2028, 8, 1), plan=planned.plan_id)
    assert back == Ended(next_plan=second.id), "what was closed is not begun from again"
    kept = delete_action(planned.database, planned.lead, planned.place.id, action.id, seen=1, now=planned.now)
    assert kept == Ended(next_plan=third.id)


def test_only_who_leads_closes_and_only_with_a_result_of_their_own(planned: Planned, assessment: Assessment) -> None:
    with pytest.raises(NotPermittedError):
        close(planned, {}, who=planned.con)
    with pytest.raises(NotFoundError):
        close(planned, {}, assessment=assessment.id)
    assert plan_of(planned.database, planned.lead, planned.place.id, planned.plan_id).ends_on == date(2027, 9, 30)


def test_what_goes_on_follows_its_questions_into_another_version(planned: Planned, details: Details) -> None:
    """By the crosswalk of the pledge 1.1.0: c6-offer was split, c5-group removed, c6-partners kept."""
    offered = questionnaires_on_offer()
    older = offered.by_name("bnssg-pledge", "1.0.0")
    assert older is not None
    place, lead, database, now = planned.place.id, planned.lead, planned.database, planned.now
    result = start_assessment(database, lead, older, details, organisation=place, token="pledge", now=now)
    plan = begin_plan(database, lead, place, "bnssg-pledge", starts_on=STARTS, assessment=result.id, now=now)
    draft = ActionDraft(text="Pay people", questions=("c5-group", "c6-offer", "c6-partners"))
    added = add_actions(database, lead, place, plan.id, [draft], now=now)
    assert isinstance(added, tuple)
    became = questions_became(database, lead, offered, plan, None)
    assert became["c6-offer"] == ("c6-support", "c6-payment")
    assert "c5-group" not in became
    made = begin_next_plan(
        database,
        lead,
        place,
        plan.id,
        {added[0].id: Choice(seen=1, goes_on=True)},
        starts_on=NEXT,
        assessment=None,
        became=became,
        now=now + timedelta(330),
    )
    assert isinstance(made, ActionPlan)
    assert made.actions[0].questions == ("c5-group", "c6-partners", "c6-payment", "c6-support")
    assert questions_became(database, lead, offered, plan, result.id) == {}, "the same version"


def test_where_a_version_cannot_be_read_links_stay_as_they_are(planned: Planned) -> None:
    assert questions_became(planned.database, planned.lead, catalogue_of([], {}), planned.plan, None) == {}
