"""A SQLite file for what is about files alone, and means to take rights away."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from selfassess.store.database import Database, Transaction, open_database
from selfassess.store.migrate import migrate

from .agreeing import settle


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite3"


@pytest.fixture
def in_file(file: Path) -> Iterator[Database]:
    """A database in the file, with its tables; tests of what holds for PostgreSQL too ask for `database`."""
    opened = open_database(f"sqlite:///{file}")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user could reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


@pytest.fixture
def as_ordinary_user() -> AbstractContextManager[None]:
    """Within it, what is read-only cannot be written; root could write to anything."""

    @contextmanager
    def ordinary() -> Iterator[None]:
        if os.getuid() != 0:
            yield
            return
        os.setresuid(65534, 65534, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)

    return ordinary()


@pytest.fixture
def session(database: Database) -> Iterator[Transaction]:
    """A transaction in a database with two assessments of one organisation, and two people."""
    with database.writing() as opened:
        settle(opened)
        yield opened


@pytest.fixture
def other(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the other kind than `database`."""
    if not database_url.startswith("sqlite"):
        opened = open_database(f"sqlite:///{tmp_path}/other.sqlite3")
        yield opened
        opened.close()
        return
    server: Any = request.getfixturevalue("postgresql")
    name = server.new_database()
    opened = open_database(server.url(name))
    yield opened
    opened.close()
    server.drop(name)
