"""Who is in a database: programs that work with it, and one that puts another in its place and must be alone for that.

Each holds a lock that the system lets go of when the program ends, however it ends. SQLite has one only while it reads
or writes, so beside its file lies an empty one, `….in-use`, on which nothing but locks is ever taken: SQLite's own, so
that they hold on every system.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import text

from selfassess.store.database import Database, open_database, place_of
from selfassess.store.problem import StoreProblem, told_as_store_problem

_STOP = "Stop it (the server, its workers, and other commands) and try again"


def come_in(database: Database) -> None:
    """Be in the database until it is closed. `StoreProblem` while another is being put in its place.

    A server knows its connections by itself.
    """
    if database.file:
        database.when_closed(_lock(database.file, "BEGIN").close)


@contextmanager
def alone_in(url: str) -> Iterator[None]:
    """Nobody else is in the database at this address, nor comes in before the end; else `StoreProblem`.

    On a server others may come in; what they then see is the one or the other, for it is put in place at once.
    """
    with closing(open_database(url)) as database:
        if database.file:
            with closing(_lock(database.file, "BEGIN EXCLUSIVE")):
                yield
            return
        with database.reading() as session:
            others = session.scalar(text(_OTHERS))
        if others:
            raise StoreProblem(f"The database {place_of(url)} is in use by another program. {_STOP}.")
        database.close()
        yield


# Of sessions of other users a server tells an ordinary one little more than that they are there.
_OTHERS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND usesysid IS NOT NULL AND pid <> pg_backend_pid()
    AND coalesce(backend_type, 'client backend') = 'client backend'"""


def _lock(file: Path, begin: str) -> sqlite3.Connection:
    with told_as_store_problem(str(file)):
        # A link and what it leads to are one database. Whichever thread closes the database lets go.
        connection = sqlite3.connect(
            f"{file.resolve()}.in-use", isolation_level=None, timeout=0, check_same_thread=False
        )
        try:
            connection.execute(begin)
            connection.execute("SELECT count(*) FROM sqlite_master")  # before that nothing is locked
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            other = f"is in use by another program. {_STOP}"
            why = "is just being replaced by a copy. Try again when that is done" if begin == "BEGIN" else other
            raise StoreProblem(f"The database {file} {why}.") from error
        return connection
