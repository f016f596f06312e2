"""Starting, opening, changing, finishing, reopening and deleting an assessment."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.catalogue import Offer
from selfassess.services.pinned import questionnaire_of, required
from selfassess.services.problems import NotFoundError
from selfassess.store import assessments as rows
from selfassess.store.answers import Kept, answers_of
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment, AssessmentStatus, Details
from selfassess.store.texts import PinnedText, pin, pinned_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAssessment:
    """An assessment with everything a page needs. `questionnaire` is read from the text pinned in it.

    `revisions`: question id to the number of times its answer was saved; a question never saved is missing (0).
    """

    assessment: Assessment
    questionnaire: Questionnaire
    sheet: AnswerSheet
    revisions: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsSaved:
    """The details are as asked, whether or not they had to change."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsConflict:
    """Somebody else changed the details (or finished or reopened it) since; nothing was written."""

    stored: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The assessment is finished and takes no changes until it is reopened; nothing was written."""

    assessment: Assessment


def list_assessments(database: Database) -> tuple[Assessment, ...]:
    """Every assessment, by organisation, then the latest `assessed_on` first."""
    with database.reading() as session:
        return rows.every_assessment(session)


def start_assessment(database: Database, offer: Offer, details: Details, *, token: str, now: datetime) -> Assessment:
    """A new draft that pins the offered text.

    The same `token` (one a form, at most 80 characters) again gives the same assessment, however it was filled in.
    """
    with database.writing() as session:
        return add_draft(session, offer, details, token=token, now=now)[0]


def add_draft(
    session: Transaction, offer: Offer, details: Details, *, token: str, now: datetime, example: bool = False
) -> tuple[Assessment, bool]:
    """The same inside a transaction that is already open, and whether the assessment is new."""
    token = token.replace("\0", "")  # nobody's but a forged form's, and PostgreSQL keeps none
    text = PinnedText(
        sha256=offer.sha256, questionnaire=offer.questionnaire.id, version=offer.questionnaire.version, data=offer.data
    )
    pin(session, text, now)
    is_new = rows.add_assessment(session, secrets.token_hex(16), token, text, details, now, example=example)
    return rows.assessment_of_token(session, token), is_new


def open_assessment(database: Database, id: str) -> OpenAssessment:
    """The assessment as it stands. Raises `NotFoundError`, `UnreadableQuestionnaireError`."""
    with database.reading() as session:
        fetched = fetch(session, required(session, id))
    return opened(fetched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is kept of an assessment, its questionnaire still unread."""

    assessment: Assessment
    answers: Mapping[str, Kept]
    text: bytes


def fetch(session: Transaction, assessment: Assessment) -> Fetched:
    """Everything that `opened` needs from the database."""
    answers = answers_of(session, assessment.id)
    return Fetched(assessment=assessment, answers=answers, text=pinned_text(session, assessment.sha256))


def opened(fetched: Fetched) -> OpenAssessment:
    """The assessment with its questionnaire read; no transaction needs to be open. `UnreadableQuestionnaireError`."""
    assessment = fetched.assessment
    sheet = AnswerSheet(
        organisation=assessment.details.organisation,
        period=assessment.details.period,
        assessed_on=assessment.details.assessed_on,
        questionnaire=assessment.questionnaire,
        version=assessment.version,
        profile=assessment.details.profile,
        answers={question: kept.answer for question, kept in fetched.answers.items()},
    )
    return OpenAssessment(
        assessment=assessment,
        questionnaire=questionnaire_of(assessment, fetched.text),
        sheet=sheet,
        revisions={question: kept.revision for question, kept in fetched.answers.items()},
    )


def change_details(
    database: Database, id: str, details: Details, *, seen: int, now: datetime
) -> DetailsSaved | DetailsConflict | Finished:
    """Set organisation, period, date and profile; `seen` is the `Assessment.revision` the form was filled from."""
    with database.writing() as session:
        stored = required(session, id, to_change=True)
        if stored.details == details:
            return DetailsSaved(assessment=stored)
        if stored.status is AssessmentStatus.FINISHED:
            return Finished(assessment=stored)
        if stored.revision != seen:
            return DetailsConflict(stored=stored)
        rows.set_details(session, id, details, now)
        return DetailsSaved(assessment=required(session, id))


def finish(database: Database, id: str, *, now: datetime) -> Assessment:
    """Make it the record. Finishing twice keeps the first time."""
    return _with_status(database, id, AssessmentStatus.FINISHED, now)


def reopen(database: Database, id: str, *, now: datetime) -> Assessment:
    """Make a finished assessment a draft again; a draft stays as it is."""
    return _with_status(database, id, AssessmentStatus.DRAFT, now)


def _with_status(database: Database, id: str, status: AssessmentStatus, now: datetime) -> Assessment:
    with database.writing() as session:
        if required(session, id, to_change=True).status is not status:
            rows.set_status(session, id, status, now)
        return required(session, id)


def delete_assessment(database: Database, id: str) -> None:
    """Delete it with all answers and their history; `NotFoundError` where it is gone already."""
    with database.writing() as session:
        if not rows.delete_assessment(session, id):
            raise NotFoundError(f"There is no assessment {id}.")
