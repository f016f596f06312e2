"""Which invitations run out soon."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.people import Place
from selfassess.store.rows import InvitationRow

_TABLE = table_of(InvitationRow)


def invitations_running_out(session: Session, now: datetime, until: datetime) -> tuple[tuple[Place, str], ...]:
    """Place and id of those sent by e-mail that can still be accepted, and no longer after `until`."""
    query = select(_TABLE.c.id, _TABLE.c.organisation, _TABLE.c.partnership).where(
        _TABLE.c.accepted_at.is_(None),
        _TABLE.c.revoked_at.is_(None),
        _TABLE.c.email.is_not(None),
        _TABLE.c.expires_at > now,
        _TABLE.c.expires_at <= until,
    )
    found = session.execute(query.order_by(_TABLE.c.expires_at, _TABLE.c.id))
    return tuple((Place(organisation=row.organisation, partnership=row.partnership), row.id) for row in found)
