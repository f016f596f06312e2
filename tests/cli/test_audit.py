"""`selfassess audit` in a process of its own: whole or broken by its exit code, and the record on standard output."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from selfassess.services.access import OPERATOR
from selfassess.services.audit import Event, Subject, record
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate

Run = subprocess.CompletedProcess[str]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with events of two days."""
    address = f"sqlite:///{tmp_path}/record.sqlite3"
    with closing(open_database(address)) as database:
        migrate(database)
        with database.writing() as session:
            for day in (1, 1, 2):
                now = datetime(2026, 10, day, 9, tzinfo=UTC)
                record(session, OPERATOR, Event.EXAMPLE_REMOVED, Subject(kind="example", id="example"), now=now)
    return address


def audit(url: str, tmp_path: Path, *arguments: str) -> Run:
    settings = {"SELFASSESS_DATABASE_URL": url, "SELFASSESS_INSTANCE": str(tmp_path)}
    command = [sys.executable, "-m", "selfassess", "audit", *arguments]
    environment = {**os.environ, **settings, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)


def test_a_whole_record_ends_with_0_and_its_end_to_note(url: str, tmp_path: Path) -> None:
    done = audit(url, tmp_path, "verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The audit record is whole: 3 events.\n")
    noted = done.stdout.split()[-1]
    assert audit(url, tmp_path, "verify", "--noted", noted).returncode == 0
    other = f"3:{'0' * 64}"
    again = audit(url, tmp_path, "verify", "--noted", other)
    assert again.returncode == 1
    assert "Event 3 is not the one that was noted" in again.stderr


def test_a_broken_record_ends_with_1_and_says_which_event(url: str, tmp_path: Path) -> None:
    with closing(open_database(url)) as database, database.writing() as session:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("UPDATE audit_event SET actor = 'x' WHERE number = 2"))
    done = audit(url, tmp_path, "verify")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Event 2 was changed: its hash is not that of what it says.\n"
        "Error: The audit record is not whole (3 events were checked).\n"
    )


def test_an_empty_record_is_whole(tmp_path: Path) -> None:
    done = audit(f"sqlite:///{tmp_path}/new.sqlite3", tmp_path, "verify")
    assert (done.returncode, done.stdout) == (0, "The audit record is whole: 0 events.\n")


def test_the_record_is_written_out_from_a_day_on(url: str, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(audit(url, tmp_path, "export").stdout.removeprefix("\ufeff"))))
    assert [row["number"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["sentence"] == "The operator, on a terminal, removed the example data."
    listed = json.loads(audit(url, tmp_path, "export", "--since", "2026-10-02", "--format", "json").stdout)
    assert [one["number"] for one in listed] == [3]


@pytest.mark.parametrize(
    "arguments", [("verify", "--noted", "x"), ("export", "--since", "yesterday"), ("export", "--format", "pdf")]
)
def test_wrong_usage_is_2(url: str, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = audit(url, tmp_path, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_database_that_is_not_there_is_a_message(tmp_path: Path) -> None:
    done = audit("postgresql://nobody@127.0.0.1:1/none", tmp_path, "verify")
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
