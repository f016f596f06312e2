"""A copy takes the place of everything at once or not at all, on either kind of database; what was there is kept."""

from __future__ import annotations

import lzma
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from selfassess.services.access import OPERATOR
from selfassess.services.copy_file import CopyProblem
from selfassess.services.example import load_example
from selfassess.services.restoring import drill, move, restore
from selfassess.services.safe_copies import make_copy
from selfassess.store.audit import Choice, latest_events
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import is_up_to_date, migrate
from selfassess.store.occupying import come_in
from selfassess.store.problem import StoreProblem

RELEASES = Path(__file__).parents[1] / "store" / "releases"
NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
WORDS = {
    "account": "INSERT INTO account (id, name, email, administrator, created_at, active, recovery_codes)"
    " VALUES ('a', 'Ada', 'a@example.org', :no, :now, :yes, '[]')",
    "login_session": "INSERT INTO login_session VALUES ('s', 'a', 'A browser', :now, :now, :now, NULL)",
    "one_time_link": "INSERT INTO one_time_link VALUES ('l', 'sign_in', 'a', NULL, :now, :now, NULL)",
    "outbox": "INSERT INTO outbox VALUES"
    " ('m', 'k', 'a', 'a@example.org', 'Subject', 'Text', 'Text', 'waiting', 0, :now, :now, NULL, NULL)",
}


def quiet(_done: int, _total: int) -> None:
    """Nobody looks."""


def page(database: Database) -> str | None:
    """What the one page says that these tests write."""
    with database.reading() as session:
        found: str | None = session.scalar(text("SELECT text FROM site_text"))
    return found


def write(database: Database, words: str) -> None:
    with database.writing() as session:
        session.execute(text("DELETE FROM site_text"))
        session.execute(
            text("INSERT INTO site_text VALUES ('help', :words, :now, NULL, 1)"), {"words": words, "now": NOW}
        )


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    (folder / "questionnaires").mkdir(parents=True)
    (folder / "questionnaires" / "own.yaml").write_text("as it was", encoding="utf-8")
    return folder


@pytest.fixture
def copy(database: Database, instance: Path, tmp_path: Path) -> Path:
    """A copy of a moment when the page said “then”; now it says “now”."""
    write(database, "then")
    with database.writing() as session:
        for statement in WORDS.values():
            session.execute(text(statement), {"now": NOW, "yes": True, "no": False})
    made = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=instance, key="k" * 40, now=NOW)
    write(database, "now")
    database.close()
    return made.file


def test_everything_is_as_it_was_and_what_was_there_is_kept(
    database_url: str, database: Database, copy: Path, instance: Path
) -> None:
    (instance / "questionnaires" / "own.yaml").write_text("changed since", encoding="utf-8")
    done = restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "then"
    assert done.kept is not None
    assert done.files == ("questionnaires/own.yaml",)
    assert (instance / "questionnaires" / "own.yaml").read_text(encoding="utf-8") == "as it was"
    assert [file.read_text(encoding="utf-8") for file in done.aside] == ["changed since"]
    if database_url.startswith("sqlite"):
        with closing(open_database(f"sqlite:///{done.kept}")) as old:
            assert page(old) == "now"
        return
    with database.reading() as session:
        assert session.scalar(text("SELECT text FROM replaced_2026_10_01t093000.site_text")) == "now"
        tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'replaced_2026_10_01t093000'"
        here = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        assert session.scalar(text(tables)) == session.scalar(text(here))


def test_what_was_ended_or_sent_since_does_not_come_back_to_life(
    database_url: str, database: Database, copy: Path, instance: Path
) -> None:
    restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM account")) == 1
        for table in ("login_session", "one_time_link", "kept_form"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0
        state, failure = session.execute(text("SELECT state, failure FROM outbox")).one()
        event = latest_events(session, Choice(), skip=0, most=1)[0]
    assert state == "failed"
    assert failure.startswith("Not sent: it waited when the copy was made")
    assert (event.event, event.subject) == ("safe copy restored", "2026-10-01T093000Z")


def test_a_second_restore_the_next_day_keeps_what_is_there_too(
    database_url: str, database: Database, copy: Path, instance: Path
) -> None:
    first = restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    write(database, "later")
    database.close()
    with pytest.raises(StoreProblem, match="is there from another restore: try again in a moment"):
        restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "later"
    database.close()
    second = restore(database_url, copy, instance=instance, now=NOW.replace(day=2), told=quiet)
    assert page(database) == "then"
    assert first.kept != second.kept


def test_the_key_comes_back_only_where_it_is_wanted(
    database_url: str, database: Database, copy: Path, instance: Path, tmp_path: Path
) -> None:
    key = instance / "secret-key"
    key.write_text("another", encoding="ascii")
    restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert key.read_text("ascii") == "another"
    done = restore(database_url, copy, instance=instance, key_file=key, now=NOW.replace(day=2), told=quiet)
    assert key.read_text("ascii") == "k" * 40
    assert [file.read_text("ascii") for file in done.aside] == ["another"]
    database.close()
    without = make_copy(database, OPERATOR, tmp_path / "without.zip", instance=instance, now=NOW).file
    database.close()
    with pytest.raises(CopyProblem, match="made without --with-key"):
        restore(database_url, without, instance=instance, key_file=key, now=NOW, told=quiet)


def test_nothing_takes_the_place_of_a_database_that_a_program_uses(
    database_url: str, database: Database, copy: Path, instance: Path
) -> None:
    with closing(open_database(database_url)) as server:
        come_in(server)
        assert page(server) == "now"  # and so is connected, as any program is that has done anything
        with pytest.raises(StoreProblem, match=r"is in use by another program\. Stop it \(the server, its workers"):
            restore(database_url, copy, instance=instance, now=NOW, told=quiet)
        with pytest.raises(StoreProblem, match="is in use by another program"):
            move(database_url, f"sqlite:///{instance}/elsewhere.sqlite3", instance=instance, now=NOW, told=quiet)
    assert page(database) == "now"
    database.close()
    restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "then"


def test_no_program_comes_in_while_a_file_is_replaced(
    database_url: str, database: Database, copy: Path, instance: Path
) -> None:
    if not database_url.startswith("sqlite"):
        return
    told: list[str] = []

    def come(_done: int, _total: int) -> None:
        with closing(open_database(database_url)) as program, pytest.raises(StoreProblem) as refused:
            come_in(program)
        told.append(str(refused.value))

    restore(database_url, copy, instance=instance, now=NOW, told=come)
    assert "is just being replaced by a copy. Try again when that is done." in told[0]
    come_in(database)


def test_a_damaged_database_is_replaced_all_the_same(
    database_url: str, database: Database, copy: Path, instance: Path, tmp_path: Path
) -> None:
    if not database_url.startswith("sqlite"):
        return
    file = tmp_path / "answers.sqlite3"
    file.write_bytes(b"no database at all" * 1000)
    Path(f"{file}-wal").write_bytes(b"of the damaged one")
    done = restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "then"
    assert Path(str(done.kept)).read_bytes().startswith(b"no database at all")
    assert not Path(f"{file}-wal").exists(), "nobody takes it for the new one’s"


def test_a_link_and_what_it_leads_to_are_one_database(
    database_url: str, database: Database, copy: Path, instance: Path, tmp_path: Path
) -> None:
    if not database_url.startswith("sqlite"):
        return
    link = tmp_path / "elsewhere" / "link.sqlite3"
    link.parent.mkdir()
    link.symlink_to(tmp_path / "answers.sqlite3")
    come_in(database)
    with pytest.raises(StoreProblem, match="in use by another program"):
        restore(f"sqlite:///{link}", copy, instance=instance, now=NOW, told=quiet)
    database.close()
    restore(f"sqlite:///{link}", copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "then"
    assert link.is_symlink()


def test_what_was_left_beside_a_file_that_was_taken_away_is_not_taken_for_the_new_ones(
    database_url: str, database: Database, copy: Path, instance: Path, tmp_path: Path
) -> None:
    if not database_url.startswith("sqlite"):
        return
    file = tmp_path / "answers.sqlite3"
    database.close()
    file.unlink()
    for ending in ("-wal", "-journal"):
        Path(f"{file}{ending}").write_bytes(b"of the one that is gone")
    restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "then"
    assert file.stat().st_mode & 0o777 == 0o600
    assert not Path(f"{file}-wal").exists()
    assert not Path(f"{file}-journal").exists()


def test_a_copy_that_is_not_whole_changes_nothing(
    database_url: str, database: Database, copy: Path, instance: Path
) -> None:
    copy.write_bytes(copy.read_bytes()[:-100])
    with pytest.raises(CopyProblem, match="cut short or damaged"):
        restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    with pytest.raises(CopyProblem, match="cut short or damaged"):
        drill(copy, now=NOW, told=quiet)
    assert page(database) == "now"


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from selfassess.services import restoring
what, url, other, instance, at = sys.argv[1:]
def told(done, total):
    if done >= total * float(at):
        os.kill(os.getpid(), signal.SIGKILL)
more = {"instance": Path(instance), "now": datetime(2026, 10, 1, tzinfo=UTC), "told": told}
restoring.restore(url, Path(other), **more) if what == "restore" else restoring.move(url, other, **more)
"""


def killed(*arguments: object) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, *map(str, arguments)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("at", [0.0, 1.0])
def test_a_restore_that_is_killed_changes_nothing_and_can_be_done_again(
    database_url: str, database: Database, settled: Callable[[], None], copy: Path, instance: Path, at: float
) -> None:
    killed("restore", database_url, copy, instance, at)
    settled()
    assert page(database) == "now"
    migrate(database)
    database.close()
    restore(database_url, copy, instance=instance, now=NOW, told=quiet)
    assert page(database) == "then"
    if database_url.startswith("sqlite"):
        assert not list(copy.parent.glob("*.restoring*"))


@pytest.fixture
def elsewhere(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the other kind."""
    if not database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/elsewhere.sqlite3"
        return
    server: Any = request.getfixturevalue("postgresql")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


def test_a_move_carries_everything_once_and_leaves_what_was_there(
    database_url: str, database: Database, elsewhere: str, instance: Path, tmp_path: Path
) -> None:
    load_example(database, OPERATOR, now=NOW)
    write(database, "moved")
    database.close()
    killed("move", database_url, elsewhere, instance, 1.0)
    done = move(database_url, elsewhere, instance=instance, now=NOW, told=quiet)
    assert not (instance / "moving.zip").exists()
    with closing(open_database(elsewhere)) as there:
        assert (page(there), page(database)) == ("moved", "moved")
        arrived = make_copy(there, OPERATOR, tmp_path / "arrived.zip", instance=instance, now=NOW).manifest
    changed = {name for name in arrived.tables if arrived.tables[name] != done.manifest.tables[name]}
    assert changed == {"audit_event", "audit_head"}, "that it was moved is on record there"
    database.close()
    with pytest.raises(CopyProblem, match="is not empty, so nothing can be moved there"):
        move(database_url, elsewhere, instance=instance, now=NOW, told=quiet)
    assert drill(tmp_path / "arrived.zip", now=NOW, told=quiet).faults == ()


def test_a_drill_tells_what_does_not_hold(database: Database, instance: Path, tmp_path: Path) -> None:
    write(database, "then")
    with database.writing() as session:
        session.execute(text("UPDATE audit_head SET number = 3"))
    made = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=instance, now=NOW)
    with database.writing() as session:
        session.execute(text("UPDATE audit_head SET number = 7"))
    assert drill(made.file, now=NOW, told=quiet).faults == (
        "The record is cut off: it ends with event 0, but event 3 was the last.",
    )


def test_a_copy_of_an_older_version_is_made_as_it_is_and_restored_as_this_version_needs_it(
    instance: Path, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.sqlite3", f"sqlite:///{tmp_path}/new.sqlite3"
    old.write_bytes(lzma.decompress((RELEASES / "0.3.0" / "database.sqlite3.xz").read_bytes()))
    before = old.read_bytes()
    with closing(open_database(f"sqlite:///{old}")) as database:
        made = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=instance, now=NOW)
    assert old.read_bytes() == before, "what is not up to date is not even told of the copy"
    assert made.manifest.step == "0006"
    assert restore(new, made.file, instance=instance, now=NOW, told=quiet).kept is None
    with closing(open_database(new)) as database, database.reading() as session:
        assert is_up_to_date(session)
    assert drill(made.file, now=NOW, told=quiet).locked > 0


def test_nothing_to_move_is_told(empty_url: str, instance: Path, tmp_path: Path) -> None:
    with pytest.raises(CopyProblem, match="no tables of selfassess yet"):
        move(empty_url, f"sqlite:///{tmp_path}/x.sqlite3", instance=instance, now=NOW, told=quiet)
    assert not (tmp_path / "x.sqlite3").exists()
