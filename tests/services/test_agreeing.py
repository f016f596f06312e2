"""The workshop: what was said apart is counted and kept, what is agreed is recorded without losing anybody's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from selfassess.answers.model import Answer, Evidence, State, Value
from selfassess.services.access import OPERATOR, Actor, ActorKind
from selfassess.services.agreeing import (
    AgreedMeanwhile,
    ChangedMeanwhile,
    Recorded,
    Seen,
    accept_proposals,
    record_agreed,
)
from selfassess.services.assessments import open_assessment
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError
from selfassess.services.proceedings import dissent_in
from selfassess.services.saving import history, save_section
from selfassess.services.workshop import Planned, PlannedMeanwhile, open_workshop, plan_workshop, show_on_screen
from selfassess.store.contributions import contributions_in
from selfassess.store.database import Database
from selfassess.store.holders import give_role
from selfassess.store.model import Assessment
from selfassess.store.participations import set_withdrawn
from selfassess.store.people import Place, Role
from selfassess.voices.agenda import Standing
from selfassess.voices.steps import WorkStatus

from .members import Town

MINUTES, PLAN = Evidence(title="Minutes"), Evidence(title="Plan")


def said(value: Value, *evidence: Evidence, comment: str | None = None) -> Answer:
    return Answer(state=State.ANSWERED, value=value, evidence=evidence, comment=comment)


APART = (
    {"a": said(0, MINUTES, comment="Nights."), "b": said(1), "c": said(1, PLAN)},
    {"a": said(2, PLAN, comment="Days."), "b": said(1, MINUTES), "c": said(2)},
    {"a": Answer(state=State.DONT_KNOW), "b": said(1, MINUTES), "c": said(2)},
)
"""Divided over `a`, at one over `b`, near over `c`."""


@pytest.fixture
def id(database: Database, assessment: Assessment, now: datetime, contributing: Any) -> str:
    """An assessment in its workshop, after `APART`."""
    contributing.open_workshop_with(database, assessment.id, APART, now=now)
    return assessment.id


def test_a_workshop_counts_who_takes_part_and_ranks_what_divides_them(database: Database, id: str) -> None:
    workshop = open_workshop(database, OPERATOR, id)
    assert (workshop.agenda.contributors, workshop.agenda.finished) == (3, 3)
    assert workshop.topics[0].question == "a"
    assert workshop.agenda.by_question["b"].standing is Standing.AGREED
    assert workshop.agenda.by_question["c"].standing is Standing.NEAR
    assert workshop.current == workshop.topics[0]


def test_who_was_withdrawn_is_not_heard_and_not_forgotten(database: Database, id: str, now: datetime) -> None:
    with database.writing() as session:
        first = next(iter(contributions_in(session, id)))
        set_withdrawn(session, first, now)
    assert open_workshop(database, OPERATOR, id).agenda.contributors == 2
    with database.reading() as session:
        assert len(contributions_in(session, id)) == 3


def test_what_is_agreed_becomes_the_answer_and_what_was_said_apart_stays(
    database: Database, id: str, now: datetime
) -> None:
    agreed = said(1, MINUTES, comment="One team does it.")
    with database.reading() as session:
        before = contributions_in(session, id)
    done = record_agreed(database, OPERATOR, id, "a", agreed, ("Nobody does.",), seen=Seen(), now=now)
    assert done == Recorded(changed=("a",))
    assert open_assessment(database, OPERATOR, id).sheet.answer("a") == agreed
    workshop = open_workshop(database, OPERATOR, id)
    assert workshop.agreements["a"].dissent == ("Nobody does.",)
    assert [one.question for one in workshop.left(workshop.agenda.discuss)][:1] != ["a"]
    with database.reading() as session:
        assert contributions_in(session, id) == before


def test_the_same_submit_twice_is_recorded_once(database: Database, id: str, now: datetime) -> None:
    for changed in (("a",), ()):
        done = record_agreed(database, OPERATOR, id, "a", said(1), ("No.",), seen=Seen(), now=now)
        assert done == Recorded(changed=changed)
    assert len(history(database, OPERATOR, id, "a")) == 1
    assert open_workshop(database, OPERATOR, id).agreements["a"].revision == 1


def test_of_two_leads_who_record_different_things_the_second_is_shown_the_first(
    database: Database, id: str, now: datetime
) -> None:
    record_agreed(database, OPERATOR, id, "a", said(1), ("No.",), seen=Seen(), now=now)
    late = record_agreed(database, OPERATOR, id, "a", said(2), (), seen=Seen(), now=now)
    assert late == AgreedMeanwhile(answer=said(1), dissent=("No.",), seen=Seen(answer=1, agreement=1))
    assert isinstance(record_agreed(database, OPERATOR, id, "a", said(2), (), seen=late.seen, now=now), Recorded)
    assert open_assessment(database, OPERATOR, id).sheet.answer("a") == said(2)


def test_dissent_that_another_lead_recorded_is_not_written_over(database: Database, id: str, now: datetime) -> None:
    record_agreed(database, OPERATOR, id, "a", said(1), ("Hers.",), seen=Seen(), now=now)
    late = record_agreed(database, OPERATOR, id, "a", said(1), ("His.",), seen=Seen(), now=now)
    assert isinstance(late, AgreedMeanwhile)
    assert open_workshop(database, OPERATOR, id).agreements["a"].dissent == ("Hers.",)


@pytest.mark.parametrize("attempt", range(5))
def test_of_leads_at_the_same_moment_one_wins(database: Database, id: str, now: datetime, attempt: int) -> None:
    gate, outcomes = threading.Barrier(2), list[object]()

    def record(level: int) -> None:
        gate.wait()
        outcomes.append(record_agreed(database, OPERATOR, id, "a", said(level), (), seen=Seen(), now=now))

    threads = [threading.Thread(target=record, args=(level,)) for level in (0, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in outcomes) == ["AgreedMeanwhile", "Recorded"]


def revision(database: Database, id: str) -> int:
    return open_workshop(database, OPERATOR, id).opened.assessment.revision


def test_all_that_people_agree_on_is_settled_in_one_step_with_the_evidence_of_all(
    database: Database, id: str, now: datetime
) -> None:
    seen = revision(database, id)
    standings = (Standing.AGREED, Standing.ALONE)
    assert accept_proposals(database, OPERATOR, id, standings, seen=seen, now=now) == Recorded(changed=("b",))
    assert accept_proposals(database, OPERATOR, id, standings, seen=seen, now=now) == Recorded(changed=())
    assert open_assessment(database, OPERATOR, id).sheet.answer("b") == said(1, MINUTES)
    near = accept_proposals(database, OPERATOR, id, (Standing.NEAR,), seen=seen, now=now)
    assert near == Recorded(changed=("c",))
    assert open_assessment(database, OPERATOR, id).sheet.answer("c") == said(2, PLAN)


def test_what_was_settled_or_answered_otherwise_is_not_replaced_by_a_proposal(
    database: Database, assessment: Assessment, now: datetime, contributing: Any
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"b": said(2)}, {}, now=now)
    contributing.open_workshop_with(database, assessment.id, APART, now=now)
    record_agreed(database, OPERATOR, assessment.id, "c", said(0), (), seen=Seen(), now=now)
    seen = revision(database, assessment.id)
    assert accept_proposals(database, OPERATOR, assessment.id, tuple(Standing), seen=seen, now=now) == Recorded(
        changed=()
    )
    sheet = open_assessment(database, OPERATOR, assessment.id).sheet
    assert (sheet.answer("b").value, sheet.answer("c").value) == (2, 0)


def test_proposals_of_another_time_are_not_accepted(
    database: Database, id: str, now: datetime, contributing: Any
) -> None:
    seen = revision(database, id)
    contributing.take_to(database, id, WorkStatus.OPEN, now=now)
    contributing.contribute(database, id, [{"b": said(2)}], now=now)
    contributing.take_to(database, id, WorkStatus.WORKSHOP, now=now)
    done = accept_proposals(database, OPERATOR, id, (Standing.NEAR,), seen=seen, now=now)
    assert isinstance(done, ChangedMeanwhile)
    assert open_workshop(database, OPERATOR, id).agreements == {}


def test_nothing_is_agreed_before_the_workshop_or_after_it(
    database: Database, id: str, now: datetime, contributing: Any
) -> None:
    for step in (WorkStatus.OPEN, WorkStatus.WORKSHOP, WorkStatus.AGREED):
        contributing.take_to(database, id, step, now=now)
        if step is WorkStatus.WORKSHOP:
            continue
        with pytest.raises(NotNowError):
            record_agreed(database, OPERATOR, id, "a", said(1), (), seen=Seen(), now=now)
        with pytest.raises(NotNowError):
            show_on_screen(database, OPERATOR, id, "a")
        with pytest.raises(NotNowError):
            accept_proposals(database, OPERATOR, id, tuple(Standing), seen=1, now=now)
    assert open_assessment(database, OPERATOR, id).sheet.answers == {}
    assert open_workshop(database, OPERATOR, id).agenda.contributors == 3


def test_the_workshop_cannot_be_seen_before_it_opens(
    database: Database, assessment: Assessment, now: datetime, contributing: Any
) -> None:
    contributing.contribute(database, assessment.id, APART, now=now)
    contributing.take_to(database, assessment.id, WorkStatus.OPEN, now=now)
    with pytest.raises(NotNowError):
        open_workshop(database, OPERATOR, assessment.id)


@pytest.fixture
def as_a(database: Database, assessment: Assessment, now: datetime) -> Callable[[Role], Actor]:
    def somebody(role: Role) -> Actor:
        person = Town(database, now).person(role.value)
        assert person.account is not None
        with database.writing() as session:
            give_role(session, role.value, Place(organisation=assessment.organisation_id), person.account, role, now)
        return Actor(kind=ActorKind.PERSON, account=person.account)

    return somebody


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.MODERATOR])
def test_contributors_and_moderators_look_and_record_nothing(
    database: Database, id: str, now: datetime, as_a: Callable[[Role], Actor], role: Role
) -> None:
    who = as_a(role)
    workshop = open_workshop(database, who, id)
    assert workshop.agenda.contributors == 3
    assert not workshop.may_hold
    with pytest.raises(NotPermittedError):
        record_agreed(database, who, id, "a", said(1), (), seen=Seen(), now=now)
    with pytest.raises(NotPermittedError):
        show_on_screen(database, who, id, "a")


def test_a_viewer_does_not_see_what_was_said_apart(database: Database, id: str, as_a: Callable[[Role], Actor]) -> None:
    with pytest.raises(NotPermittedError):
        open_workshop(database, as_a(Role.VIEWER), id)


def test_a_question_that_is_not_asked_is_not_found(database: Database, id: str, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        record_agreed(database, OPERATOR, id, "nothing", said(1), (), seen=Seen(), now=now)
    with pytest.raises(NotFoundError):
        show_on_screen(database, OPERATOR, id, "nothing")


def test_the_screen_shows_what_the_lead_put_there(database: Database, id: str) -> None:
    show_on_screen(database, OPERATOR, id, "b")
    workshop = open_workshop(database, OPERATOR, id)
    assert workshop.current == workshop.agenda.by_question["b"]


def test_the_plan_is_kept_and_of_two_plans_the_second_is_told(database: Database, id: str, now: datetime) -> None:
    seen = revision(database, id)
    day = (now + timedelta(days=3)).date()
    for _ in range(2):
        assert isinstance(plan_workshop(database, OPERATOR, id, on=day, minutes=90, seen=seen, now=now), Planned)
    late = plan_workshop(database, OPERATOR, id, on=day, minutes=60, seen=seen, now=now)
    assert isinstance(late, PlannedMeanwhile)
    plan = open_workshop(database, OPERATOR, id).plan
    assert plan is not None
    assert plan.available == 90


def test_dissent_is_told_to_whoever_looks_back_while_the_answer_is_the_one_that_was_agreed(
    database: Database, id: str, now: datetime
) -> None:
    record_agreed(database, OPERATOR, id, "a", said(1), ("Not at night.",), seen=Seen(), now=now)
    record_agreed(database, OPERATOR, id, "b", said(1), (), seen=Seen(), now=now)
    assert dissent_in(database, OPERATOR, id) == {"a": ("Not at night.",)}
    later = now + timedelta(days=1)
    save_section(database, OPERATOR, id, "s1", {"a": said(1, comment="Reworded.")}, {"a": 1}, now=later)
    assert dissent_in(database, OPERATOR, id) == {"a": ("Not at night.",)}
    save_section(database, OPERATOR, id, "s1", {"a": said(2)}, {"a": 2}, now=later)
    assert dissent_in(database, OPERATOR, id) == {}
