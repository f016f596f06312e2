"""One state of a whole database, to be read for as long as it takes while others write."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from selfassess.store.database import Database, open_database, sqlite_url
from selfassess.store.dialects import dialect_of
from selfassess.store.problem import StoreProblem, told_as_store_problem


@contextmanager
def snapshot(database: Database, folder: Path) -> Iterator[Session]:
    """A transaction on that state. What SQLite needs for it lies in `folder` meanwhile, as large as the database.

    A damaged database is a `StoreProblem`: copies of it would take the place of sound ones.
    """
    with database.reading() as session:
        if dialect_of(session) == "postgresql":
            yield session
            return
    beside = folder / f".{secrets.token_hex(8)}.sqlite3"
    try:
        _copy(database, beside)
        with closing(open_database(sqlite_url(beside))) as still, still.reading() as session:
            if session.scalar(text("PRAGMA quick_check(1)")) != "ok":
                raise StoreProblem(f"The database {database.place} is damaged. Put a backup copy in its place.")
            yield session
    finally:
        beside.unlink(missing_ok=True)


def _copy(database: Database, beside: Path) -> None:
    """In one go: other programs' changes in between would make SQLite begin anew, and wait no longer than for this."""
    with database.reading() as session:
        source = session.connection().connection.driver_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - what the engine of a SQLite file opens
        beside.touch(mode=0o600, exist_ok=False)  # it holds what everybody said, and others may see the folder
        with told_as_store_problem(f"copy in {beside.parent}"), closing(sqlite3.connect(beside)) as copy:
            source.backup(copy)
