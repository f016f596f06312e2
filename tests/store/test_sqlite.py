"""SQLite is set up so that an acknowledged answer is never lost."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from selfassess.store.database import Database, open_database
from selfassess.store.sqlite import journal_mode, use_journal_mode, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 45, 3), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_a_write_ahead_log_is_used_only_where_its_reset_fault_is_mended(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe
    assert journal_mode(version) == ("wal" if safe else "delete")


def test_every_connection_is_durable_and_strict(in_file: Database) -> None:
    with in_file.reading() as session:
        settings = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("synchronous", "foreign_keys", "journal_mode", "busy_timeout")
        }
    full = 2
    assert settings == {
        "synchronous": full,
        "foreign_keys": 1,
        "journal_mode": journal_mode(sqlite3.sqlite_version_info[:3]),
        "busy_timeout": 5000,
    }


def test_a_file_in_another_journal_mode_is_taken_over(file: Path) -> None:
    other = {"delete": "wal", "wal": "delete"}[journal_mode(sqlite3.sqlite_version_info[:3])]
    with sqlite3.connect(file) as raw:
        raw.execute(f"PRAGMA journal_mode = {other}")
        raw.execute("CREATE TABLE t (x)")
    raw.close()
    database = open_database(f"sqlite:///{file}")
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) != other
    database.close()


def test_the_mode_is_set_as_soon_as_another_program_is_done_with_the_same(file: Path) -> None:
    other, this = (sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False) for _ in range(2))
    other.execute("PRAGMA journal_mode = delete")
    other.execute("CREATE TABLE t (x)")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        this.execute("PRAGMA journal_mode = wal")
    done = threading.Timer(0.05, other.rollback)
    done.start()
    use_journal_mode(this.cursor(), "wal")
    done.join()
    assert this.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    this.close()
    other.close()


def test_a_transaction_that_will_write_is_the_only_writer_from_its_first_moment(file: Path) -> None:
    database = open_database(f"sqlite:///{file}?timeout=0")
    other = sqlite3.connect(file, timeout=0)
    with database.writing() as session:
        session.connection()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    with database.reading() as session:
        session.connection()
        other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()
