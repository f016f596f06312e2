"""Migrations make the tables the rows describe, once, and leave newer databases alone."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem
from selfassess.store.rows import Row


def tables(file: Path) -> dict[str, list[str]]:
    """What each table and index is made of, in no order: columns and constraints may be written in any."""
    raw = sqlite3.connect(file)
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
    described = {name: sorted(piece.strip(" )") for piece in re.split(r"[,\n]", sql)) for name, sql in found}
    raw.close()
    return described


def test_the_steps_make_exactly_the_tables_that_the_rows_describe(
    database: Database, file: Path, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/described.sqlite3")
    Row.metadata.create_all(engine)
    engine.dispose()
    assert tables(file) == tables(tmp_path / "described.sqlite3")
    assert {"answer", "answer_history", "assessment", "questionnaire_text"} <= tables(file).keys()


def test_migrating_twice_changes_nothing(database: Database, file: Path) -> None:
    before = file.read_bytes()
    migrate(database)
    assert file.read_bytes() == before


def test_a_database_from_the_future_is_refused_and_left_as_it_is(database: Database, file: Path) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = file.read_bytes()
    with pytest.raises(StoreProblem, match=r"made by a newer version of selfassess .*step 9999"):
        migrate(database)
    assert file.read_bytes() == before


def test_a_migration_that_fails_half_way_leaves_nothing(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute("CREATE TABLE answer (of_another_program TEXT)")
    raw.close()
    database = open_database(f"sqlite:///{file}")
    with pytest.raises(StoreProblem, match="table answer already exists"):
        migrate(database)
    database.close()
    assert set(tables(file)) == {"answer"}


def test_every_column_says_what_it_holds() -> None:
    silent = [str(column) for table in Row.metadata.tables.values() for column in table.columns if not column.comment]
    assert silent == []
