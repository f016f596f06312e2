"""Starting, opening, changing, finishing, reopening and deleting an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.catalogue import Offer
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details


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
    raise NotImplementedError


def start_assessment(database: Database, offer: Offer, details: Details, *, token: str, now: datetime) -> Assessment:
    """A new draft that pins the offered text. The same `token` (one a form) again gives the same assessment."""
    raise NotImplementedError


def open_assessment(database: Database, id: str) -> OpenAssessment:
    """The assessment as it stands. Raises `NotFoundError`, `UnreadableQuestionnaireError`."""
    raise NotImplementedError


def change_details(
    database: Database, id: str, details: Details, *, seen: int, now: datetime
) -> DetailsSaved | DetailsConflict | Finished:
    """Set organisation, period, date and profile; `seen` is the `Assessment.revision` the form was filled from."""
    raise NotImplementedError


def finish(database: Database, id: str, *, now: datetime) -> Assessment:
    """Make it the record. Finishing twice keeps the first time."""
    raise NotImplementedError


def reopen(database: Database, id: str, *, now: datetime) -> Assessment:
    """Make a finished assessment a draft again; a draft stays as it is."""
    raise NotImplementedError


def delete_assessment(database: Database, id: str) -> None:
    """Delete it with all answers and their history; `NotFoundError` where it is gone already."""
    raise NotImplementedError
