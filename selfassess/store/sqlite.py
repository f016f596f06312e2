"""Settings that make SQLite keep every acknowledged answer and each transaction what it says it is."""

from __future__ import annotations

import sqlite3
import time

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

_WRITES = "writes"
_REBUILDS = "rebuilds"

READING = {_WRITES: False}
"""Execution options of a connection that only reads."""

WRITING = {_WRITES: True}
"""Execution options of a connection that writes."""

REBUILDING = {_WRITES: True, _REBUILDS: True}
"""Execution options of a connection that writes tables anew. It checks no references: close it afterwards."""


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can use a write-ahead log without the WAL-reset fault, which can lose committed data.

    Mended in 3.51.3 and, of the older lines, in 3.50.7 and 3.44.6 (sqlite.org/wal.html, section on the reset bug).
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def journal_mode(version: tuple[int, int, int]) -> str:
    """`wal` (readers do not wait for writers) where it is safe, else the rollback journal."""
    return "wal" if wal_is_safe(version) else "delete"


def keep_every_answer(engine: Engine) -> None:
    """Make each connection durable and strict, and begin transactions that will write as such.

    A connection waits five seconds for another writer, Python's own setting; `?timeout=` in the address changes it.
    """
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Python's own handling begins transactions late and never before a SELECT; `_begin` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    use_journal_mode(cursor, journal_mode(sqlite3.sqlite_version_info[:3]))
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # SQLite's own 2 MB do not hold what a partnership of a thousand organisations is read from.
    cursor.execute("PRAGMA cache_size = -16384")
    cursor.close()


def use_journal_mode(cursor: sqlite3.Cursor, wanted: str) -> None:
    """Set the mode, unless the file has it: it may come from a machine where the other one was right."""
    for tries_left in reversed(range(100)):
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] == wanted:
            return
        try:
            cursor.execute(f"PRAGMA journal_mode = {wanted}")
        except sqlite3.OperationalError as error:
            # Of programs that set it at the same moment all but one are refused at once, however long they would wait.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not tries_left:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later can be refused in the middle; one that begins as a writer waits.
    options = connection.get_execution_options()
    if _REBUILDS in options:
        # Dropping the old copy of a table deletes its rows, and with them all that refers to them. Within a
        # transaction the setting cannot be changed.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options[_WRITES] else "BEGIN")


def broken_references(session: Session) -> bool:
    """Whether anything refers to what is not there, which a connection that rebuilds does not notice by itself."""
    return session.execute(text("PRAGMA foreign_key_check")).first() is not None
