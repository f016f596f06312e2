"""Taking a person out of every table: whatever says who somebody was goes, ids and answers stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.outbox import erase_messages
from selfassess.store.people import Role
from selfassess.store.rows import (
    AccountRow,
    CalendarFeedRow,
    InvitationRow,
    KeptFormRow,
    LoginSessionRow,
    MembershipRow,
    OneTimeLinkRow,
    OrganisationRow,
    PackRunRow,
    QuietRow,
)

_ACCOUNT, _MEMBERSHIP, _INVITATION = table_of(AccountRow), table_of(MembershipRow), table_of(InvitationRow)
_ORGANISATION = table_of(OrganisationRow)
_ACCESS = (LoginSessionRow, OneTimeLinkRow, KeptFormRow, CalendarFeedRow, QuietRow)


def erase_person(session: Session, account: str, now: datetime) -> None:
    """Empty the account, end what it could do, and empty what was sent to it; rows that name its id go on doing so."""
    email = session.scalar(select(_ACCOUNT.c.email).where(_ACCOUNT.c.id == account))
    erase_messages(session, account, email)
    _erase_invitations(session, account, email, now)
    held = (_MEMBERSHIP.c.account == account) & _MEMBERSHIP.c.ended_at.is_(None)
    session.execute(update(_MEMBERSHIP).where(held).values(ended_at=now))
    for row in _ACCESS:
        table = table_of(row)
        session.execute(delete(table).where(table.c.account == account))
    runs = table_of(PackRunRow)  # for their eyes alone, so for nobody's any more
    session.execute(delete(runs).where(runs.c.requested_by == account))
    nothing = {"name": "", "email": None, "password": None, "second_step": None, "last_code": None}
    no_rights = {"recovery_codes": [], "active": False, "administrator": False, "erased_at": now}
    session.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account).values({**nothing, **no_rights}))


def _erase_invitations(session: Session, account: str, email: str | None, now: datetime) -> None:
    theirs = _INVITATION.c.accepted_by == account
    if email is not None:
        theirs |= _INVITATION.c.email == email
    still_open = theirs & _INVITATION.c.accepted_at.is_(None) & _INVITATION.c.revoked_at.is_(None)
    session.execute(update(_INVITATION).where(still_open).values(revoked_at=now))
    session.execute(update(_INVITATION).where(theirs).values(name="", email=None))


def left_without_lead(session: Session, account: str) -> tuple[str, ...]:
    """The names of the organisations whose only lead this is; whoever leads the one around leads its services too."""
    leads = (
        select(_MEMBERSHIP.c.organisation)
        .join(_ACCOUNT, _ACCOUNT.c.id == _MEMBERSHIP.c.account)
        .where(_MEMBERSHIP.c.role == Role.LEAD.value, _MEMBERSHIP.c.ended_at.is_(None), _ACCOUNT.c.active)
        .where(_MEMBERSHIP.c.organisation.is_not(None))
    )
    others = leads.where(_ACCOUNT.c.id != account)
    led = _ORGANISATION.c.id.in_(leads.where(_ACCOUNT.c.id == account))
    led_by_others = or_(_ORGANISATION.c.id.in_(others), func.coalesce(_ORGANISATION.c.parent, "").in_(others))
    query = select(_ORGANISATION.c.name).where(led, ~led_by_others).order_by(_ORGANISATION.c.name)
    return tuple(session.scalars(query))
