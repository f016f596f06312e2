"""Using what an organisation keeps for an answer, and keeping for it what was typed into one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from selfassess.answers.model import Evidence
from selfassess.services.access import Actor, require_in_organisation
from selfassess.services.audit import Event, Subject, record
from selfassess.services.evidence import (
    confirmed,
    kept,
    may_change,
    record_evidence,
)
from selfassess.services.evidence_kinds import piece_of, said_of
from selfassess.services.pinned import questionnaire_of, required
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.store import evidence as rows
from selfassess.store.answers import NEVER, Kept, answers_of, keep
from selfassess.store.assessments import set_updated
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import EvidenceRecord, EvidenceUse
from selfassess.store.model import Assessment
from selfassess.store.people import Role
from selfassess.store.texts import pinned_text

MOST_PIECES = 50
"""Pieces of evidence to one answer: as many as its form takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMany:
    """Nothing was done: the answer would have more than `MOST_PIECES`."""


def use_evidence(
    database: Database, who: Actor, id: str, question: str, records: Collection[str], *, now: datetime
) -> tuple[str, ...] | TooMany:
    """Copy these records of the organisation into the answer; gives the titles of those that it did not hold yet.

    Retired ones and those of another organisation are passed over. What else is said to the question stays as it is.
    Raises `NotFoundError` (also for an unknown question), `NotPermittedError`, `NotNowError`.
    """
    _require_question(database, who, id, question)
    with database.writing() as session:
        assessment = required(session, who, Action.ANSWER, id, to_change=True)
        found = [rows.find_evidence(session, assessment.organisation_id, one) for one in dict.fromkeys(records)]
        usable = [one for one in found if one is not None and one.retired_at is None]
        return _use(session, who, assessment, question, usable, now)


def confirm_and_use(
    database: Database, who: Actor, id: str, question: str, then: Evidence, held: str | None, on: date, *, now: datetime
) -> tuple[str, ...] | TooMany:
    """The piece `then` of the earlier year was still true on this day: it backs this year's answer with that date.

    `held` is the record that it is a copy of, which gets the date; without one the organisation keeps it from now on.
    Raises as `use_evidence`, and `NotFoundError` where there is no such record.
    """
    _require_question(database, who, id, question)
    with database.writing() as session:
        assessment = required(session, who, Action.ANSWER, id, to_change=True)
        if len(answers_of(session, id).get(question, NEVER).answer.evidence) >= MOST_PIECES:
            return TooMany()
        looked = looked_at(session, who, assessment.organisation_id, then, held, on, now)
        used = _use(session, who, assessment, question, [looked.record], now)
        record_looked(session, who, looked, now)
        return used


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A record with the day on which somebody looked, and the event that is to be told; None where nothing changed."""

    record: EvidenceRecord
    event: Event | None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def looked_at(
    session: Transaction, who: Actor, organisation: str, then: Evidence, held: str | None, on: date, now: datetime
) -> Looked:
    """Keep, inside a transaction that is open, that a piece of the earlier year was still true on this day.

    `record_looked` is to be called at its end. Raises `NotFoundError`, `NotPermittedError`.
    """
    if held is None:
        _require_adding(session, who, organisation)
        id, is_new = kept(session, who, organisation, replace(said_of(then), dated=on), now)
        return Looked(record=_found(session, organisation, id), event=Event.EVIDENCE_ADDED if is_new else None)
    before, after = confirmed(session, _to_change(session, who, organisation, held), on)
    found = _found(session, organisation, held)
    return Looked(record=found, event=Event.EVIDENCE_CONFIRMED, before=before, after=after)


def record_looked(session: Transaction, who: Actor, looked: Looked, now: datetime) -> None:
    """Put on record what `looked_at` did."""
    if looked.event is not None:
        told = {"before": looked.before, "after": looked.after}
        record_evidence(session, who, looked.event, looked.record.organisation, looked.record.id, now, **told)


def keep_piece(database: Database, who: Actor, id: str, question: str, piece: Evidence, *, now: datetime) -> str:
    """Keep a piece that stands in the answer for the organisation, too; gives the id of its record.

    Raises `NotFoundError` where the answer holds no such piece any more, `NotPermittedError`, `NotNowError`.
    """
    with database.writing() as session:
        assessment = required(session, who, Action.ANSWER, id, to_change=True)
        organisation = assessment.organisation_id
        _require_adding(session, who, organisation)
        if piece not in answers_of(session, id).get(question, NEVER).answer.evidence:
            raise NotFoundError(f"The answer to {question} holds no such evidence.")
        added, is_new = kept(session, who, organisation, said_of(piece), now)
        _note(session, added, assessment, question, piece, now)
        if is_new:
            record_evidence(session, who, Event.EVIDENCE_ADDED, organisation, added, now)
        return added


def _require_question(database: Database, who: Actor, id: str, question: str) -> None:
    with database.reading() as session:
        assessment = required(session, who, Action.ANSWER, id)
        text = pinned_text(session, assessment.sha256)
    if question not in questionnaire_of(assessment, text).by_id:
        raise NotFoundError(f"There is no question {question}.")


def _require_adding(session: Transaction, who: Actor, organisation: str) -> None:
    require_in_organisation(session, who, Action.ADD_EVIDENCE, organisation, "There is no such organisation.")


def _found(session: Transaction, organisation: str, id: str, *, to_change: bool = False) -> EvidenceRecord:
    found = rows.find_evidence(session, organisation, id, to_change=to_change)
    if found is None:
        raise NotFoundError(f"There is no evidence {id}.")
    return found


def _to_change(session: Transaction, who: Actor, organisation: str, id: str) -> EvidenceRecord:
    found = _found(session, organisation, id, to_change=True)
    if not may_change(session, who, found):
        raise NotPermittedError(Action.KEEP_EVIDENCE.value, frozenset({Role.LEAD}))
    return found


def _use(
    session: Transaction, who: Actor, assessment: Assessment, question: str, records: Iterable[EvidenceRecord],
    now: datetime,
) -> tuple[str, ...] | TooMany:  # fmt: skip
    stored = answers_of(session, assessment.id).get(question, NEVER)
    new = {piece_of(one.said): one.id for one in records}
    new = {piece: id for piece, id in new.items() if piece not in stored.answer.evidence}
    if not new:
        return ()
    pieces = (*stored.answer.evidence, *new)
    if len(pieces) > MOST_PIECES:
        return TooMany()
    changed = Kept(answer=replace(stored.answer, evidence=pieces), revision=stored.revision + 1)
    keep(session, assessment.id, {question: changed}, now, saved_by=who.account)
    set_updated(session, assessment.id, now)
    for piece, evidence in new.items():
        _note(session, evidence, assessment, question, piece, now)
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    after = {"question": question, "evidence": [*new.values()]}
    record(session, who, Event.EVIDENCE_USED, subject, now=now, after=after)
    return tuple(piece.title for piece in new)


def note_use(session: Transaction, one: EvidenceRecord, assessment: Assessment, question: str, now: datetime) -> None:
    """Note, inside a transaction that is open, that the answer holds a copy of the record as it is now."""
    _note(session, one.id, assessment, question, piece_of(one.said), now)


def _note(
    session: Transaction, evidence: str, assessment: Assessment, question: str, copy: Evidence, now: datetime
) -> None:
    use = EvidenceUse(evidence=evidence, assessment=assessment.id, question=question, copy=copy, used_at=now)
    rows.add_use(session, use)
