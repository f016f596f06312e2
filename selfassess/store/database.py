"""The door to the database: opened once, then transactions for reading and for writing."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from selfassess.store import postgresql, sqlite, statements
from selfassess.store.problem import StoreProblem, told_as_store_problem

_DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")

Transaction = Session
"""What the functions of this room work in; every service opens one and passes it down."""


class Database:
    """A connected database; threads may share it. Every failure of the database comes out as `StoreProblem`.

    `place` is how people know it: the path of a SQLite file, else the address without its password. `file` is that
    path, or None.
    """

    def __init__(self, engine: Engine) -> None:
        self.place = place_of(engine.url)
        self.file = file_at(engine.url)
        self._engine = engine
        kind = sqlite if engine.dialect.name == "sqlite" else postgresql
        self._reading = sessionmaker(engine.execution_options(**kind.READING))
        self._writing = sessionmaker(engine.execution_options(**kind.WRITING))
        self._rebuilding = sessionmaker(engine.execution_options(**kind.REBUILDING))
        self._at_the_end: list[Callable[[], object]] = []

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One transaction that changes nothing and sees one state of the data throughout."""
        with told_as_store_problem(self.place), self._reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction: kept whole at the end of the block, undone whole where the block raises."""
        with told_as_store_problem(self.place), self._writing.begin() as session:
            yield session

    @contextmanager
    def rebuilding(self) -> Iterator[Transaction]:
        """Like `writing`, for changes of the tables themselves, while nothing else uses this object."""
        try:
            with told_as_store_problem(self.place), self._rebuilding.begin() as session:
                yield session
        finally:
            self._engine.dispose()

    def when_closed(self, do: Callable[[], object]) -> None:
        """Call `do` when this is closed, or forgotten without being closed."""
        self._at_the_end.append(weakref.finalize(self, do))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()
        while self._at_the_end:
            self._at_the_end.pop()()


def file_at(url: str | URL) -> Path | None:
    """The SQLite file with this address; None where it is a server's."""
    address = make_url(url)
    return Path(f"{address.database}") if address.get_backend_name() == "sqlite" else None


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file, whatever characters its folders are named with."""
    return f"sqlite:///{quote(str(file))}"


def place_of(url: str | URL) -> str:
    """How people know the database with this address; never with its password."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return f"{address.database}"
    # The query may hold a password too; of what it can say, a person only needs to know where the server is.
    where = {name: value for name, value in address.query.items() if name in ("host", "port")}
    return address.set(query=where).render_as_string(hide_password=True)


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
    if "@" in (address.host or ""):
        # Taken for a part of the server's name, the end of a password would be shown to everybody.
        return "has an @ in its user or password. Write %40 for it there."
    return None


def open_database(url: str, *, slow_ms: int | None = None) -> Database:
    """Open `sqlite:///…` or `postgresql://…`; a `StoreProblem` where that is not possible. Run `migrate` next.

    Statements that take `slow_ms` milliseconds or longer are logged.
    """
    fault = fault_of_url(url)
    if fault:
        raise StoreProblem(f"The database address {fault}")
    address = make_url(url)
    try:
        engine = _engine(address)
    except ImportError as error:
        raise StoreProblem(
            f"PostgreSQL needs a driver that is not installed ({error}). "
            'Install it with: pip install "selfassess[postgres]"'
        ) from error
    statements.watch(engine, slow_ms=slow_ms)
    return Database(engine)


def _engine(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, hide_parameters=True)  # answers are for nobody who reads a log
        sqlite.keep_every_answer(engine)
        return engine
    arguments = postgresql.connect_arguments(address)
    # The server may have closed a connection while it lay in the pool, so each is tried before it is given out.
    return create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args=arguments)
