"""Who wants no reminders about the actions of which organisation, in and out of their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import QuietRow

_TABLE = table_of(QuietRow)


def quiet_in(session: Session, account: str) -> frozenset[str]:
    """The organisations about whose actions this account wants no reminders."""
    return frozenset(session.scalars(select(_TABLE.c.organisation).where(_TABLE.c.account == account)))


def set_quiet(session: Session, account: str, organisation: str, now: datetime, *, quiet: bool) -> bool:
    """Note that they want none, or want them again; False where it was so before."""
    if quiet:
        statement = insert_into(QuietRow, dialect_of(session)).on_conflict_do_nothing()
        row = {"account": account, "organisation": organisation, "since": now}
        # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
        done = session.execute(statement, row, execution_options={"preserve_rowcount": True})
    else:
        this = _TABLE.c.account == account, _TABLE.c.organisation == organisation
        done = session.execute(delete(_TABLE).where(*this))
    return cast("CursorResult[Any]", done).rowcount == 1
