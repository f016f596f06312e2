"""The audit record: events chained by their hashes, and the end of the chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, BigInteger, CheckConstraint, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.columns import JSON_OR_NULL
from selfassess.store.rows.base import Row


class AuditEventRow(Row):
    """Something that was done. Names people and things by their ids only, so that erasing a person leaves it whole."""

    __tablename__ = "audit_event"

    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, comment="from 1, no gaps")
    at: Mapped[datetime] = mapped_column(comment="when")
    actor_kind: Mapped[str] = mapped_column(String(16), comment="person, local, operator, worker or visitor")
    actor: Mapped[str | None] = mapped_column(String(32), index=True, comment="the account, where there was one")
    event: Mapped[str] = mapped_column(String(60), comment="what was done, by the table of events")
    subject_kind: Mapped[str] = mapped_column(String(30), comment="to what sort of thing")
    subject: Mapped[str] = mapped_column(String(80), comment="its id")
    organisation: Mapped[str | None] = mapped_column(String(32), comment="whose leads see this, or none")
    partnership: Mapped[str | None] = mapped_column(String(32), comment="whose administrators see this, or none")
    before: Mapped[dict[str, Any]] = mapped_column(JSON_OR_NULL, comment="what changed, as it was")
    after: Mapped[dict[str, Any]] = mapped_column(JSON_OR_NULL, comment="what changed, as it became")
    request: Mapped[str | None] = mapped_column(String(32), comment="id of the request or job that did it")
    previous: Mapped[str] = mapped_column(String(64), comment="hash of the event before; zeros for the first")
    hash: Mapped[str] = mapped_column(String(64), comment="SHA-256 of all of the above")

    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        Index(None, "organisation", "number"),
        Index(None, "partnership", "number"),
    )


class AuditHeadRow(Row):
    """The last event, in one row: whoever adds an event holds it, so that the chain never forks."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="always 1")
    number: Mapped[int] = mapped_column(BigInteger, comment="of the last event; 0 before the first")
    hash: Mapped[str] = mapped_column(String(64), comment="of the last event; zeros before the first")

    __table_args__ = (CheckConstraint("id = 1", name="id"),)


# The database itself refuses to change or delete an event: a mistake of ours, or of somebody with a query window.
_APPEND_ONLY = {
    "sqlite": (
        """CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END""",
        """CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit record is only added to'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'the audit record is only added to'; END$$""",
        """CREATE TRIGGER audit_event_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_kept()""",
    ),
}
for _dialect, _statements in _APPEND_ONLY.items():
    for _statement in _statements:
        _made = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]  # SQLAlchemy lacks it
        event.listen(AuditEventRow.__table__, "after_create", _made)
