"""A signed result of a made-up organisation put into the database, and the correction of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.locking import seal
from selfassess.store.answers import Kept, keep
from selfassess.store.assessments import add_assessment, find_assessment
from selfassess.store.database import Transaction
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation
from selfassess.store.section_figures import keep_figures, keep_results
from selfassess.store.signatures import Signature, add_signature
from selfassess.store.steps import LockedCard, add_change, set_status
from selfassess.store.texts import PinnedText
from selfassess.voices.steps import WorkStatus

_STATEMENT = "This is how we see it together (made up)."
_REASON = "A slip was found (made up)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A result that was locked just now, with the figures it was locked with."""

    assessment: Assessment
    card: LockedCard


def add_signed(
    session: Transaction,
    id: str,
    owner: Organisation,
    text: PinnedText,
    sheet: AnswerSheet,
    signatory: str,
    *,
    revises: str | None = None,
) -> Signed:
    """Add an assessment that says what the sheet says, agreed and signed in the days after; its figures are kept.

    With `revises` it is begun as a correction of that locked one. Its partnerships are for the caller to let go on.
    """
    begun = datetime.combine(sheet.assessed_on, time(9), UTC) + timedelta(days=20 if revises else 0)
    details = Details(
        organisation=sheet.organisation, period=sheet.period, assessed_on=sheet.assessed_on, profile=sheet.profile
    )
    add_assessment(session, id, id, text, owner, details, begun, signing=True, revises=revises)
    if revises:
        add_change(session, id, WorkStatus.SIGNED, WorkStatus.DRAFT, begun, reason=_REASON, by=None)
    answers = {question: Kept(answer=answer, revision=1) for question, answer in sheet.answers.items()}
    keep(session, id, answers, begun, saved_by=None)
    agreed, signed = begun + timedelta(days=7), begun + timedelta(days=14)
    add_change(session, id, WorkStatus.DRAFT, WorkStatus.AGREED, agreed, by=None)
    set_status(session, id, WorkStatus.AGREED, agreed)
    return _lock(session, id, signatory, signed)


def _lock(session: Transaction, id: str, signatory: str, now: datetime) -> Signed:
    stored = _found(session, id)
    add_signature(session, _signature(stored, signatory, now))
    card = seal(session, stored)
    add_change(session, id, WorkStatus.AGREED, WorkStatus.SIGNED, now, by=None)
    set_status(session, id, WorkStatus.SIGNED, now, card=card)
    keep_figures(session, id, card.card)
    keep_results(session, stored.organisation_id, stored.questionnaire)
    return Signed(assessment=_found(session, id), card=card)


def _found(session: Transaction, id: str) -> Assessment:
    found = find_assessment(session, id)
    assert found is not None  # noqa: S101 - added just now
    return found


def _signature(assessment: Assessment, signatory: str, now: datetime) -> Signature:
    return Signature(
        id=assessment.id,
        organisation=assessment.organisation_id,
        questionnaire=assessment.questionnaire,
        assessment=assessment.id,
        name="Made-up signatory",
        role=signatory,
        signed_on=now.date(),
        statement=_STATEMENT,
        key_actions=(),
        signed_at=now,
        signed_by=None,
    )


def record_signed(session: Transaction, who: Actor, signed: Signed) -> None:
    """Put it on record that it was locked, and with which figures."""
    this = signed.assessment
    subject = Subject(kind="assessment", id=this.id, organisation=this.organisation_id)
    after: Mapping[str, str] = {"status": this.status.value, "card": signed.card.sha256}
    record(session, who, Event.ASSESSMENT_LOCKED, subject, now=this.locked_at or this.updated_at, after=after)


def with_a_slip_mended(sheet: AnswerSheet, top: int) -> AnswerSheet:
    """The sheet with its first answer that can be higher one level higher, without evidence for it."""
    for question, answer in sheet.answers.items():
        if answer.level is not None and answer.level < top:
            mended = Answer(state=State.ANSWERED, value=answer.level + 1)
            return replace(sheet, answers={**sheet.answers, question: mended})
    return sheet
