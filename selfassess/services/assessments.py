"""Listing, opening, describing and deleting assessments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from selfassess.answers.lowering import with_lowered
from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor, ActorKind
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import questionnaire_of, required, required_with_rights
from selfassess.services.rights import ALLOWED, Action
from selfassess.services.starting import owner_named, record_organisation
from selfassess.store import assessments as rows
from selfassess.store.answers import Kept, answers_of
from selfassess.store.branding import give_brand
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import give_evidence
from selfassess.store.model import Assessment, Details
from selfassess.store.moderation import KeptNote, lowered_by, notes_of
from selfassess.store.organisations import delete_unused_organisation, find_organisation
from selfassess.store.plans import give_plans
from selfassess.store.texts import pinned_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAssessment:
    """An assessment with everything a page needs. `questionnaire` is read from the text pinned in it.

    `revisions`: question id to the number of times its answer was saved; a question never saved is missing (0).
    `notes` are a moderator's, those that gave way too; what stands of them is in the sheet where it lowers something.
    `may` is what whoever opened it may do with it now; who may not see answers gets a sheet without any, and no notes.
    """

    assessment: Assessment
    questionnaire: Questionnaire
    sheet: AnswerSheet
    revisions: Mapping[str, int]
    notes: tuple[KeptNote, ...] = ()
    may: frozenset[Action] = frozenset()

    @property
    def may_answer(self) -> bool:
        """Whether whoever opened it may answer its questions now."""
        return Action.ANSWER in self.may

    @property
    def may_run(self) -> bool:
        """Whether whoever opened it may say who takes part, and delete it; nobody may once it is locked."""
        return Action.RUN_ASSESSMENT in self.may

    @property
    def may_see_answers(self) -> bool:
        """Whether whoever opened it may see answers, results and report now."""
        return Action.SEE_ANSWERS in self.may


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsSaved:
    """The details are as asked, whether or not they had to change."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsConflict:
    """Somebody else changed the details, or took a step, since; nothing was written."""

    stored: Assessment


def list_assessments(database: Database, who: Actor) -> tuple[Assessment, ...]:
    """Every assessment that `who` may see, by organisation, then the latest `assessed_on` first."""
    with database.reading() as session:
        if who.trusted:
            return rows.every_assessment(session)
        return rows.assessments_of(session, who.account, ALLOWED[Action.SEE_ASSESSMENT]) if who.account else ()


def open_assessment(database: Database, who: Actor, id: str, action: Action = Action.SEE_ANSWERS) -> OpenAssessment:
    """The assessment as it stands, for those who may do this with it at some time, or where they only see, now.

    Raises `NotFoundError`, `NotPermittedError`, `NotNowError` and `UnreadableQuestionnaireError`.
    """
    with database.reading() as session:
        assessment, may = required_with_rights(session, who, action, id)
        fetched = fetch(session, assessment, with_answers=Action.SEE_ANSWERS in may)
    return replace(opened(fetched), may=may)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is kept of an assessment, its questionnaire still unread."""

    assessment: Assessment
    answers: Mapping[str, Kept]
    text: bytes
    notes: tuple[KeptNote, ...] = ()


def fetch(session: Transaction, assessment: Assessment, *, with_answers: bool = True) -> Fetched:
    """Everything that `opened` needs from the database; without answers it is as if nothing had been said."""
    return Fetched(
        assessment=assessment,
        answers=answers_of(session, assessment.id) if with_answers else {},
        text=pinned_text(session, assessment.sha256),
        notes=notes_of(session, assessment.id) if with_answers else (),
    )


def opened(fetched: Fetched) -> OpenAssessment:
    """The assessment with its questionnaire read; no transaction needs to be open. `UnreadableQuestionnaireError`."""
    assessment = fetched.assessment
    return OpenAssessment(
        assessment=assessment,
        questionnaire=questionnaire_of(assessment, fetched.text),
        sheet=sheet_of(assessment, fetched.answers, fetched.notes),
        revisions={question: kept.revision for question, kept in fetched.answers.items()},
        notes=fetched.notes,
    )


def sheet_of(assessment: Assessment, answers: Mapping[str, Kept], notes: Iterable[KeptNote]) -> AnswerSheet:
    """What is said in it, with what a moderator set lower."""
    sheet = AnswerSheet(
        organisation=assessment.details.organisation,
        period=assessment.details.period,
        assessed_on=assessment.details.assessed_on,
        questionnaire=assessment.questionnaire,
        version=assessment.version,
        profile=assessment.details.profile,
        answers={question: kept.answer for question, kept in answers.items()},
    )
    return with_lowered(sheet, lowered_by(notes))


def change_details(
    database: Database, who: Actor, id: str, details: Details, *, seen: int, now: datetime
) -> DetailsSaved | DetailsConflict:
    """Set period, date and profile; `seen` is the `Assessment.revision` the form was filled from.

    Those who need no role may name another organisation: it is then of that one. Else the organisation stays as it is,
    and is printed with the name it has now. Raises `NotFoundError`, `NotPermittedError`, `NotNowError`.
    """
    with database.writing() as session:
        stored = required(session, who, Action.DESCRIBE, id, to_change=True)
        if not who.trusted:
            details = replace(details, organisation=_name_now(session, stored))
        if stored.details == details:
            return DetailsSaved(assessment=stored)
        if stored.revision != seen:
            return DetailsConflict(stored=stored)
        if who.trusted and stored.details.organisation != details.organisation:
            _move(session, who, stored, details.organisation, now)
        rows.set_details(session, id, details, now)
        changed = required(session, who, Action.DESCRIBE, id)
        _record(session, who, Event.ASSESSMENT_CHANGED, changed, now, {"revision": changed.revision})
        return DetailsSaved(assessment=changed)


def _name_now(session: Transaction, assessment: Assessment) -> str:
    owner = find_organisation(session, assessment.organisation_id)
    assert owner is not None  # noqa: S101 - a foreign key sees to it
    return owner.name


def _move(session: Transaction, who: Actor, assessment: Assessment, name: str, now: datetime) -> None:
    """Give it to the organisation of this name."""
    owner = owner_named(session, who, name, now, example=assessment.example)
    rows.set_owner(session, assessment.id, owner.organisation.id)
    give_evidence(session, assessment.organisation_id, owner.organisation.id)
    give_plans(session, assessment.organisation_id, owner.organisation.id)
    give_brand(session, assessment.organisation_id, owner.organisation.id)
    _drop_if_only_a_name(session, who, assessment.organisation_id)
    if owner.is_new:
        record_organisation(session, who, owner.organisation.id, now)


def delete_assessment(database: Database, who: Actor, id: str, *, now: datetime) -> None:
    """Delete it with all answers and their history; a locked one stays.

    Raises `NotFoundError` where it is gone already, `NotPermittedError`, `NotNowError`.
    """
    with database.writing() as session:
        stored = required(session, who, Action.RUN_ASSESSMENT, id, to_change=True)
        rows.delete_assessment(session, id)
        _drop_if_only_a_name(session, who, stored.organisation_id)
        _record(session, who, Event.ASSESSMENT_DELETED, stored, now, {})


def _drop_if_only_a_name(session: Transaction, who: Actor, organisation: str) -> None:
    """While there are no accounts an organisation is what assessments name: with the last of them it goes."""
    if who.kind is ActorKind.LOCAL:
        delete_unused_organisation(session, organisation)


def _record(
    session: Transaction, who: Actor, event: Event, assessment: Assessment, now: datetime, after: Mapping[str, Any]
) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    record(session, who, event, subject, now=now, after=after)
