"""An assessment is started once, opened with its pinned text, changed on sight of what it is, and deleted."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.answers.model import Answer, State
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import (
    DetailsConflict,
    DetailsSaved,
    change_details,
    delete_assessment,
    list_assessments,
    open_assessment,
)
from selfassess.services.catalogue import Offer
from selfassess.services.problems import NotFoundError, UnreadableQuestionnaireError
from selfassess.services.saving import history, save_section
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.voices.steps import WorkStatus

LATER = timedelta(hours=1)


def test_a_new_assessment_is_an_empty_draft_that_pins_the_text(
    database: Database, assessment: Assessment, offer: Offer, details: Details, now: datetime
) -> None:
    opened = open_assessment(database, OPERATOR, assessment.id)
    assert opened.assessment == assessment
    assert opened.questionnaire == offer.questionnaire
    assert (opened.sheet.organisation, opened.sheet.profile) == ("Example Council", {"sector": "school"})
    assert (opened.sheet.answers, opened.revisions) == ({}, {})
    assert (assessment.details, assessment.status, assessment.example) == (details, WorkStatus.DRAFT, False)
    assert (assessment.sha256, assessment.created_at, assessment.revision) == (offer.sha256, now, 1)


def test_a_double_click_starts_one_assessment(
    database: Database, assessment: Assessment, offer: Offer, details: Details, now: datetime
) -> None:
    again = start_assessment(database, OPERATOR, offer, details, token="first form", now=now + LATER)
    other = start_assessment(database, OPERATOR, offer, details, token="second form", now=now)
    assert again == assessment
    assert {one.id for one in list_assessments(database, OPERATOR)} == {assessment.id, other.id}


def test_assessments_are_listed_by_organisation_and_the_latest_day_first(
    database: Database, offer: Offer, details: Details, now: datetime
) -> None:
    for organisation, year in (("B", 2026), ("A", 2025), ("A", 2026)):
        about = replace(details, organisation=organisation, assessed_on=date(year, 1, 1))
        start_assessment(database, OPERATOR, offer, about, token=f"{organisation}{year}", now=now)
    listed = [(one.details.organisation, one.details.assessed_on.year) for one in list_assessments(database, OPERATOR)]
    assert listed == [("A", 2026), ("A", 2025), ("B", 2026)]


def test_an_assessment_that_is_not_there_is_said(database: Database, details: Details, now: datetime) -> None:
    for attempt in (
        lambda: open_assessment(database, OPERATOR, "nowhere"),
        lambda: change_details(database, OPERATOR, "nowhere", details, seen=1, now=now),
        lambda: delete_assessment(database, OPERATOR, "nowhere", now=now),
        lambda: history(database, OPERATOR, "nowhere", "a"),
        lambda: save_section(database, OPERATOR, "nowhere", "s1", {}, {}, now=now),
    ):
        with pytest.raises(NotFoundError):
            attempt()


def test_details_changed_on_sight_of_the_stored_ones_are_saved(
    database: Database, assessment: Assessment, details: Details, now: datetime
) -> None:
    wanted = replace(details, organisation="Renamed Council", profile={"sector": "other"})
    saved = change_details(database, OPERATOR, assessment.id, wanted, seen=1, now=now + LATER)
    assert isinstance(saved, DetailsSaved)
    assert (saved.assessment.details, saved.assessment.revision) == (wanted, 2)
    assert saved.assessment.updated_at == now + LATER
    assert open_assessment(database, OPERATOR, assessment.id).sheet.profile == {"sector": "other"}


def test_details_from_a_stale_form_are_refused_unless_they_say_the_same(
    database: Database, assessment: Assessment, details: Details, now: datetime
) -> None:
    first, second = replace(details, period="2027"), replace(details, period="2028")
    change_details(database, OPERATOR, assessment.id, first, seen=1, now=now)
    stale = change_details(database, OPERATOR, assessment.id, second, seen=1, now=now)
    assert isinstance(stale, DetailsConflict)
    assert stale.stored.details == first
    repeat = change_details(database, OPERATOR, assessment.id, first, seen=1, now=now)
    assert isinstance(repeat, DetailsSaved)
    assert repeat.assessment.revision == 2


def test_a_deleted_assessment_is_gone_with_all_its_answers(
    database: Database, assessment: Assessment, now: datetime
) -> None:
    save_section(database, OPERATOR, assessment.id, "s1", {"a": Answer(state=State.DONT_KNOW)}, {}, now=now)
    delete_assessment(database, OPERATOR, assessment.id, now=now)
    with pytest.raises(NotFoundError):
        open_assessment(database, OPERATOR, assessment.id)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM answer_history")) == 0


@pytest.mark.parametrize("damage", [b"format: 2", b"\x00", b""])
def test_a_pinned_text_that_was_changed_in_the_database_is_said(
    database: Database, assessment: Assessment, damage: bytes
) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE questionnaire_text SET text = :text"), {"text": damage})
    with pytest.raises(
        UnreadableQuestionnaireError, match=r"text of saving 1\.0\.0 .*\n.* was changed in the database"
    ):
        open_assessment(database, OPERATOR, assessment.id)


def test_a_pinned_text_that_this_program_cannot_read_is_said(
    database: Database, offer: Offer, details: Details, now: datetime
) -> None:
    unreadable = b"format: 99\nid: saving\n"
    sha256 = hashlib.sha256(unreadable).hexdigest()
    from_the_future = replace(offer, data=unreadable, sha256=sha256)
    assessment = start_assessment(database, OPERATOR, from_the_future, details, token="future", now=now)
    with pytest.raises(UnreadableQuestionnaireError) as raised:
        open_assessment(database, OPERATOR, assessment.id)
    assert any(problem.path == ("format",) for problem in raised.value.problems)


def test_ids_and_tokens_that_no_database_could_keep_are_only_unknown(
    database: Database, offer: Offer, details: Details, now: datetime
) -> None:
    with pytest.raises(NotFoundError):
        open_assessment(database, OPERATOR, "no\0body")
    first, again = (start_assessment(database, OPERATOR, offer, details, token="for\0ged", now=now) for _ in range(2))
    assert first == again


def test_organisations_are_listed_in_the_same_order_by_every_database(
    database: Database, offer: Offer, details: Details, now: datetime
) -> None:
    for name in ("b", "Ä", "a", "B", "_"):
        start_assessment(database, OPERATOR, offer, replace(details, organisation=name), token=name, now=now)
    assert [one.details.organisation for one in list_assessments(database, OPERATOR)] == ["B", "_", "a", "b", "Ä"]
