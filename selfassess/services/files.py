"""Answers files in and out: a file becomes a new assessment, an assessment becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.answers.file import load_answers, peek
from selfassess.answers.model import UNANSWERED, AnswerSheet
from selfassess.answers.writing import answers_file
from selfassess.questionnaire.problems import Problem
from selfassess.services.assessments import add_draft, open_assessment
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.store.answers import Kept, keep
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment, Details


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
    database: Database, catalogue: Catalogue, data: bytes, file: str, *, token: str, now: datetime
) -> Imported:
    """A new draft from an answers file, for the questionnaire it names; `file` is its name in problems.

    The same `token` again gives the same assessment.
    """
    read = read_answers(catalogue, data, file)
    if not isinstance(read, ReadAnswers):
        return Imported(assessment=None, problems=read)
    with database.writing() as session:
        return Imported(assessment=add_answered(session, read, token=token, now=now)[0], problems=())


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
    session: Transaction, read: ReadAnswers, *, token: str, now: datetime, example: bool = False
) -> tuple[Assessment, bool]:
    """Add a draft with its answers, and True; where the token was used before, that assessment untouched, and False."""
    sheet = read.sheet
    details = Details(
        organisation=sheet.organisation, period=sheet.period, assessed_on=sheet.assessed_on, profile=sheet.profile
    )
    draft, is_new = add_draft(session, read.offer, details, token=token, now=now, example=example)
    if is_new:
        said = {question: answer for question, answer in sheet.answers.items() if answer != UNANSWERED}
        keep(session, draft.id, {question: Kept(answer=answer, revision=1) for question, answer in said.items()}, now)
    return draft, is_new


def export_answers(database: Database, id: str) -> bytes:
    """The assessment as an answers file (JSON, UTF-8) that `import_answers` and the commands read."""
    return answers_file(open_assessment(database, id).sheet)
