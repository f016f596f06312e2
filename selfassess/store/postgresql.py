"""Settings that make PostgreSQL keep every acknowledged answer and behave as SQLite does."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, text
from sqlalchemy.orm import Session

from selfassess.store.problem import StoreProblem

READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Execution options of a connection that only reads: it sees one state of the data throughout."""

WRITING = {"isolation_level": "READ COMMITTED"}
"""Execution options of a connection that writes: after waiting for another writer it must see what that one wrote."""

REBUILDING = WRITING
"""Execution options of a connection that changes the tables themselves."""

# A server can be set to acknowledge before anything is written, to wait for a lock without end, and to give times
# in its own zone and style. Five seconds are what SQLite waits for another writer.
_SESSION = "-c synchronous_commit=on -c lock_timeout=5s -c TimeZone=UTC -c DateStyle=ISO"
_SECONDS_TO_CONNECT = 5

# Any number will do, as long as it stays the same: it names the lock among those of the same database.
_MIGRATION_LOCK = 4_717_382_019
# PostgreSQL keeps locks named by two numbers apart from those named by one.
_NAME_LOCKS = 471_738


def connect_arguments(address: URL) -> dict[str, Any]:
    """What to connect with besides the address; what its query says of the same wins."""
    own = {name: value for name, value in address.query.items() if name in ("connect_timeout", "options")}
    return {
        "connect_timeout": own.get("connect_timeout", _SECONDS_TO_CONNECT),
        "client_encoding": "utf8",
        "options": f"{_SESSION} {own.get('options', '')}".strip(),
    }


def claim_for_migration(session: Session, place: str) -> None:
    """Make every other start wait until this transaction ends; `StoreProblem` where not every text could be kept."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
    encoding = session.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StoreProblem(
            f"The database {place} keeps text as {encoding}, which has no room for every language. "
            "Make one with ENCODING 'UTF8' and name it with SELFASSESS_DATABASE_URL."
        )


def claim_name(session: Session, name: str) -> None:
    """Make everybody else who claims the same name wait until this transaction ends."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key, hashtext(:name))"), {"key": _NAME_LOCKS, "name": name})
