"""The one exception for a database that cannot be used, worded for the person who runs the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_MISTAKES_OF_OURS = (DataError, IntegrityError, ProgrammingError)

_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "is in use by another program. Close that program, or try again in a moment",
    sqlite3.SQLITE_LOCKED: "is in use by another program. Close that program, or try again in a moment",
    sqlite3.SQLITE_READONLY: "cannot be written to. Give this user the right to write to the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be written to. Give this user the right to write to the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. It must be a file, in a folder that this user can read and write",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Free some space and try again",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk is full or does not work. Free some space or mend it",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put a backup copy in its place",
    sqlite3.SQLITE_NOTADB: "is not a database. Move the file away, or name another one",
}


class StoreProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The database cannot be used; the message says what is wrong and how to mend it. Nothing half written is kept."""


def _reason(error: BaseException | None) -> str:
    # The low byte is the kind; the rest tells apart causes that a person mends in the same way.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SQLITE_REASONS.get(code) or f"cannot be used: {' '.join(str(error).split())}"


@contextmanager
def told_as_store_problem(place: str) -> Iterator[None]:
    """Failures of the database at `place` become `StoreProblem`; mistakes in our own SQL stay what they are."""
    try:
        yield
    except _MISTAKES_OF_OURS:
        raise
    except DBAPIError as error:
        raise StoreProblem(f"The database {place} {_reason(error.orig)}.") from error
    except sqlite3.Error as error:
        raise StoreProblem(f"The database {place} {_reason(error)}.") from error
    except PoolTimeout as error:
        raise StoreProblem(f"The database {place} is too busy. Try again in a moment.") from error
