"""Correcting a locked assessment: never itself, but by a new one that begins with what it says and is linked to it."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import required
from selfassess.services.rights import Action
from selfassess.store import assessments as rows
from selfassess.store.answers import answers_of, keep
from selfassess.store.confirmations import confirmations_of, holding, keep_confirmation
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import add_use, uses_in
from selfassess.store.model import Assessment
from selfassess.store.moderation import add_note, notes_of
from selfassess.store.organisations import find_organisation
from selfassess.store.sharing import copy_choices
from selfassess.store.steps import add_change
from selfassess.store.texts import PinnedText, pinned_text
from selfassess.voices.steps import WorkStatus


def correct(database: Database, who: Actor, id: str, *, reason: str, now: datetime) -> Assessment:
    """A new draft with the same details and answers, which takes the place of the locked one once it is signed itself.

    The moderator's notes that stand go with them. Where there is such a draft already, that one. Raises
    `NotFoundError`, `NotPermittedError`, `NotNowError` for one that is not locked, and ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a correction needs a reason")
    with database.writing() as session:
        locked = required(session, who, Action.CORRECT, id, to_change=True)
        successor = rows.successor_of(session, id)
        if successor is not None:
            return successor
        new = secrets.token_hex(16)
        _add_draft(session, new, locked, now)
        _copy(session, id, new, who, now)
        copy_choices(session, id, new, now, by=who.account)
        add_change(session, new, WorkStatus.SIGNED, WorkStatus.DRAFT, now, reason=reason.strip(), by=who.account)
        subject = Subject(kind="assessment", id=new, organisation=locked.organisation_id)
        record(session, who, Event.ASSESSMENT_CORRECTED, subject, now=now, after={"revises": id})
        return required(session, who, Action.SEE_ASSESSMENT, new)


def _add_draft(session: Transaction, id: str, locked: Assessment, now: datetime) -> None:
    """One with the same steps; its own last step is to be signed, as it is to stand for what was."""
    owner = find_organisation(session, locked.organisation_id)
    assert owner is not None  # noqa: S101 - a foreign key sees to it
    data = pinned_text(session, locked.sha256)
    text = PinnedText(sha256=locked.sha256, questionnaire=locked.questionnaire, version=locked.version, data=data)
    token, steps = secrets.token_urlsafe(24), {"moderated": locked.moderated, "signing": True}
    rows.add_assessment(session, id, token, text, owner, locked.details, now, revises=locked.id, **steps)


def _copy(session: Transaction, source: str, target: str, who: Actor, now: datetime) -> None:
    """Answers, what evidence they hold copies of, what was confirmed, and the moderator's notes that stand."""
    before = answers_of(session, source)
    kept = {question: replace(one, revision=1) for question, one in before.items()}
    keep(session, target, kept, now, saved_by=who.account)
    for confirmation in holding(confirmations_of(session, source), before):
        keep_confirmation(session, target, replace(confirmation, revision=1))
    for use in uses_in(session, source):
        add_use(session, replace(use, assessment=target))
    for one in notes_of(session, source):
        if one.stands:
            add_note(session, target, one.note, now, by=one.by)
