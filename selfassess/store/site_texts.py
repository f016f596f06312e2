"""Pages of this installation in the words of its administrator, in and out of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import SiteTextRow

_TABLE = table_of(SiteTextRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """What a page says instead of the program's own words; empty where it says those again.

    `revision` counts changes, from 1.
    """

    text: str
    changed_at: datetime
    revision: int


def texts_kept(session: Session) -> dict[str, KeptText]:
    """Every page that was ever changed, by its name in the table of pages."""
    return {row.page: _kept(row) for row in session.execute(select(_TABLE))}


def text_kept(session: Session, page: str, *, to_change: bool = False) -> KeptText | None:
    """The words of one page, None where nobody ever changed it. With `to_change` others wait for this transaction."""
    asked = select(_TABLE).where(_TABLE.c.page == page)
    row = session.execute(asked.with_for_update() if to_change else asked).one_or_none()
    return _kept(row) if row else None


def keep_text(session: Session, page: str, text: str, now: datetime, *, by: str | None) -> None:
    """Make this what the page says; the revision counts on."""
    values = {"text": text, "changed_at": now, "changed_by": by}
    this = _TABLE.c.page == page
    if session.execute(select(_TABLE.c.revision).where(this)).one_or_none():
        session.execute(update(_TABLE).where(this).values(**values, revision=_TABLE.c.revision + 1))
    else:
        session.execute(insert(_TABLE), {"page": page, **values, "revision": 1})


def _kept(row: Any) -> KeptText:
    return KeptText(text=row.text, changed_at=row.changed_at, revision=row.revision)
