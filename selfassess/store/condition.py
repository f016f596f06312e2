"""How a database is: whole, known to its own planner, agreed with this machine about the time, its texts unchanged."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, table_of
from selfassess.store.rows import AuditEventRow, QuestionnaireTextRow

_MOST_DAMAGES = 5

_EVENT, _TEXT = table_of(AuditEventRow), table_of(QuestionnaireTextRow)


def damages(session: Session) -> tuple[str, ...]:
    """What SQLite finds when it reads all of its file, at most a few; a server looks after its own."""
    if dialect_of(session) != "sqlite":
        return ()
    found = session.scalars(text(f"PRAGMA integrity_check({_MOST_DAMAGES})")).all()
    loose = session.execute(text("PRAGMA foreign_key_check")).first()
    return (
        *(one for one in found if one != "ok"),
        *([f"a row of {loose[0]} refers to what is not there"] if loose else []),
    )


def tables_never_analysed(session: Session) -> tuple[str, ...]:
    """Tables of a PostgreSQL server so large that its planner must have looked at them, and has not."""
    if dialect_of(session) == "sqlite":
        return ()
    return tuple(session.scalars(text(_NEVER_ANALYSED)))


_NEVER_ANALYSED = """SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND reltuples < 0
    AND pg_relation_size(oid) > 8388608 ORDER BY relname"""


def server_clock(session: Session) -> datetime | None:
    """What time it is on the database's server; None for a file, which has no clock."""
    if dialect_of(session) == "sqlite":
        return None
    moment: datetime | None = session.scalar(text("SELECT clock_timestamp()"))
    return moment


def last_recorded(session: Session) -> datetime | None:
    """When the newest event of the audit record was, by the clock of whoever recorded it."""
    last: datetime | None = session.scalar(select(func.max(_EVENT.c.at)))
    return last


def altered_texts(session: Session) -> tuple[str, ...]:
    """Names of pinned questionnaires whose bytes are not those their hash was made of."""
    rows = session.execute(select(_TEXT.c.sha256, _TEXT.c.questionnaire, _TEXT.c.version, _TEXT.c.text))
    return tuple(
        f"{name} {version}" for sha256, name, version, data in rows if hashlib.sha256(data).hexdigest() != sha256
    )
