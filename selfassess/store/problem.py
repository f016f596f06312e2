"""The one exception for a database that cannot be used, worded for the person who runs the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_MISTAKES_OF_OURS = (DataError, IntegrityError, ProgrammingError)

_IN_USE = "is in use by another program. Close that program, or try again in a moment"
_FULL = "cannot grow: the disk is full. Free some space and try again"
_DAMAGED = "is damaged. Put a backup copy in its place"

_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: "cannot be written to. Give this user the right to write to the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be written to. Give this user the right to write to the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. It must be a file, in a folder that this user can read and write",
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk is full or does not work. Free some space or mend it",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "is not a database. Move the file away, or name another one",
}

_POSTGRESQL_REASONS = {  # by SQLSTATE
    "25006": "cannot be written to: it is read-only. Name the server that takes changes, or try again later",
    "40001": _IN_USE,
    "40P01": _IN_USE,
    "42501": "does not let this user do that. Give the user the right to make tables and to change what is in them",
    "42P07": "holds tables of another program. Name a database that is only for selfassess",
    "53100": _FULL,
    "55P03": _IN_USE,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
_LOST = "broke off the connection. See whether your last change is there, and make it again if not"
_MEND = "See that the server runs, and that server, user, password and name in SELFASSESS_DATABASE_URL are right"


class StoreProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The database cannot be used; the message says what is wrong and how to mend it. Nothing half written is kept."""


def _reason(error: DBAPIError) -> str | None:
    """What is wrong with the database; None where it is we who asked for something wrong."""
    if isinstance(error.orig, sqlite3.Error):
        return None if isinstance(error, _MISTAKES_OF_OURS) else _reason_of_sqlite(error.orig)
    code = getattr(error.orig, "sqlstate", None)
    if code in _POSTGRESQL_REASONS:
        return f"{_POSTGRESQL_REASONS[code]} ({_words(error.orig)})"
    if error.connection_invalidated:
        return f"{_LOST} ({_words(error.orig)})"
    # A server that refuses a connection sends words and no code; nor is there one where the address makes no sense.
    if error.statement is None and code is None:
        return f"cannot be reached: {_words(error.orig)}. {_MEND}"
    return None if isinstance(error, _MISTAKES_OF_OURS) else f"cannot be used: {_words(error.orig)}"


def _reason_of_sqlite(error: BaseException) -> str:
    # The low byte is the kind; the rest tells apart causes that a person mends in the same way.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SQLITE_REASONS.get(code) or f"cannot be used: {_words(error)}"


def _words(error: BaseException | None) -> str:
    """What the database itself says, on one line; neither of the two ever repeats a password."""
    return " ".join(str(error).split())


@contextmanager
def told_as_store_problem(place: str) -> Iterator[None]:
    """Failures of the database at `place` become `StoreProblem`; mistakes in our own SQL stay what they are."""
    try:
        yield
    except DBAPIError as error:
        reason = _reason(error)
        if reason is None:
            raise
        raise StoreProblem(f"The database {place} {reason}.") from error
    except sqlite3.Error as error:
        raise StoreProblem(f"The database {place} {_reason_of_sqlite(error)}.") from error
    except PoolTimeout as error:
        raise StoreProblem(f"The database {place} is too busy. Try again in a moment.") from error
