"""The door to the database: opened once, then transactions for reading and for writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


class Database:
    """A connected database; threads may share it. Every failure comes out as `StoreProblem`."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that sees one state of the data throughout and changes nothing."""
        raise NotImplementedError

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept whole at the end of the block, undone whole where the block raises."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back all connections."""
        raise NotImplementedError


def open_database(url: str) -> Database:
    """Open `sqlite:///…` or `postgresql://…`; a `StoreProblem` where that is not possible. Run `migrate` next."""
    raise NotImplementedError
