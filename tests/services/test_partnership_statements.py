"""What a steering group looks at costs the same however many answers there are: none is read, and no table through."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from selfassess.services.access import LOCAL, OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.demonstration import Size, make_partnership
from selfassess.services.partnership_figures import questionnaires_shared, steering_view, trend
from selfassess.store.database import Database, open_database

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
PLEDGE = "bnssg-pledge"
Statement = tuple[str, object]

LOOKS: dict[str, tuple[Callable[[Database, str], object], int]] = {
    "heatmap": (lambda database, partnership: steering_view(database, LOCAL, partnership, PLEDGE), 10),
    "trend": (lambda database, partnership: trend(database, LOCAL, partnership, PLEDGE), 6),
    "questionnaires": (lambda database, partnership: questionnaires_shared(database, LOCAL, partnership), 4),
}
"""What is looked at, and in at most how many statements, BEGIN too."""


@contextmanager
def asked() -> Iterator[list[Statement]]:
    """The statements that are run within, with what fills them."""
    statements: list[Statement] = []

    def note(_1: object, _2: object, statement: str, filled: object, *_: object) -> None:
        statements.append((statement, filled))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def partnership_of(database: Database, organisations: int, years: int = 2) -> str:
    offer = questionnaires_on_offer().by_name(PLEDGE, "1.1.0")
    assert offer is not None
    return make_partnership(database, OPERATOR, Size(organisations=organisations, years=years), offer, now=NOW).id


@pytest.mark.parametrize("look", LOOKS)
def test_the_statements_are_few_and_none_reads_answers_or_cards(look: str, database: Database) -> None:
    partnership, (see, most) = partnership_of(database, 12), LOOKS[look]
    with asked() as statements:
        assert see(database, partnership)
    assert len(statements) <= most
    tables = {table for statement, _ in statements for table in re.findall(r"(?:FROM|JOIN) (\w+)", statement)}
    assert tables
    assert tables.isdisjoint({"answer", "answer_history", "contribution"})
    assert not any("assessment.card" in statement for statement, _ in statements)


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    copy = tmp_path / "answers.sqlite3"
    copy.write_bytes(migrated_file.read_bytes())
    return copy


def steps(file: Path, statements: list[Statement]) -> int:
    """How many steps SQLite takes for them: each row that it looks at costs some."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with closing(sqlite3.connect(file)) as connection:
        connection.set_progress_handler(step, 1)
        for statement, filled in statements:
            if statement != "BEGIN":
                connection.execute(statement, filled).fetchall()  # type: ignore[arg-type]  # as SQLAlchemy gave them
    return count


@pytest.mark.parametrize("look", LOOKS)
def test_ten_times_as_many_answers_are_as_many_steps(look: str, file: Path) -> None:
    with closing(open_database(f"sqlite:///{file}")) as database:
        partnership = partnership_of(database, 8)
        with asked() as statements:
            LOOKS[look][0](database, partnership)
        before = steps(file, statements)
        with database.writing() as session:
            for table in ("answer", "answer_history"):
                columns = [row[1] for row in session.execute(text(f"PRAGMA table_info({table})"))]
                copied = ["question || '-' || n" if name == "question" else name for name in columns]
                session.execute(
                    text(
                        "WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 9) "
                        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(copied)} FROM {table}, more"
                    )
                )
    assert 0 < before == steps(file, statements)


@pytest.mark.parametrize("look", LOOKS)
def test_no_table_is_read_through_but_that_of_the_few_questionnaires(look: str, file: Path) -> None:
    with closing(open_database(f"sqlite:///{file}")) as database:
        partnership = partnership_of(database, 8)
        with asked() as statements:
            LOOKS[look][0](database, partnership)
    with closing(sqlite3.connect(file)) as connection:
        plan = [
            row[3]
            for statement, filled in statements
            if statement != "BEGIN"
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", filled)  # type: ignore[arg-type]
        ]
    assert any(line.startswith("SEARCH partnership_figure USING") for line in plan)
    assert {line for line in plan if line.startswith("SCAN")} <= {"SCAN questionnaire_text"}
