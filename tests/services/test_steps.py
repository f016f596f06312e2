"""The steps of an assessment: who may take them, on and back, two at once, and what is kept of each."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime, timedelta

import pytest

from selfassess.language import Translator
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import change_details, open_assessment
from selfassess.services.audit_reading import every_event
from selfassess.services.catalogue import Offer
from selfassess.services.problems import NotFoundError, NotNowError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import (
    Arranged,
    ArrangedMeanwhile,
    Moved,
    MovedMeanwhile,
    Refused,
    arrange,
    move,
    way_of,
)
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.store.steps import changes_of
from selfassess.voices.steps import Parties, Refusal, WorkStatus
from selfassess.voices.steps import Role as WorkRole

from .members import Town
from .signing import answered, ask, now_of, step

LATER = timedelta(hours=1)
DRAFT, OPEN, WORKSHOP, MODERATION, AGREED, SIGNED = WorkStatus


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


@pytest.fixture
def council(town: Town) -> Organisation:
    return town.organisation("Council")


@pytest.fixture
def lead(town: Town, council: Organisation) -> Actor:
    return town.person("ann", (council, Role.LEAD))


@pytest.fixture
def moderator(town: Town, council: Organisation) -> Actor:
    return town.person("mo", (council, Role.MODERATOR))


@pytest.fixture
def signatory(town: Town, council: Organisation) -> Actor:
    return town.person("sig", (council, Role.SIGNATORY))


def started(town: Town, lead: Actor, council: Organisation, offer: Offer, details: Details) -> str:
    return start_assessment(
        town.database, lead, offer, details, organisation=council.id, token=secrets.token_hex(8), now=town.now
    ).id


def test_one_person_alone_agrees_and_takes_it_back(database: Database, assessment: Assessment, now: datetime) -> None:
    way = way_of(database, OPERATOR, assessment.id)
    assert [one.status for one in way.steps] == [DRAFT, AGREED]
    assert [(one.end, one.back) for one in way.mine] == [(AGREED, False)]
    agreed = step(database, assessment.id, AGREED, now + LATER)
    assert (agreed.status, agreed.agreed_at, agreed.locked_at) == (AGREED, now + LATER, None)
    back = step(database, assessment.id, DRAFT, now + 2 * LATER, why="A mistake")
    assert (back.status, back.agreed_at) == (DRAFT, None)
    with database.reading() as session:
        told = [(one.number, one.start, one.end, one.reason) for one in changes_of(session, assessment.id)]
    assert told == [(1, DRAFT, AGREED, ""), (2, AGREED, DRAFT, "A mistake")]


def test_all_the_way_with_everybody(
    town: Town,
    council: Organisation,
    lead: Actor,
    moderator: Actor,
    signatory: Actor,
    offer: Offer,
    details: Details,
    now: datetime,
) -> None:
    id = started(town, lead, council, offer, details)
    database = town.database
    assert way_of(database, lead, id).parties == Parties(moderator=True, signatory=True), "they were there at the start"
    ask(database, id, moderator, now)
    takers = {OPEN: lead, WORKSHOP: lead, MODERATION: lead, AGREED: moderator, SIGNED: signatory}
    for number, (to, who) in enumerate(takers.items(), start=1):
        way = way_of(database, who, id)
        assert [one.end for one in way.mine if not one.back] == [to]
        for other in {lead, moderator, signatory} - {who}:
            done = move(database, other, id, to, seen=now_of(database, id).revision, now=now)
            assert isinstance(done, Refused)
            assert done.why is Refusal.NOT_YOURS
        assert step(database, id, to, now + number * LATER, who=who).status is to
    way = way_of(database, lead, id)
    assert [one.status for one in way.steps] == list(WorkStatus)
    assert [way.names[one.done.by or ""] for one in way.steps if one.done] == ["ann", "ann", "ann", "mo", "sig"]
    assert (way.moves, way.vacant) == ((), frozenset())


def test_a_step_back_needs_a_reason_and_nothing_leads_past_a_step(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    arrange(database, OPERATOR, assessment.id, moderated=True, signing=False, seen=1, now=now)
    for to in (AGREED, SIGNED, OPEN, DRAFT):
        done = move(database, OPERATOR, assessment.id, to, seen=2, reason="Because", now=now)
        assert isinstance(done, Refused)
        assert done.why is Refusal.NO_WAY
    step(database, assessment.id, MODERATION, now)
    for blank in ("", " \n"):
        done = move(database, OPERATOR, assessment.id, DRAFT, seen=3, reason=blank, now=now)
        assert isinstance(done, Refused)
        assert done.why is Refusal.NO_REASON
    assert step(database, assessment.id, DRAFT, now, why=" More to say ").status is DRAFT
    last = way_of(database, OPERATOR, assessment.id).last
    assert last
    assert last.reason == "More to say"


def test_the_same_submit_twice_is_one_step(database: Database, assessment: Assessment, now: datetime) -> None:
    first = move(database, OPERATOR, assessment.id, AGREED, seen=1, now=now)
    again = move(database, OPERATOR, assessment.id, AGREED, seen=1, now=now + LATER)
    assert isinstance(first, Moved)
    assert again == first
    with database.reading() as session:
        assert len(changes_of(session, assessment.id)) == 1


def test_whoever_comes_too_late_is_told_what_happened(
    town: Town, council: Organisation, lead: Actor, offer: Offer, details: Details, now: datetime
) -> None:
    id, other = started(town, lead, council, offer, details), town.person("bob", (council, Role.LEAD))
    step(town.database, id, AGREED, now, who=lead)
    late = move(town.database, other, id, AGREED, seen=1, now=now)
    assert isinstance(late, MovedMeanwhile)
    assert late.stored.status is AGREED
    assert late.last
    assert (late.last.start, late.last.end, late.last.by) == (DRAFT, AGREED, lead.account)


def test_of_two_leads_who_move_it_at_the_same_moment_one_does(
    town: Town, council: Organisation, lead: Actor, offer: Offer, details: Details, now: datetime
) -> None:
    other = town.person("bob", (council, Role.LEAD))
    for _ in range(5):
        id = started(town, lead, council, offer, details)
        together, done = threading.Barrier(2), list[object]()

        def go(who: Actor, id: str, together: threading.Barrier, done: list[object]) -> None:
            together.wait()
            done.append(move(town.database, who, id, AGREED, seen=1, now=now))

        threads = [threading.Thread(target=go, args=(who, id, together, done)) for who in (lead, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(type(one).__name__ for one in done) == ["Moved", "MovedMeanwhile"]
        with town.database.reading() as session:
            assert len(changes_of(session, id)) == 1


def test_steps_of_a_role_that_nobody_has_any_more_fall_to_the_lead(
    town: Town, council: Organisation, lead: Actor, offer: Offer, details: Details, now: datetime
) -> None:
    id = started(town, lead, council, offer, details)
    arrange(town.database, lead, id, moderated=True, signing=True, seen=1, now=now)
    assert way_of(town.database, lead, id).vacant == {WorkRole.MODERATOR, WorkRole.SIGNATORY}
    step(town.database, id, MODERATION, now, who=lead)
    stuck = move(town.database, lead, id, AGREED, seen=3, now=now)
    assert isinstance(stuck, Refused)
    arrange(town.database, lead, id, moderated=False, signing=False, seen=3, now=now)
    way = way_of(town.database, lead, id)
    assert ([one.status for one in way.steps], [one.end for one in way.mine]) == (
        [DRAFT, MODERATION, AGREED],
        [AGREED, DRAFT],
    )
    assert step(town.database, id, AGREED, now, who=lead).status is AGREED


def test_who_takes_part_is_changed_on_sight_of_what_it_is(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    done = arrange(database, OPERATOR, assessment.id, moderated=True, signing=False, seen=1, now=now)
    assert isinstance(done, Arranged)
    assert (done.assessment.moderated, done.assessment.signing, done.assessment.revision) == (True, False, 2)
    stale = arrange(database, OPERATOR, assessment.id, moderated=False, signing=True, seen=1, now=now)
    assert isinstance(stale, ArrangedMeanwhile)
    again = arrange(database, OPERATOR, assessment.id, moderated=True, signing=False, seen=1, now=now)
    assert isinstance(again, Arranged)
    assert again.assessment.revision == 2


def test_answers_and_details_are_taken_only_while_their_time_is(
    database: Database, assessment: Assessment, details: Details, now: datetime
) -> None:
    step(database, assessment.id, AGREED, now)
    with pytest.raises(NotNowError) as answering:
        save_section(database, OPERATOR, assessment.id, "s1", {"a": answered(1)}, {}, now=now)
    assert answering.value.status is AGREED
    with pytest.raises(NotNowError):
        change_details(database, OPERATOR, assessment.id, details, seen=2, now=now)
    step(database, assessment.id, DRAFT, now, why="One more thing")
    save_section(database, OPERATOR, assessment.id, "s1", {"a": answered(1)}, {}, now=now)


def test_who_sees_answers_depends_on_where_the_work_is(
    town: Town,
    council: Organisation,
    lead: Actor,
    moderator: Actor,
    signatory: Actor,
    offer: Offer,
    details: Details,
    now: datetime,
) -> None:
    contributor = town.person("con", (council, Role.CONTRIBUTOR))
    id = started(town, lead, council, offer, details)
    ask(town.database, id, contributor, now)
    save_section(town.database, lead, id, "s1", {"a": answered(1)}, {}, now=now)
    first = {lead: DRAFT, contributor: WORKSHOP, moderator: MODERATION, signatory: AGREED}
    order = list(WorkStatus)
    for status in order:
        if status is not DRAFT:
            step(town.database, id, status, now)
        for who, since in first.items():
            known = open_assessment(town.database, who, id, Action.SEE_ASSESSMENT)
            if order.index(status) >= order.index(since):
                assert open_assessment(town.database, who, id).sheet.answers == {"a": answered(1)}
            else:
                assert known.sheet.answers == {}
                with pytest.raises(NotNowError):
                    open_assessment(town.database, who, id)


def test_strangers_learn_nothing_and_viewers_move_nothing(
    town: Town, council: Organisation, lead: Actor, offer: Offer, details: Details, now: datetime
) -> None:
    id = started(town, lead, council, offer, details)
    for attempt in (
        lambda who: way_of(town.database, who, id),
        lambda who: move(town.database, who, id, AGREED, seen=1, now=now),
        lambda who: arrange(town.database, who, id, moderated=True, signing=True, seen=1, now=now),
    ):
        with pytest.raises(NotFoundError, match=f"There is no assessment {id}"):
            attempt(town.person(secrets.token_hex(4)))
    viewer = town.person("vi", (council, Role.VIEWER))
    assert way_of(town.database, viewer, id).mine == ()
    assert isinstance(move(town.database, viewer, id, AGREED, seen=1, now=now), Refused)
    with pytest.raises(NotPermittedError):
        arrange(town.database, viewer, id, moderated=True, signing=True, seen=1, now=now)


def test_each_step_is_on_record(database: Database, assessment: Assessment, now: datetime) -> None:
    arrange(database, OPERATOR, assessment.id, moderated=False, signing=True, seen=1, now=now)
    step(database, assessment.id, AGREED, now)
    step(database, assessment.id, DRAFT, now, why="Not to be in the record, which is never erased")
    step(database, assessment.id, AGREED, now)
    locked = step(database, assessment.id, SIGNED, now)
    events = [one.recorded for one in every_event(database, OPERATOR, Translator(), Choice())]
    assert [(one.event, one.before.get("status"), one.after.get("status")) for one in events[-5:]] == [
        ("assessment steps chosen", None, None),
        ("assessment moved on", "draft", "agreed"),
        ("assessment moved back", "agreed", "draft"),
        ("assessment moved on", "draft", "agreed"),
        ("assessment signed and locked", "agreed", "signed"),
    ]
    assert events[-1].after["card"] == locked.card_sha256
    assert not any("never erased" in repr(one) for one in events)
