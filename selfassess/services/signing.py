"""Signing a result: name, role, day and the words that are signed, in the transaction that locks it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from selfassess.services.access import Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.pinned import required
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.services.steps import parties_of, roles_of, take_step
from selfassess.store.database import Database
from selfassess.store.model import Assessment
from selfassess.store.signatures import Signature, add_signature, signatures_of
from selfassess.voices.steps import WorkStatus, refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What a signatory says: who they are, when they signed, and the words they signed."""

    name: str
    role: str
    signed_on: date
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The result is signed and locked, by this submit or by the same one sent before."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedMeanwhile:
    """Somebody else signed, or changed the assessment, since the page was opened; nothing was written."""

    stored: Assessment
    signature: Signature | None


def first_day(assessment: Assessment) -> date | None:
    """The first day that it can have been signed on: the one on which it was agreed."""
    return assessment.agreed_at.date() if assessment.agreed_at else None


def sign(
    database: Database, who: Actor, id: str, said: Signing, *, seen: int, now: datetime
) -> Signed | SignedMeanwhile:
    """Sign the result and lock it; `seen` is the `Assessment.revision` that the page showed.

    Of two who sign at the same moment one does, and the other is told. Raises ValueError for a day to come or before
    the result was agreed, `NotFoundError`, `NotPermittedError`, and `NotNowError` where nothing is there to be signed.
    """
    open_assessment(database, who, id, Action.SIGN)  # reads the questionnaire while nobody waits
    with database.writing() as session:
        stored = required(session, who, Action.SEE_ASSESSMENT, id, to_change=True)
        if stored.status is WorkStatus.SIGNED:
            made = next(iter(signatures_of(session, id)), None)
            same = made is not None and (_said(made), made.signed_by) == (said, who.account)
            return Signed(assessment=stored) if same else SignedMeanwhile(stored=stored, signature=made)
        required(session, who, Action.SIGN, id, to_change=True)
        if refusal(stored.status, WorkStatus.SIGNED, parties_of(session, stored), roles_of(session, who, stored)):
            raise NotNowError(Action.SIGN.value, stored.status)
        if stored.revision != seen:
            return SignedMeanwhile(stored=stored, signature=None)
        first = first_day(stored)
        if said.signed_on > now.date() or (first and said.signed_on < first):
            raise ValueError(f"nothing can have been signed on {said.signed_on}")
        add_signature(session, _signature(who, stored, said, now))
        take_step(session, who, stored, WorkStatus.SIGNED, now=now)
        return Signed(assessment=required(session, who, Action.SEE_ASSESSMENT, id))


def _said(signature: Signature) -> Signing:
    return Signing(
        name=signature.name, role=signature.role, signed_on=signature.signed_on, statement=signature.statement
    )


def _signature(who: Actor, stored: Assessment, said: Signing, now: datetime) -> Signature:
    return Signature(
        id=secrets.token_hex(16),
        organisation=stored.organisation_id,
        questionnaire=stored.questionnaire,
        assessment=stored.id,
        name=said.name,
        role=said.role,
        signed_on=said.signed_on,
        statement=said.statement,
        key_actions=(),
        signed_at=now,
        signed_by=who.account,
    )


def signatures(database: Database, who: Actor, id: str) -> tuple[Signature, ...]:
    """Who signed the result, for all who know of the assessment. Raises `NotFoundError`."""
    with database.reading() as session:
        required(session, who, Action.SEE_ASSESSMENT, id)
        return signatures_of(session, id)
