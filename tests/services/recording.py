"""Events for tests of the audit record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from selfassess.services.access import LOCAL, Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.store.database import Database

NOW = datetime(2026, 10, 1, 9, 30, 0, 123456, tzinfo=UTC)
SUBJECT = Subject(kind="assessment", id="a1", organisation="o1")


def add(
    database: Database,
    count: int = 1,
    *,
    who: Actor = LOCAL,
    event: Event = Event.ANSWERS_SAVED,
    subject: Subject = SUBJECT,
    after: dict[str, Any] | None = None,
) -> None:
    """Record so many events in one transaction, told apart by a number."""
    with database.writing() as session:
        for at in range(count):
            said = {"section": "c1", "questions": ["a", "b"], "number": at} if after is None else after
            record(session, who, event, subject, now=NOW, after=said)
