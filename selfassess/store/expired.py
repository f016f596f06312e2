"""What has been kept longer than until a moment, by kind, and how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session, aliased

from selfassess.disclosure.sharing import Choice
from selfassess.store.dialects import table_of
from selfassess.store.rows import (
    AccountRow,
    AssessmentRow,
    AuditEventRow,
    BatchMemberRow,
    ContributionRow,
    InvitationRow,
    MembershipRow,
    ParticipationRow,
    SharingRow,
)

_ASSESSMENT, _ACCOUNT, _INVITATION = table_of(AssessmentRow), table_of(AccountRow), table_of(InvitationRow)
_SAID, _PART = table_of(ContributionRow), table_of(ParticipationRow)
_ROLE, _DONE = table_of(MembershipRow), table_of(AuditEventRow)
_MEMBER, _SHARING = table_of(BatchMemberRow), table_of(SharingRow)

_NAMED = _ASSESSMENT.c.organisation + " · " + _ASSESSMENT.c.period
"""An assessment in words: an organisation may have several."""

WORDS_DELETED = "…"
"""Stands for the reason of "does not apply", which no answer of that kind may be without."""


class Held(Enum):
    """Why something stays though its time is over."""

    COUNTED = "counted"
    """A partnership counts it together with others, or did: without it the others could be worked out."""
    SHARED = "shared"
    """A partnership is shown it by name, or was."""
    CORRECTED = "corrected"
    """A later assessment corrects it, and stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """Something whose time is over.

    `name`: of the person, or of the organisation with the period; `since`: what its time counts from.
    """

    id: str
    name: str
    since: datetime
    held: Held | None = None


def unfinished_until(session: Session, until: datetime, only: str | None = None) -> tuple[Expired, ...]:
    """Assessments that are not locked, of which nobody changed anything since then, nor of what is written apart.

    Here as below, `only` that one where it is given.
    """
    its = _PART.c.assessment == _ASSESSMENT.c.id
    part = (select(func.max(moment)).where(its).scalar_subquery() for moment in (_PART.c.asked_at, _PART.c.finished_at))
    said = select(func.max(_SAID.c.saved_at)).join(_PART, _PART.c.id == _SAID.c.participation).where(its)
    moments = (_ASSESSMENT.c.updated_at, *part, said.scalar_subquery())
    which = (_ASSESSMENT.c.locked_at.is_(None), _is(_ASSESSMENT, only))
    return _untouched(session, _ASSESSMENT.c.id, _NAMED, moments, which, until)


def locked_until(session: Session, until: datetime, only: str | None = None) -> tuple[Expired, ...]:
    """Assessments that were locked before, the latest first: a correction comes before what it corrects."""
    later = aliased(AssessmentRow)
    why = case((_counted(), Held.COUNTED.value), (_shared(), Held.SHARED.value))
    columns = (_ASSESSMENT.c.id, _NAMED.label("words"), _ASSESSMENT.c.locked_at.label("since"))
    query = select(*columns, why.label("why"), later.id.label("corrected_by")).outerjoin(
        later, later.revises == _ASSESSMENT.c.id
    )
    query = query.where(_ASSESSMENT.c.locked_at < until, _is(_ASSESSMENT, only))
    found: list[Expired] = []
    goes: set[str] = set()
    for row in session.execute(query.order_by(_ASSESSMENT.c.locked_at.desc(), _ASSESSMENT.c.id)):
        held = Held(row.why) if row.why else None
        if held is None and row.corrected_by not in {None, *goes}:
            held = Held.CORRECTED
        if held is None:
            goes.add(row.id)
        found.append(Expired(id=row.id, name=row.words, since=row.since, held=held))
    return tuple(found)


def _counted() -> ColumnElement[bool]:
    return exists().where(_MEMBER.c.assessment == _ASSESSMENT.c.id)


def _shared() -> ColumnElement[bool]:
    saw = _SHARING.c.steering_saw_at.is_not(None) | _SHARING.c.members_saw_at.is_not(None)
    chosen = _SHARING.c.choice != Choice.NOT_SHARED.value
    return exists().where(_SHARING.c.assessment == _ASSESSMENT.c.id, chosen | saw)


def _is(table: Table, only: str | None) -> ColumnElement[bool]:
    return true() if only is None else table.c.id == only


def _assessments(
    session: Session, since: Any, which: ColumnElement[bool], until: datetime, only: str | None
) -> tuple[Expired, ...]:
    columns = (_ASSESSMENT.c.id, _NAMED.label("words"), since.label("since"))
    query = select(*columns).where(which, since < until, _is(_ASSESSMENT, only))
    return _expired(session, query.order_by(since, _ASSESSMENT.c.id))


def sheets_until(session: Session, until: datetime, only: str | None = None) -> tuple[Expired, ...]:
    """Assessments agreed before, for which contributors wrote something apart that is still there."""
    written = exists().where(_PART.c.id == _SAID.c.participation, _PART.c.assessment == _ASSESSMENT.c.id, _has_words())
    return _assessments(session, _ASSESSMENT.c.agreed_at, written, until, only)


def _has_words() -> ColumnElement[bool]:
    reason = and_(_SAID.c.reason.is_not(None), _SAID.c.reason != WORDS_DELETED)
    return or_(_SAID.c.comment.is_not(None), reason, cast(_SAID.c.evidence, String) != "[]")


def delete_words_of_sheets(session: Session, assessment: str) -> None:
    """Delete what contributors to it wrote apart; the levels they chose stay, for they are counted."""
    theirs = _SAID.c.participation.in_(select(_PART.c.id).where(_PART.c.assessment == assessment))
    reason = case((_SAID.c.reason.is_not(None), WORDS_DELETED), else_=null())
    session.execute(update(_SAID).where(theirs).values(comment=None, reason=reason, evidence=[]))


def invitations_until(session: Session, until: datetime, only: str | None = None) -> tuple[Expired, ...]:
    """Invitations accepted, taken back or run out before, that still say to whom they went."""
    over = func.coalesce(_INVITATION.c.accepted_at, _INVITATION.c.revoked_at, _INVITATION.c.expires_at)
    named = _INVITATION.c.email.is_not(None) | (_INVITATION.c.name != "")
    words = func.coalesce(_INVITATION.c.email, _INVITATION.c.name).label("words")
    columns = (_INVITATION.c.id, words, over.label("since"))
    query = select(*columns).where(named, over < until, _is(_INVITATION, only))
    return _expired(session, query.order_by(over, _INVITATION.c.id))


def empty_invitation(session: Session, id: str) -> None:
    """Forget to whom it went."""
    session.execute(update(_INVITATION).where(_INVITATION.c.id == id).values(name="", email=None))


def accounts_until(session: Session, until: datetime, only: str | None = None) -> tuple[Expired, ...]:
    """Accounts without any role, whose people were last here and gave up their last role before; no administrators.

    An invitation that can be accepted keeps the account, since erasing it would take that back.
    """
    ended = select(func.max(_ROLE.c.ended_at)).where(_ROLE.c.account == _ACCOUNT.c.id).scalar_subquery()
    # Whoever comes signs in, which stays on record. Sessions would not do: they are forgotten after a month.
    here = select(func.max(_DONE.c.at)).where(_DONE.c.actor == _ACCOUNT.c.id).scalar_subquery()
    asked = select(func.max(_INVITATION.c.expires_at)).where(_INVITATION.c.email == _ACCOUNT.c.email).scalar_subquery()
    moments = (_ACCOUNT.c.created_at, ended, here, asked)
    holds = exists().where(_ROLE.c.account == _ACCOUNT.c.id, _ROLE.c.ended_at.is_(None))
    which = (_ACCOUNT.c.erased_at.is_(None), ~_ACCOUNT.c.administrator, ~holds, _is(_ACCOUNT, only))
    return _untouched(session, _ACCOUNT.c.id, _ACCOUNT.c.name, moments, which, until)


def _untouched(
    session: Session,
    id: Any,
    name: Any,
    moments: Sequence[Any],
    which: Sequence[ColumnElement[bool]],
    until: datetime,
) -> tuple[Expired, ...]:
    """Those of which every one of the moments was before; a moment can be none."""
    over = (or_(moment.is_(None), moment < until) for moment in moments)
    found = (
        Expired(id=row[0], name=row[1], since=max(filter(None, row[2:])))
        for row in session.execute(select(id, name, *moments).where(*which, *over))
    )
    return tuple(sorted(found, key=lambda one: (one.since, one.id)))


def _expired(session: Session, query: Select[Any]) -> tuple[Expired, ...]:
    return tuple(Expired(id=row.id, name=row.words, since=row.since) for row in session.execute(query))
