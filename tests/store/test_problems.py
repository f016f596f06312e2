"""A SQLite file that cannot be used is a clear message, and nothing in it is lost; servers have `test_postgresql`."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem

ADD = "INSERT INTO questionnaire_text VALUES (:key, 'q', '1.0.0', :text, '2026-10-01 00:00:00')"


def write(database: Database, key: str, size: int = 1) -> None:
    with database.writing() as session:
        session.execute(text(ADD), {"key": key, "text": b"x" * size})


def keys(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT sha256 FROM questionnaire_text ORDER BY 1")))


def problem_of(url: str) -> str:
    with pytest.raises(StoreProblem) as raised:
        migrate(open_database(url))
    return str(raised.value)


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    message = problem_of(f"sqlite:///{tmp_path}")
    assert str(tmp_path) in message
    assert "cannot be opened. It must be a file" in message


def test_a_file_in_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    assert "cannot be opened" in problem_of(f"sqlite:///{tmp_path}/missing/x.sqlite3")


def test_a_file_that_is_no_database_is_said_and_left_as_it_is(file: Path) -> None:
    file.write_text("Dear diary, this is no database. " * 100)
    before = file.read_bytes()
    assert "is not a database. Move the file away" in problem_of(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_damaged_database_is_said(in_file: Database, file: Path) -> None:
    for number in range(40):
        write(in_file, f"{number:02}", 5000)
    in_file.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    again = open_database(f"sqlite:///{file}")
    with pytest.raises(StoreProblem, match=r"is damaged\. Put a backup copy in its place"):
        keys(again)
    again.close()


def test_a_read_only_database_is_said_and_keeps_what_it_had(
    public_folder: Path, as_ordinary_user: AbstractContextManager[None]
) -> None:
    file = public_folder / "answers.sqlite3"
    database = open_database(f"sqlite:///{file}")
    migrate(database)
    write(database, "kept")
    database.close()
    file.chmod(0o444)
    public_folder.chmod(0o555)
    with as_ordinary_user:
        # With a write-ahead log even reading needs files beside the database, so it is the opening that fails there.
        with pytest.raises(StoreProblem, match=r"cannot be (written to\. Give this user the right|opened\.)"):
            write(database, "new")
        database.close()
    public_folder.chmod(0o755)
    file.chmod(0o644)
    assert keys(database) == ["kept"]
    database.close()


def test_a_new_database_in_a_read_only_folder_is_said(
    public_folder: Path, as_ordinary_user: AbstractContextManager[None]
) -> None:
    public_folder.chmod(0o555)
    with as_ordinary_user:
        assert "cannot be opened" in problem_of(f"sqlite:///{public_folder}/new.sqlite3")
    assert list(public_folder.iterdir()) == []


def test_a_database_in_use_is_said(in_file: Database, file: Path) -> None:
    hurried = open_database(f"sqlite:///{file}?timeout=0")
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreProblem, match="is in use by another program"):
        write(hurried, "new")
    other.rollback()
    write(hurried, "later")
    assert keys(hurried) == ["later"]
    other.close()
    hurried.close()


def test_a_full_database_is_said_and_keeps_what_it_had(in_file: Database) -> None:
    write(in_file, "kept")
    with in_file.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages + 4}"))  # of this connection, which the pool gives again
    with pytest.raises(StoreProblem, match=r"the disk is full\. Free some space"):
        write(in_file, "too much", 100_000)
    assert keys(in_file) == ["kept"]
    write(in_file, "small")
    assert keys(in_file) == ["kept", "small"]


def test_a_disk_that_refuses_to_grow_is_said_and_keeps_what_it_had(in_file: Database, file: Path) -> None:
    write(in_file, "kept")
    in_file.close()
    program = f"""
import resource, signal
from sqlalchemy import text
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({file.stat().st_size + 4096},) * 2)
database = open_database("sqlite:///{file}")
try:
    with database.writing() as session:
        session.execute(text("{ADD}"), {{"key": "too much", "text": b"x" * 100_000}})
except StoreProblem as problem:
    print(problem)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "cannot be read or written: the disk is full" in done.stdout
    assert keys(in_file) == ["kept"]


def test_an_address_that_cannot_be_used_is_said_without_its_password() -> None:
    for url, words in {
        "mysql://me:secret@host/x": "names mysql, but only sqlite and postgresql",
        "sqlite://": "in memory would lose every answer",
        "sqlite:///:memory:": "in memory would lose every answer",
        "somewhere": "is no database address",
        "postgresql://me:secret@host:port/x": "is no database address",
        "postgresql://me:sec@ret@secret.host/x": "Write %40 for it there",
        "sqlite+aiosqlite:///x": "names sqlite+aiosqlite, but only",
    }.items():
        message = problem_of(url)
        assert words in message
        assert "secret" not in message


def test_mistakes_in_our_own_statements_are_not_dressed_up_as_problems_of_the_disk(database: Database) -> None:
    write(database, "same")
    with pytest.raises(IntegrityError, match="parameters hidden"):  # answers are for nobody who reads a log
        write(database, "same")
