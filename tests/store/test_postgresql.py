"""A PostgreSQL server that cannot be used is a clear message without a password, and nothing in it is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem

ADD = "INSERT INTO questionnaire_text VALUES (:key, 'q', '1.0.0', 'x', '2026-10-01 00:00:00')"


def write(database: Database, key: str) -> None:
    with database.writing() as session:
        session.execute(text(ADD), {"key": key})


def keys(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT sha256 FROM questionnaire_text ORDER BY 1")))


def problem_of(url: str) -> str:
    database = open_database(url)
    with pytest.raises(StoreProblem) as raised:
        migrate(database)
    database.close()
    return str(raised.value)


@pytest.fixture
def name(postgresql: Any) -> Iterator[str]:
    """A new database with its tables."""
    made = postgresql.new_database(migrated=True)
    yield made
    postgresql.drop(made)


@pytest.fixture
def database(postgresql: Any, name: str) -> Iterator[Database]:
    opened = open_database(postgresql.url(name))
    yield opened
    opened.close()


@pytest.fixture
def guarded(postgresql: Any, name: str) -> Iterator[Callable[[str], str]]:
    """The address of the database for a user without any rights in it, with the password given."""
    postgresql.run("CREATE ROLE guarded LOGIN PASSWORD 'right/secret'")
    yield lambda password: postgresql.url(name, f"guarded:{password}")
    postgresql.run("DROP ROLE guarded")


def test_every_connection_is_durable_patient_for_five_seconds_and_in_utc(postgresql: Any, name: str) -> None:
    postgresql.run(f"ALTER DATABASE {name} SET synchronous_commit = off")
    postgresql.run(f"ALTER DATABASE {name} SET TimeZone = 'Asia/Tokyo'")
    postgresql.run(f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    database = open_database(f"{postgresql.url(name)}&options=-c%20work_mem=5MB")
    with database.reading() as session:
        settings = {
            name: session.scalar(text(f"SHOW {name}"))
            for name in ("synchronous_commit", "lock_timeout", "TimeZone", "DateStyle", "client_encoding", "work_mem")
        }
    with database.writing() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
    database.close()
    assert settings == {
        "synchronous_commit": "on",
        "lock_timeout": "5s",
        "TimeZone": "UTC",
        "DateStyle": "ISO, MDY",
        "client_encoding": "UTF8",
        "work_mem": "5MB",
    }


def test_a_server_that_is_not_there_is_said() -> None:
    message = problem_of("postgresql://me:secret@/answers?host=/nowhere")
    assert message.startswith("The database postgresql://me:***@/answers?host=%2Fnowhere cannot be reached: ")
    assert message.endswith(
        "See that the server runs, and that server, user, password and name in SELFASSESS_DATABASE_URL are right."
    )
    assert "secret" not in message


def test_a_wrong_password_is_said_and_never_shown(guarded: Callable[[str], str]) -> None:
    message = problem_of(guarded("wrong-secret"))
    assert 'password authentication failed for user "guarded"' in message
    assert "guarded:***@" in message
    assert "wrong-secret" not in message
    in_query = guarded("").replace(":@", "@") + "&password=wrong-secret"
    assert "wrong-secret" not in problem_of(in_query)


def test_a_database_that_is_missing_is_said(postgresql: Any) -> None:
    assert "cannot be reached: " in problem_of(postgresql.url("missing"))
    assert 'database "missing" does not exist' in problem_of(postgresql.url("missing"))


def test_an_address_with_an_option_that_nobody_knows_is_said(postgresql: Any, name: str) -> None:
    assert 'invalid connection option "colour"' in problem_of(f"{postgresql.url(name)}&colour=blue")


def test_a_user_without_rights_is_told_so(postgresql: Any, guarded: Callable[[str], str]) -> None:
    database = open_database(guarded("right%2Fsecret"))
    with pytest.raises(StoreProblem, match=r"does not let this user do that\. Give the user the right to make tables"):
        write(database, "new")
    database.close()


def test_a_user_who_may_not_make_tables_is_told_so(postgresql: Any) -> None:
    name = postgresql.new_database()
    postgresql.run("CREATE ROLE guest LOGIN")
    assert "does not let this user do that" in problem_of(postgresql.url(name, "guest"))
    postgresql.drop(name)
    postgresql.run("DROP ROLE guest")


def test_a_read_only_database_is_said_and_can_still_be_read(postgresql: Any, name: str, database: Database) -> None:
    write(database, "kept")
    postgresql.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    standby = open_database(postgresql.url(name))
    migrate(standby)
    with pytest.raises(StoreProblem, match="cannot be written to: it is read-only"):
        write(standby, "new")
    assert keys(standby) == ["kept"]
    standby.close()


def test_a_database_that_keeps_only_some_languages_is_refused(postgresql: Any) -> None:
    postgresql.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'")
    message = problem_of(postgresql.url("latin"))
    assert "keeps text as LATIN1" in message
    assert "Make one with ENCODING 'UTF8'" in message
    postgresql.drop("latin")


def test_a_lock_that_another_program_holds_is_said(postgresql: Any, name: str, database: Database) -> None:
    write(database, "kept")
    hurried = open_database(f"{postgresql.url(name)}&options=-c%20lock_timeout=10ms")
    with database.writing() as session:
        session.execute(text("LOCK TABLE questionnaire_text"))
        with pytest.raises(StoreProblem, match="is in use by another program"):
            write(hurried, "new")
    write(hurried, "later")
    assert keys(hurried) == ["kept", "later"]
    hurried.close()


def test_a_restart_in_the_middle_of_a_save_is_said_and_leaves_nothing_of_it(
    postgresql: Any, database: Database
) -> None:
    write(database, "kept")

    def save_over_a_restart() -> None:
        with database.writing() as session:
            session.execute(text(ADD), {"key": "half"})
            postgresql.restart()
            session.execute(text(ADD), {"key": "other half"})

    with pytest.raises(StoreProblem, match=r"broke off the connection\. See whether your last change is there"):
        save_over_a_restart()
    assert keys(database) == ["kept"]


def test_a_restart_just_before_the_end_of_a_save_is_said(postgresql: Any, database: Database) -> None:
    def save_over_a_restart() -> None:
        with database.writing() as session:
            session.execute(text(ADD), {"key": "unsure"})
            postgresql.restart()

    with pytest.raises(StoreProblem, match="broke off the connection"):
        save_over_a_restart()
    assert keys(database) == []


def test_connections_that_broke_while_nobody_used_them_are_made_anew(postgresql: Any, database: Database) -> None:
    with database.reading() as one, database.reading() as other:
        one.connection()
        other.connection()
    postgresql.restart()
    write(database, "after")
    with database.reading() as one, database.reading() as other:
        assert one.scalar(text("SELECT 1")) == other.scalar(text("SELECT 1")) == 1
    assert keys(database) == ["after"]


def test_what_is_read_in_one_transaction_is_of_one_moment(database: Database) -> None:
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM questionnaire_text")) == 0
        write(database, "meanwhile")
        assert session.scalar(text("SELECT count(*) FROM questionnaire_text")) == 0
    assert keys(database) == ["meanwhile"]


def test_a_transaction_for_reading_cannot_write(database: Database) -> None:
    with pytest.raises(StoreProblem, match="read-only"), database.reading() as session:
        session.execute(text(ADD), {"key": "new"})


def test_a_missing_driver_is_said_with_the_way_to_install_it() -> None:
    program = """
import sys
sys.modules["psycopg"] = None  # what an import finds where it is not installed
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
try:
    open_database("postgresql://me:secret@host/answers")
except StoreProblem as problem:
    print(problem)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 'Install it with: pip install "selfassess[postgres]"' in done.stdout
    assert "secret" not in done.stdout
