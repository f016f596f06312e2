"""Plans of actions: begun once, by who may, from what there is; looked at when it is time; deleted while empty."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.plan.actions import ActionKind, ActionPlan, Check
from selfassess.plan.drafts import ActionDraft
from selfassess.services.access import LOCAL, OPERATOR
from selfassess.services.action_board import look_at_board
from selfassess.services.assessments import change_details, delete_assessment
from selfassess.services.audit import Event
from selfassess.services.catalogue import Offer, catalogue_of
from selfassess.services.commitments import Committed, Committing, commit
from selfassess.services.organisations import close_organisation, delete_organisation, is_empty
from selfassess.services.plans import (
    Ended,
    StalePlan,
    begin_plan,
    current_plan,
    delete_plan,
    plan_in,
    plan_of,
    plans_of,
    set_check,
    signed_key_actions,
)
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.store.signatures import KeyAction

from .members import MAIL, Town
from .planned import STARTS, Planned


@pytest.fixture
def planned(database: Database, town: Town, now: datetime) -> Planned:
    return Planned(database, town, now)


def begun(planned: Planned, questionnaire: str = "other", assessment: str | None = None) -> ActionPlan:
    return begin_plan(planned.database, planned.lead, planned.place.id, questionnaire, starts_on=STARTS,
                      assessment=assessment, now=planned.now)  # fmt: skip


def test_a_plan_lasts_twelve_months_and_is_looked_at_after_nine_and_twelve(planned: Planned) -> None:
    plan = planned.plan
    assert (plan.starts_on, plan.ends_on) == (STARTS, date(2027, 9, 30))
    assert [one.due_on for one in plan.checks] == [date(2027, 7, 1), date(2027, 10, 1)]
    assert planned.events() == [Event.PLAN_BEGUN]


def test_beginning_one_that_there_is_gives_it(planned: Planned) -> None:
    assert begun(planned, "pledge") == planned.plan
    assert planned.events() == [Event.PLAN_BEGUN]
    second = begun(planned)
    assert {one.id for one in plans_of(planned.database, planned.val, planned.place.id)} == {planned.plan_id, second.id}
    assert current_plan(planned.database, planned.con, planned.place.id, "other") == second
    assert current_plan(planned.database, planned.con, planned.place.id, "none") is None


def test_two_who_begin_at_the_same_moment_begin_one(planned: Planned) -> None:
    made: list[str] = []
    both = [threading.Thread(target=lambda: made.append(begun(planned).id)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(made) == 2
    assert len(set(made)) == 1


def test_who_leads_plans_members_see_others_find_nothing(planned: Planned, now: datetime) -> None:
    database, place = planned.database, planned.place
    for who in (planned.con, planned.val):
        assert plan_of(database, who, place.id, planned.plan_id) == planned.plan
        with pytest.raises(NotPermittedError):
            begin_plan(database, who, place.id, "other", starts_on=STARTS, assessment=None, now=now)
    other = planned.town.organisation("Other")
    far = planned.town.person("far", (other, Role.LEAD))
    for refused in (lambda: plans_of(database, far, place.id), lambda: plan_in(database, far, place, planned.plan_id)):
        with pytest.raises(NotFoundError):
            refused()
    with pytest.raises(NotFoundError):
        plan_of(database, far, other.id, planned.plan_id)
    with pytest.raises(NotPermittedError):
        plans_of(database, planned.town.person("ada", administrator=True), place.id)


def test_nothing_is_planned_for_an_organisation_that_is_closed(planned: Planned, now: datetime) -> None:
    close_organisation(planned.database, OPERATOR, planned.place.id, now=now)
    with pytest.raises(NotPermittedError):
        begun(planned)


@pytest.fixture
def theirs(planned: Planned, offer: Offer, details: Details, now: datetime) -> Assessment:
    return start_assessment(planned.database, OPERATOR, offer, details, organisation=planned.place.id, token="t",
                            now=now)  # fmt: skip


def test_a_plan_comes_from_a_result_of_the_same_organisation_and_questionnaire(
    planned: Planned, theirs: Assessment, assessment: Assessment
) -> None:
    with pytest.raises(NotFoundError):
        begun(planned, "other", theirs.id)
    with pytest.raises(NotFoundError):
        begin_plan(
            planned.database,
            OPERATOR,
            planned.place.id,
            assessment.questionnaire,
            starts_on=STARTS,
            assessment=assessment.id,
            now=planned.now,
        )
    with pytest.raises(NotFoundError):
        begun(planned, "other", "nothing")
    assert current_plan(planned.database, planned.lead, planned.place.id, "other") is None


def test_a_plan_stays_when_its_result_is_deleted(
    database: Database, town: Town, force: Organisation, work: Assessment, now: datetime
) -> None:
    who = OPERATOR
    plan = begin_plan(database, who, force.id, work.questionnaire, starts_on=STARTS, assessment=work.id, now=now)
    assert plan.assessment == work.id
    board = look_at_board(database, who, catalogue_of([], {}), force.id)
    assert (board.about[plan.id].id, board.results[work.id]) == (work.questionnaire, work)  # type: ignore[union-attr]
    delete_assessment(database, who, work.id, now=now)
    assert plan_of(database, who, force.id, plan.id).assessment is None
    assert look_at_board(database, who, catalogue_of([], {}), force.id).about == {plan.id: None}


def test_the_board_opens_where_the_text_of_a_result_cannot_be_read(
    database: Database, force: Organisation, work: Assessment, now: datetime
) -> None:
    plan = begin_plan(database, OPERATOR, force.id, work.questionnaire, starts_on=STARTS, assessment=work.id, now=now)
    with database.writing() as session:
        session.execute(text("UPDATE questionnaire_text SET text = :text"), {"text": b"broken"})
    board = look_at_board(database, OPERATOR, catalogue_of([], {}), force.id)
    assert (board.about, [one.id for one in board.standing]) == ({plan.id: None}, [plan.id])


def test_what_was_signed_can_be_begun_with(planned: Planned, offer: Offer, now: datetime) -> None:
    sue = planned.town.person("sue", (planned.place, Role.SIGNATORY))
    actions = (KeyAction(text="Go on", kind=ActionKind.CONTINUING), KeyAction(text="Begin", kind=ActionKind.NEW))
    said = Committing(name="Sue", role="Chief", signed_on=now.date(), statement="We will.", key_actions=actions)
    done = commit(planned.database, sue, planned.place.id, offer.questionnaire, said, seen="", mail=MAIL, now=now)
    assert isinstance(done, Committed)
    found = signed_key_actions(planned.database, planned.lead, planned.place.id, offer.questionnaire.id)
    assert found == actions
    assert signed_key_actions(planned.database, planned.lead, planned.place.id, "other") == ()


# Checks


def checked(planned: Planned, check: Check, seen: int = 1) -> object:
    return set_check(planned.database, planned.lead, planned.place.id, planned.plan_id, check, seen=seen,
                     now=planned.now)  # fmt: skip


FOUND = Check(number=1, due_on=date(2027, 6, 20), done_on=date(2026, 10, 1), note="Going well")


def test_a_check_is_kept_once_and_a_stale_form_changes_nothing(planned: Planned) -> None:
    done = checked(planned, FOUND)
    assert isinstance(done, ActionPlan)
    assert done == planned.plan
    assert (done.checks[0], done.revision) == (FOUND, 2)
    assert checked(planned, FOUND) == done, "the same form sent again"
    late = checked(planned, replace(FOUND, note="Other words"))
    assert late == StalePlan(stored=done)
    assert planned.events() == [Event.PLAN_BEGUN, Event.PLAN_CHECKED]


def test_a_check_that_is_none_is_not_found(planned: Planned) -> None:
    with pytest.raises(NotFoundError):
        checked(planned, replace(FOUND, number=3))
    with pytest.raises(NotPermittedError):
        set_check(planned.database, planned.con, planned.place.id, planned.plan_id, FOUND, seen=1, now=planned.now)


# Deleting


def test_an_empty_plan_can_be_deleted_one_with_actions_is_kept(planned: Planned, now: datetime) -> None:
    database, place = planned.database, planned.place
    planned.action()
    assert delete_plan(database, planned.lead, place.id, planned.plan_id, now=now) is None
    empty = begun(planned)
    assert delete_plan(database, planned.lead, place.id, empty.id, now=now) == empty
    with pytest.raises(NotFoundError):
        delete_plan(database, planned.lead, place.id, empty.id, now=now)
    assert planned.events()[-1] == Event.PLAN_DELETED


def test_an_organisation_with_a_plan_is_not_deleted(planned: Planned, now: datetime) -> None:
    assert not is_empty(planned.database, planned.lead, planned.place.id)
    assert delete_organisation(planned.database, planned.lead, planned.place.id, now=now) is False
    delete_plan(planned.database, planned.lead, planned.place.id, planned.plan_id, now=now)
    assert delete_organisation(planned.database, planned.lead, planned.place.id, now=now) is True


def test_without_accounts_plans_go_where_the_assessment_goes(
    database: Database, assessment: Assessment, details: Details, now: datetime
) -> None:
    owner = assessment.organisation_id
    plan = begin_plan(database, LOCAL, owner, assessment.questionnaire, starts_on=STARTS, assessment=None, now=now)
    change_details(database, LOCAL, assessment.id, replace(details, organisation="Renamed"), seen=1, now=now)
    with database.reading() as session:
        (moved,) = session.execute(text("SELECT organisation FROM plan WHERE id = :id"), {"id": plan.id}).one()
        (name,) = session.execute(text("SELECT name FROM organisation WHERE id = :id"), {"id": moved}).one()
    assert name == "Renamed"


def test_without_accounts_a_plan_keeps_an_organisation_whose_assessment_is_deleted(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    owner = assessment.organisation_id
    begin_plan(database, LOCAL, owner, "other", starts_on=STARTS, assessment=None, now=now + timedelta(1))
    delete_assessment(database, LOCAL, assessment.id, now=now)
    assert len(plans_of(database, LOCAL, owner)) == 1


def test_a_plan_that_another_follows_is_no_longer_changed(planned: Planned) -> None:
    planned.add(ActionDraft(text="Do it"))
    with planned.database.writing() as session:
        session.execute(text("INSERT INTO plan SELECT 'next', organisation, questionnaire, assessment, starts_on,"
                             " ends_on, id, made_at, made_by, 1 FROM plan"))  # fmt: skip
    assert checked(planned, FOUND) == Ended(next_plan="next")
    assert planned.add(ActionDraft(text="More")) == Ended(next_plan="next")
    ended = delete_plan(planned.database, planned.lead, planned.place.id, planned.plan_id, now=planned.now)
    assert ended == Ended(next_plan="next")
