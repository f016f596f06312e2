"""The audit record: what was done is written in the transaction that does it, chained to what was done before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from selfassess.services.access import Actor
from selfassess.store.audit import Entry, add_event
from selfassess.store.database import Transaction

# Ids, days and words of our own tables fit; sentences, names of several words and e-mail addresses do not.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,119}")


class Event(StrEnum):
    """What can be recorded; each has its sentence in the page's words, and a test knows them all."""

    ASSESSMENT_STARTED = "assessment started"
    ASSESSMENT_CHANGED = "assessment details changed"
    ASSESSMENT_ARRANGED = "assessment steps chosen"
    ASSESSMENT_MOVED = "assessment moved on"
    ASSESSMENT_MOVED_BACK = "assessment moved back"
    ASSESSMENT_LOCKED = "assessment signed and locked"
    DOCUMENT_KEPT = "final document made"
    PACKS_ASKED = "packs asked for"
    PACKS_MADE = "packs made"
    PACKS_CANCELLED = "packs cancelled"
    ASSESSMENT_CORRECTED = "correction of an assessment begun"
    ASSESSMENT_DELETED = "assessment deleted"
    ANSWERS_SAVED = "answers saved"
    LEVEL_CONFIRMED = "level of last year confirmed"
    CONTRIBUTOR_ASKED = "contributor asked"
    CONTRIBUTOR_ASKED_ANEW = "contributor asked for other sections or by another day"
    CONTRIBUTOR_WITHDRAWN = "contributor withdrawn"
    CONTRIBUTION_BEGUN = "contribution begun"
    CONTRIBUTION_FINISHED = "contribution finished"
    CONTRIBUTION_REOPENED = "contribution reopened"
    CONTRIBUTION_DECLINED = "contribution declined"
    CONTRIBUTION_HANDED_OVER = "contribution handed over"
    CONTRIBUTORS_REMINDED = "contributors reminded"
    REMINDERS_CHOSEN = "reminders chosen"
    WORKSHOP_PLANNED = "workshop planned"
    WORKSHOP_AGREED = "answers agreed in the workshop"
    MODERATED = "answer moderated"
    SHARING_CHOSEN = "sharing of a result chosen"
    COMMITMENT_SIGNED = "pledge or concordat signed"
    ACTIONS_REMINDED = "reminded of actions"
    ACTION_REMINDERS_CHOSEN = "reminders of actions chosen"
    CALENDAR_MADE = "calendar address made"
    CALENDAR_REVOKED = "calendar address revoked"
    EVIDENCE_ADDED = "evidence added"
    EVIDENCE_CHANGED = "evidence changed"
    EVIDENCE_CONFIRMED = "evidence confirmed"
    EVIDENCE_RETIRED = "evidence retired"
    EVIDENCE_BROUGHT_BACK = "evidence brought back"
    EVIDENCE_USED = "evidence used"
    PLAN_BEGUN = "plan of actions begun"
    PLAN_CHECKED = "plan of actions looked at"
    PLAN_CLOSED = "plan of actions closed"
    PLAN_DELETED = "plan of actions deleted"
    ACTIONS_ADDED = "actions added"
    ACTION_CHANGED = "action changed"
    ACTION_DELETED = "action deleted"
    PROGRESS_NOTED = "progress of an action noted"
    TARGETS_SET = "targets set"
    EXAMPLE_REMOVED = "example removed"
    ORGANISATION_ADDED = "organisation added"
    ORGANISATION_CHANGED = "organisation changed"
    BRAND_CHANGED = "look on paper changed"
    ORGANISATION_CLOSED = "organisation closed"
    ORGANISATION_REOPENED = "organisation reopened"
    ORGANISATION_DELETED = "organisation deleted"
    PARTNERSHIP_ADDED = "partnership added"
    PARTNERSHIP_CHANGED = "partnership changed"
    PARTNERSHIP_CLOSED = "partnership closed"
    PARTNERSHIP_REOPENED = "partnership reopened"
    PARTNERSHIP_DELETED = "partnership deleted"
    SIGNATORIES_PUBLISHED = "list of signatories published"
    SIGNATORIES_HIDDEN = "list of signatories hidden"
    PARTNERSHIP_JOINED = "partnership joined"
    PARTNERSHIP_LEFT = "partnership left"
    ROLES_CHANGED = "roles changed"
    ROLES_LEFT = "roles given up"
    INVITED = "invitation sent"
    INVITED_AGAIN = "invitation sent again"
    INVITATION_REVOKED = "invitation revoked"
    INVITATION_ACCEPTED = "invitation accepted"
    SET_UP = "first administrator made"
    ACCOUNT_ADDED = "account added"
    ACCOUNT_DEACTIVATED = "account deactivated"
    ACCOUNT_ACTIVATED = "account activated"
    ADMINISTRATOR_MADE = "administrator made"
    ADMINISTRATOR_UNMADE = "administrator unmade"
    LINK_HANDED_OVER = "link handed over"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_ELSEWHERE = "signed out elsewhere"
    NAME_CHANGED = "name changed"
    EMAIL_CHANGED = "e-mail address changed"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - what happened
    SECOND_STEP_SET_UP = "second step set up"
    SECOND_STEP_REMOVED = "second step removed"
    RECOVERY_CODES_MADE = "recovery codes made"
    PERSON_ERASED = "person erased"
    COPY_MADE = "safe copy made"
    COPY_TAKEN = "safe copy downloaded"
    COPY_RESTORED = "safe copy restored"
    DATABASE_MOVED = "database moved"
    MESSAGE_RETRIED = "message tried again"
    MESSAGE_TESTED = "test message sent"
    JOB_CANCELLED = "job cancelled"
    SITE_TEXT_WRITTEN = "page of the installation written"
    SITE_TEXT_BROUGHT_BACK = "page of the installation brought back"
    RETENTION_SET = "period of retention set"
    ASSESSMENT_EXPIRED = "assessment deleted after its period"
    SHEETS_EXPIRED = "words of contributors deleted after their period"
    INVITATION_EXPIRED = "invitation emptied after its period"
    PERSON_COPIED = "copy of what is kept about a person made"
    ORGANISATION_COPIED = "copy of what is kept about an organisation made"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What it was done to; `organisation` or `partnership` decides who else may read of it."""

    kind: str
    id: str
    organisation: str | None = None
    partnership: str | None = None


def record(
    session: Transaction,
    who: Actor,
    event: Event,
    subject: Subject,
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an event to the chain, as the last statement of the transaction: until it ends nobody else can add one.

    `before` and `after` are JSON values of ids: no names, addresses or answers; `ValueError` for what is none.
    """
    entry = Entry(
        at=now,
        actor_kind=who.kind.value,
        actor=who.account,
        event=event.value,
        subject_kind=subject.kind,
        subject=subject.id,
        organisation=subject.organisation,
        partnership=subject.partnership,
        before=_of_ids(before or {}),
        after=_of_ids(after or {}),
        request=who.request,
    )
    add_event(session, entry)


def _of_ids(said: Mapping[str, Any]) -> dict[str, Any]:
    return {_plain(name, name): _plain(name, value) for name, value in said.items()}


def _plain(name: str, value: Any) -> Any:
    """The value as JSON gives it back; what a person may have typed has no place in a record that is never erased."""
    match value:
        case None | bool() | int():
            return value
        case str() if _ID.fullmatch(value):
            return str(value)
        case list() | tuple():
            return [_plain(name, one) for one in value]
    raise ValueError(f"{name} is not made of ids, so it cannot be recorded")
