"""Invitations in and out of their rows; one is known by the hash of the secret in its link."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.people import Invitation, Place, Role
from selfassess.store.rows import InvitationRow

_TABLE = table_of(InvitationRow)
_NOT_SETTLED = (_TABLE.c.accepted_at.is_(None), _TABLE.c.revoked_at.is_(None))
_OF_SECRET = select(_TABLE).where(_TABLE.c.secret == bindparam("hash"))


def _invitation(row: Any) -> Invitation:
    return Invitation(
        id=row.id,
        email=row.email,
        name=row.name,
        organisation=row.organisation,
        partnership=row.partnership,
        role=Role(row.role),
        invited_by=row.invited_by,
        invited_at=row.invited_at,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        accepted_at=row.accepted_at,
        accepted_by=row.accepted_by,
        revoked_at=row.revoked_at,
        assessment=row.assessment,
        sections=None if row.sections is None else frozenset(row.sections),
        due_on=row.due_on,
    )


def _in(place: Place) -> ColumnElement[bool]:
    if place.organisation:
        return _TABLE.c.organisation == place.organisation
    return _TABLE.c.partnership == place.partnership


def add_invitation(session: Session, invitation: Invitation, hash: str) -> None:
    """Keep a new one, which nobody has accepted or revoked yet."""
    row = {
        "id": invitation.id,
        "secret": hash,
        "email": invitation.email,
        "name": invitation.name,
        "organisation": invitation.organisation,
        "partnership": invitation.partnership,
        "role": invitation.role.value,
        "invited_by": invitation.invited_by,
        "invited_at": invitation.invited_at,
        "sent_at": invitation.sent_at,
        "expires_at": invitation.expires_at,
        "assessment": invitation.assessment,
        "sections": None if invitation.sections is None else sorted(invitation.sections),
        "due_on": invitation.due_on,
    }
    session.execute(insert(_TABLE), row)


def invitation_of_secret(session: Session, hash: str, *, to_change: bool = False) -> Invitation | None:
    """The one that this hash is of; `to_change` makes everybody else who uses it wait until this transaction ends."""
    row = session.execute(_OF_SECRET.with_for_update() if to_change else _OF_SECRET, {"hash": hash}).one_or_none()
    return _invitation(row) if row else None


def find_invitation(session: Session, place: Place, id: str, *, to_change: bool = False) -> Invitation | None:
    """The one with this id, if it is to this place."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    this = select(_TABLE).where(_TABLE.c.id == id, _in(place))
    row = session.execute(this.with_for_update() if to_change else this).one_or_none()
    return _invitation(row) if row else None


def unsettled_in(session: Session, place: Place) -> tuple[Invitation, ...]:
    """Those that nobody has accepted or revoked, expired ones too; the latest first."""
    query = select(_TABLE).where(_in(place), *_NOT_SETTLED).order_by(_TABLE.c.sent_at.desc(), _TABLE.c.id)
    return tuple(map(_invitation, session.execute(query)))


def open_invitation(session: Session, place: Place, email: str, role: Role, now: datetime) -> Invitation | None:
    """One to this address and role that can still be accepted."""
    same = (_in(place), _TABLE.c.email == email, _TABLE.c.role == role.value, _TABLE.c.expires_at > now)
    row = session.execute(select(_TABLE).where(*same, *_NOT_SETTLED).limit(1)).one_or_none()
    return _invitation(row) if row else None


def set_sent(session: Session, id: str, hash: str, now: datetime, expires_at: datetime) -> None:
    """Give it a new secret, so that the link sent before is of no use."""
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(secret=hash, sent_at=now, expires_at=expires_at))


def set_asked_to_contribute(
    session: Session, id: str, assessment: str, sections: frozenset[str] | None, due_on: date | None
) -> None:
    """Have whoever accepts it asked to contribute to this assessment."""
    asked = {"assessment": assessment, "sections": None if sections is None else sorted(sections), "due_on": due_on}
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**asked))


def settle_accepted(session: Session, id: str, account: str, now: datetime) -> bool:
    """Note who accepted it; False where it is settled already: of two at the same moment one gets it."""
    accepted = update(_TABLE).where(_TABLE.c.id == id, *_NOT_SETTLED, _TABLE.c.expires_at > now)
    return _one(session.execute(accepted.values(accepted_at=now, accepted_by=account)))


def settle_revoked(session: Session, id: str, now: datetime) -> bool:
    """Take it back; False where it is settled already."""
    return _one(session.execute(update(_TABLE).where(_TABLE.c.id == id, *_NOT_SETTLED).values(revoked_at=now)))


def _one(result: Any) -> bool:
    return cast("CursorResult[Any]", result).rowcount == 1
