"""How often something was tried within a while, in and out of rows that all processes share."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, case, delete, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import ThrottleRow

_TABLE = table_of(ThrottleRow)


def count(session: Session, key: str, now: datetime, over: datetime) -> tuple[datetime, int]:
    """Count one more try, and give since when how many there were; a count begun at `over` or before starts anew."""
    new = insert_into(ThrottleRow, dialect_of(session)).values(key=key, since=now, count=1)
    is_over = _TABLE.c.since <= bindparam("over", over)
    counted = new.on_conflict_do_update(
        index_elements=[_TABLE.c.key],
        set_={
            "since": case((is_over, new.excluded.since), else_=_TABLE.c.since),
            "count": case((is_over, 1), else_=_TABLE.c.count + 1),
        },
    ).returning(_TABLE.c.since, _TABLE.c.count)
    row = session.execute(counted).one()
    return row[0], row[1]


def uncount(session: Session, key: str) -> None:
    """Take one try back: it was none."""
    session.execute(update(_TABLE).where(_TABLE.c.key == key, _TABLE.c.count > 0).values(count=_TABLE.c.count - 1))


def forget(session: Session, key: str) -> None:
    """Start counting anew."""
    session.execute(delete(_TABLE).where(_TABLE.c.key == key))


def delete_counts(session: Session, begun_before: datetime) -> None:
    """Forget counts that are over."""
    session.execute(delete(_TABLE).where(_TABLE.c.since < begun_before))
