"""Answers files in and out: a file becomes a new assessment, an assessment becomes a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from selfassess.answers.file import load_answers, peek
from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet
from selfassess.answers.writing import answers_file
from selfassess.questionnaire.problems import Problem
from selfassess.services.access import Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.starting import Started, add_draft, record_start
from selfassess.store.answers import Kept, keep
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment, Details
from selfassess.store.moderation import add_note
from selfassess.voices.proceedings import ModerationNote, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The new assessment, or every problem of the file; exactly one of the two."""

    assessment: Assessment | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAnswers:
    """An answers file that has no problems, with the questionnaire it answers."""

    offer: Offer
    sheet: AnswerSheet


def import_answers(
    database: Database,
    who: Actor,
    catalogue: Catalogue,
    data: bytes,
    file: str,
    *,
    organisation: str | None = None,
    token: str,
    now: datetime,
) -> Imported:
    """A new draft from an answers file, for the questionnaire it names; `file` is its name in problems.

    Whose it is, what the same `token` again gives, and what is raised: as in `start_assessment`.
    """
    read = read_answers(catalogue, data, file)
    if not isinstance(read, ReadAnswers):
        return Imported(assessment=None, problems=read)
    with database.writing() as session:
        started = add_answered(session, who, read, organisation=organisation, token=token, now=now)
        record_start(session, who, started, now)
        return Imported(assessment=started.assessment, problems=())


def read_answers(catalogue: Catalogue, data: bytes, file: str) -> ReadAnswers | tuple[Problem, ...]:
    """The answers in a file against the questionnaire it names, or every problem."""
    named = peek(data, file)
    if named.questionnaire is None or named.version is None:
        return named.problems
    offer = catalogue.by_name(named.questionnaire, named.version)
    if offer is None:
        offered = ", ".join(one.questionnaire.name for one in catalogue.offers) or "none"
        message = f"there is no questionnaire {named.questionnaire} {named.version} here; on offer: {offered}"
        return (Problem(file=file, path=("questionnaire",), message=message),)
    loaded = load_answers(data, file, offer.questionnaire)
    return loaded.problems if loaded.sheet is None else ReadAnswers(offer=offer, sheet=loaded.sheet)


def add_answered(
    session: Transaction,
    who: Actor,
    read: ReadAnswers,
    *,
    organisation: str | None,
    token: str,
    now: datetime,
    example: bool = False,
) -> Started:
    """Add a draft with its answers; where the token was used before, that assessment stays untouched.

    `record_start` is to be called at the end of the transaction.
    """
    sheet = read.sheet
    details = Details(
        organisation=sheet.organisation, period=sheet.period, assessed_on=sheet.assessed_on, profile=sheet.profile
    )
    started = add_draft(
        session, who, read.offer, details, organisation=organisation, token=token, now=now, example=example
    )
    if started.is_new:
        said = {question: answer for question, answer in sheet.answers.items() if answer != UNANSWERED}
        kept = {question: Kept(answer=answer, revision=1) for question, answer in said.items()}
        keep(session, started.assessment.id, kept, now, saved_by=who.account)
        for note in _lowered_notes(said):
            add_note(session, started.assessment.id, note, now, by=who.account)
    return started


def _lowered_notes(answers: Mapping[str, Answer]) -> tuple[ModerationNote, ...]:
    """What a moderator set lower, as the notes that an assessment keeps it in."""
    return tuple(
        ModerationNote(
            question=question,
            outcome=Outcome.LOWERED,
            note=answer.lowered.reason,
            supported_level=answer.lowered.level,
        )
        for question, answer in answers.items()
        if answer.lowered
    )


def export_answers(database: Database, who: Actor, id: str) -> bytes:
    """The assessment as an answers file (JSON, UTF-8) that `import_answers` and the commands read."""
    return answers_file(open_assessment(database, who, id).sheet)
