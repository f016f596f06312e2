"""The door to the database: opened once, then transactions for reading and for writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from selfassess.store.problem import StoreProblem, told_as_store_problem
from selfassess.store.sqlite import WRITES, keep_every_answer

_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")

Transaction = Session
"""What the functions of this room work in; every service opens one and passes it down."""


class Database:
    """A connected database; threads may share it. Every failure of the database comes out as `StoreProblem`.

    `place` is how people know it: the path of a SQLite file, else the address without its password.
    """

    def __init__(self, engine: Engine) -> None:
        url = engine.url
        in_a_file = url.get_backend_name() == "sqlite"
        self.place = f"{url.database}" if in_a_file else url.render_as_string(hide_password=True)
        self._engine = engine
        self._reading = sessionmaker(engine)
        self._writing = sessionmaker(engine.execution_options(**{WRITES: True}))

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One transaction that changes nothing; on SQLite it sees one state of the data throughout."""
        with told_as_store_problem(self.place), self._reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction: kept whole at the end of the block, undone whole where the block raises."""
        with told_as_store_problem(self.place), self._writing.begin() as session:
            yield session

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def fault_of_url(url: str) -> str | None:
    """Why this is no address of a database the program can use, as the end of a sentence about it; None if it is."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        return "is no database address. Write sqlite:////path/to/file or postgresql://user:password@host/name."
    if address.drivername not in _DRIVERS:
        return f"names {address.drivername}, but only sqlite and postgresql can be used."
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        return "names no file, and a database in memory would lose every answer. Write sqlite:////path/to/file."
    return None


def open_database(url: str) -> Database:
    """Open `sqlite:///…` or `postgresql://…`; a `StoreProblem` where that is not possible. Run `migrate` next."""
    fault = fault_of_url(url)
    if fault:
        raise StoreProblem(f"The database address {fault}")
    address = make_url(url)
    try:
        # A server may have closed a connection while it lay in the pool; a file never does.
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except ImportError as error:
        raise StoreProblem(f"The driver for {address.drivername} is not installed: {error}.") from error
    if engine.dialect.name == "sqlite":
        keep_every_answer(engine)
    return Database(engine)
