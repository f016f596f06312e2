"""Migrations make the tables the rows describe, once, and leave newer databases alone."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem
from selfassess.store.rows import Row


def tables(file: Path) -> dict[str, list[str]]:
    """What each table and index of a SQLite file is made of, in no order: columns and rules may be written in any.

    Nor does it matter how: SQLite keeps the words of the statement, and puts a name that was changed in quotes.
    """
    raw = sqlite3.connect(file)
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
    described = {name: sorted(filter(None, map(_bare, re.split(r"[,\n]", sql)))) for name, sql in found}
    raw.close()
    return described


def _bare(piece: str) -> str:
    return piece.replace('"', "").strip(" \t)")


def test_the_steps_make_exactly_the_tables_that_the_rows_describe_in_a_file(
    in_file: Database, file: Path, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/described.sqlite3")
    Row.metadata.create_all(engine)
    engine.dispose()
    assert tables(file) == tables(tmp_path / "described.sqlite3")
    assert {"answer", "answer_history", "assessment", "questionnaire_text"} <= tables(file).keys()


def test_the_steps_make_exactly_the_tables_that_the_rows_describe_on_a_server(postgresql: Any) -> None:
    described = postgresql.new_database()
    engine = create_engine(postgresql.url(described))
    Row.metadata.create_all(engine)
    engine.dispose()
    migrated = postgresql.new_database(migrated=True)
    made, wanted = (
        sorted(line.strip(" ,") for line in postgresql.dump(name, "--schema-only", "--exclude-table=alembic_version"))
        for name in (migrated, described)
    )
    assert made == wanted
    assert "COMMENT ON COLUMN public.answer.reason IS 'there exactly when not applicable';" in made
    for name in (migrated, described):
        postgresql.drop(name)


def test_migrating_twice_changes_nothing(in_file: Database, file: Path) -> None:
    before = file.read_bytes()
    migrate(in_file)
    assert file.read_bytes() == before


def test_a_database_from_the_future_is_refused_and_left_as_it_is(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreProblem, match=r"made by a newer version of selfassess .*step 9999"):
        migrate(database)
    with database.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_a_migration_that_fails_half_way_leaves_nothing(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.writing() as session:
        session.execute(text("CREATE TABLE answer (of_another_program TEXT)"))
    with pytest.raises(StoreProblem, match=r"answer\"? already exists"):
        migrate(database)
    with database.writing() as session:
        session.execute(text("CREATE TABLE assessment (is_not_there TEXT)"))
    database.close()


STARTS = 4
START = """
import sys
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate
database = open_database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
migrate(database)
"""


def test_of_first_starts_at_the_same_moment_every_one_succeeds(empty_url: str) -> None:
    command = [sys.executable, "-c", START, empty_url]
    starts = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(STARTS)
    ]
    for start in starts:
        assert start.stdout is not None
        assert start.stdout.readline() == "ready\n"
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    assert [(start.communicate()[1], start.returncode) for start in starts] == [("", 0)] * STARTS
    database = open_database(empty_url)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    database.close()


def test_every_column_says_what_it_holds() -> None:
    silent = [str(column) for table in Row.metadata.tables.values() for column in table.columns if not column.comment]
    assert silent == []
