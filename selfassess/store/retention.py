"""How long each kind of thing is kept, in and out of its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import RetentionRow

_TABLE = table_of(RetentionRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodKept:
    """`months` None: no end. `revision` counts changes, from 1."""

    months: int | None
    changed_at: datetime
    revision: int


def periods_kept(session: Session) -> dict[str, PeriodKept]:
    """Every period that was ever set, by its kind."""
    return {row.kind: _kept(row) for row in session.execute(select(_TABLE))}


def period_kept(session: Session, kind: str, *, to_change: bool = False) -> PeriodKept | None:
    """The period of one kind, None where none was ever set. With `to_change` others wait for this transaction."""
    asked = select(_TABLE).where(_TABLE.c.kind == kind)
    row = session.execute(asked.with_for_update() if to_change else asked).one_or_none()
    return _kept(row) if row else None


def keep_period(session: Session, kind: str, months: int | None, now: datetime, *, by: str | None) -> None:
    """Make this the period; the revision counts on."""
    values = {"months": months, "changed_at": now, "changed_by": by}
    this = _TABLE.c.kind == kind
    if session.execute(select(_TABLE.c.revision).where(this)).one_or_none():
        session.execute(update(_TABLE).where(this).values(**values, revision=_TABLE.c.revision + 1))
    else:
        session.execute(insert(_TABLE), {"kind": kind, **values, "revision": 1})


def _kept(row: Any) -> PeriodKept:
    return PeriodKept(months=row.months, changed_at=row.changed_at, revision=row.revision)
