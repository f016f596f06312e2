"""Addresses that calendar programs read from, in and out of their rows; each is known by the hash of its secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import CalendarFeedRow

_TABLE = table_of(CalendarFeedRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed:
    """That a calendar program may read the days of an organisation's actions.

    `account`: who made it and whose rights it reads with; None where there were no accounts. `own`: only what that
    account owns.
    """

    id: str
    organisation: str
    account: str | None
    own: bool
    made_at: datetime
    revoked_at: datetime | None = None


def add_feed(session: Session, feed: CalendarFeed, hash: str) -> bool:
    """Keep a new one; False, and nothing, where there is one with this id."""
    row = {
        "id": feed.id,
        "secret": hash,
        "organisation": feed.organisation,
        "account": feed.account,
        "own": feed.own,
        "made_at": feed.made_at,
        "revoked_at": feed.revoked_at,
    }
    once = insert_into(CalendarFeedRow, dialect_of(session)).on_conflict_do_nothing(index_elements=["id"])
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    done = session.execute(once, row, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", done).rowcount == 1


def feed_of_secret(session: Session, hash: str) -> CalendarFeed | None:
    """The one that the secret with this hash opens, unless it was revoked."""
    row = session.execute(select(_TABLE).where(_TABLE.c.secret == hash, _TABLE.c.revoked_at.is_(None))).one_or_none()
    return _feed(row) if row else None


def find_feed(session: Session, organisation: str, account: str | None, id: str) -> CalendarFeed | None:
    """The one with this id, revoked or not, if this account made it for this organisation."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    row = session.execute(select(_TABLE).where(_TABLE.c.id == id, *_of(organisation, account))).one_or_none()
    return _feed(row) if row else None


def feeds_of(session: Session, organisation: str, account: str | None) -> tuple[CalendarFeed, ...]:
    """Those this account made for this organisation and has not revoked, the oldest first."""
    mine = select(_TABLE).where(*_of(organisation, account), _TABLE.c.revoked_at.is_(None))
    return tuple(map(_feed, session.execute(mine.order_by(_TABLE.c.made_at, _TABLE.c.id))))


def _of(organisation: str, account: str | None) -> tuple[Any, Any]:
    return _TABLE.c.organisation == organisation, _TABLE.c.account.is_not_distinct_from(account)


def _feed(row: Any) -> CalendarFeed:
    return CalendarFeed(
        id=row.id,
        organisation=row.organisation,
        account=row.account,
        own=row.own,
        made_at=row.made_at,
        revoked_at=row.revoked_at,
    )


def revoke_feed(session: Session, id: str, now: datetime) -> bool:
    """Let it give nothing any more; False where that was done before."""
    still_open = update(_TABLE).where(_TABLE.c.id == id, _TABLE.c.revoked_at.is_(None))
    return cast("CursorResult[Any]", session.execute(still_open.values(revoked_at=now))).rowcount == 1
