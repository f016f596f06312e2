"""A signed assessment is corrected by another one, which takes its place among the years once it is signed itself."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from selfassess.answers.model import Lowered
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.correcting import correct
from selfassess.services.example import load_example, remove_example
from selfassess.services.locking import check_cards
from selfassess.services.problems import NotNowError, NotPermittedError
from selfassess.services.results import earlier_assessments
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange, way_of
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.moderation import add_note
from selfassess.voices.proceedings import ModerationNote, Outcome
from selfassess.voices.steps import WorkStatus

from .signing import Scene, everything, sign, step

LATER = timedelta(days=1)


def test_a_correction_begins_with_what_was_signed(scene: Scene) -> None:
    before = everything(scene.database)
    made = correct(scene.database, scene.lead, scene.id, reason="The year was mistyped", now=scene.later)
    locked, new = (open_assessment(scene.database, scene.lead, id) for id in (scene.id, made.id))
    assert (made.status, made.revises, made.details) == (WorkStatus.DRAFT, scene.id, locked.assessment.details)
    assert (new.sheet, new.questionnaire) == (locked.sheet, locked.questionnaire)
    way, then = way_of(scene.database, scene.lead, made.id), way_of(scene.database, scene.lead, scene.id)
    assert (way.corrects, then.corrected_by) == (scene.id, made.id)
    assert way.last
    assert (way.last.start, way.last.reason) == (WorkStatus.SIGNED, "The year was mistyped")
    after = everything(scene.database)
    assert {name for name in before if before[name] != after[name]} == {
        "answer", "answer_history", "assessment", "audit_event", "audit_head", "status_change",
    }  # fmt: skip
    assert all(set(before[name]) <= set(after[name]) for name in ("answer", "answer_history", "assessment"))


def test_what_a_moderator_set_lower_stays_so_in_a_correction(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    lowered = ModerationNote(question="a", outcome=Outcome.LOWERED, note="It is old", supported_level=1)
    with database.writing() as session:
        add_note(session, assessment.id, lowered, now, by=None)
    sign(database, assessment.id, now)
    made = correct(database, OPERATOR, assessment.id, reason="Why", now=now)
    then, new = (open_assessment(database, OPERATOR, id).sheet.answer("a") for id in (assessment.id, made.id))
    assert then == new
    assert new.lowered == Lowered(level=1, reason="It is old")


def test_there_is_one_correction_at_a_time(scene: Scene) -> None:
    done: list[Assessment] = []
    together = threading.Barrier(2)

    def go() -> None:
        together.wait()
        done.append(correct(scene.database, scene.lead, scene.id, reason="Again", now=scene.later))

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.id for one in done}) == 1
    assert len(list_assessments(scene.database, scene.lead)) == 2


def test_a_signed_example_goes_with_its_correction(database: Database, now: datetime) -> None:
    load_example(database, OPERATOR, now=now)
    one = next(one for one in list_assessments(database, OPERATOR) if one.agreed_at)
    arrange(database, OPERATOR, one.id, moderated=False, signing=True, seen=one.revision, now=now)
    step(database, one.id, WorkStatus.SIGNED, now)
    correct(database, OPERATOR, one.id, reason="Made up", now=now)
    remove_example(database, OPERATOR, now=now)
    assert list_assessments(database, OPERATOR) == ()


def test_only_what_is_locked_is_corrected_and_only_with_a_reason(
    database: Database, assessment: Assessment, scene: Scene, now: datetime
) -> None:
    with pytest.raises(NotNowError):
        correct(database, OPERATOR, assessment.id, reason="Why", now=now)
    with pytest.raises(NotPermittedError):
        correct(database, scene.viewer, scene.id, reason="Why", now=now)
    with pytest.raises(ValueError, match="reason"):
        correct(database, scene.lead, scene.id, reason="  ", now=now)


def test_the_last_signed_one_of_a_chain_of_corrections_is_the_earlier_year(
    database: Database, assessment: Assessment, offer: Offer, details: Details, now: datetime
) -> None:
    this = start_assessment(
        database,
        OPERATOR,
        offer,
        replace(details, period="2027", assessed_on=date(2027, 10, 1)),
        token="next",
        now=now,
    )

    def earlier(id: str = this.id) -> list[str]:
        return [one.id for one in earlier_assessments(database, OPERATOR, id)]

    sign(database, assessment.id, now)
    assert earlier() == [assessment.id]
    second = correct(database, OPERATOR, assessment.id, reason="Once", now=now + LATER)
    assert earlier() == [assessment.id]
    sign(database, second.id, now + LATER)
    assert earlier() == [second.id]
    third = correct(database, OPERATOR, second.id, reason="Twice", now=now + 2 * LATER)
    assert earlier() == [second.id]
    sign(database, third.id, now + 2 * LATER)
    assert earlier() == [third.id]
    assert earlier(third.id) == earlier(second.id) == earlier(assessment.id) == []
    assert check_cards(database, OPERATOR).faults == ()
