"""An upgrade leaves a copy of a file, touches a server only when told to, and is whole or nothing."""

from __future__ import annotations

import lzma
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from selfassess import __version__
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import Steps, is_up_to_date
from selfassess.store.problem import StoreProblem
from selfassess.store.upgrade import COPIES_KEPT, bring_up_to_date, upgrade

OLD_STEP = "0006"
KEPT = Path(__file__).parent / "releases" / "0.3.0"
COPY = f"answers-before-{__version__}-at-step-{OLD_STEP}.sqlite3"


@pytest.fixture
def old_file(file: Path) -> Path:
    """The database of 0.3.0."""
    file.write_bytes(lzma.decompress((KEPT / "database.sqlite3.xz").read_bytes()))
    return file


@pytest.fixture
def old(old_file: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{old_file}")) as opened:
        yield opened


@pytest.fixture
def old_server(postgresql: Any) -> Iterator[str]:
    name = postgresql.load(lzma.decompress((KEPT / "database.sql.xz").read_bytes()).decode())
    yield postgresql.url(name)
    postgresql.drop(name)


def dumped(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as raw:
        return list(raw.iterdump())


def step_of(database: Database) -> str | None:
    with database.reading() as session:
        step: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        return step


def files(folder: Path) -> list[Path]:
    """But for the mark that a file is in use."""
    return sorted(one for one in folder.iterdir() if one.suffix != ".in-use")


def up_to_date(database: Database) -> bool:
    with database.reading() as session:
        return is_up_to_date(session)


def test_a_start_upgrades_a_file_and_keeps_it_as_it_was_under_a_name_that_says_what_it_is(
    old: Database, old_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = dumped(old_file)
    old_file.chmod(0o600)
    done = bring_up_to_date(old)
    assert done is not None
    assert (done.steps.before, done.copy) == (OLD_STEP, old_file.with_name(COPY))
    assert done.copy is not None
    assert dumped(done.copy) == before
    assert done.copy.stat().st_mode & 0o777 == 0o600
    assert up_to_date(old)
    assert str(done.copy) in caplog.text
    caplog.clear()
    assert bring_up_to_date(old) is None
    assert caplog.text == ""
    assert files(old_file.parent) == sorted([old_file, done.copy])


def test_tables_are_made_where_there_are_none_and_nothing_is_copied(empty_url: str, tmp_path: Path) -> None:
    with closing(open_database(empty_url)) as database:
        done = bring_up_to_date(database)
        assert done is not None
        assert (done.steps.before, done.copy) == (None, None)
        assert up_to_date(database)
    assert len(files(tmp_path)) <= 1


def test_the_newest_copies_are_kept_and_nothing_else_is_taken_for_one(old: Database, old_file: Path) -> None:
    others = [
        "answers.sqlite3-journal.old",
        "answers-before-the-summer.txt",
        "answers-before-easter.sqlite3",
        "other-before-0.1.0-at-step-0001.sqlite3",
    ]
    for name in others:
        old_file.with_name(name).touch()
        os.utime(old_file.with_name(name), (0, 0))
    in_the_future = 10_000_000_000  # as a clock that was wrong once writes it
    for age in range(1, 5):
        copy = old_file.with_name(f"answers-before-0.{9 - age}.0-at-step-000{age}.sqlite3")
        copy.touch()
        os.utime(copy, (in_the_future + age, in_the_future + age))
    bring_up_to_date(old)
    left = {one.name for one in files(old_file.parent)} - {old_file.name, *others}
    assert left == {COPY, "answers-before-0.5.0-at-step-0004.sqlite3", "answers-before-0.6.0-at-step-0003.sqlite3"}
    assert len(left) == COPIES_KEPT
    assert all(old_file.with_name(name).exists() for name in others)


FULL_AFTER = """
import resource, signal, sys
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
from selfassess.store.upgrade import bring_up_to_date
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
try:
    bring_up_to_date(open_database(sys.argv[1]))
except StoreProblem as problem:
    sys.exit(str(problem))
"""


def test_without_room_for_the_copy_nothing_is_changed(old_file: Path) -> None:
    before = old_file.read_bytes()
    command = [sys.executable, "-c", FULL_AFTER, f"sqlite:///{old_file}", str(len(before) // 2)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"no copy of it can be kept as {old_file.with_name(COPY)}" in done.stderr
    assert "Nothing was changed. Free as much space" in done.stderr
    assert old_file.read_bytes() == before
    assert files(old_file.parent) == [old_file]


def test_a_damaged_file_is_refused_before_anything_is_changed(old: Database, old_file: Path) -> None:
    damaged = bytearray(old_file.read_bytes())
    damaged[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    old_file.write_bytes(damaged)
    with pytest.raises(StoreProblem):
        bring_up_to_date(old)
    assert old_file.read_bytes() == damaged
    assert files(old_file.parent) == [old_file]


KILLED_AT = """
import os, signal, sys
from sqlalchemy import Engine, event
from selfassess.store.database import open_database
from selfassess.store.upgrade import bring_up_to_date
left = int(sys.argv[2])
@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
bring_up_to_date(open_database(sys.argv[1]))
"""


@pytest.mark.parametrize("statements", [6, 25, 40])
def test_an_upgrade_that_is_killed_half_way_is_done_by_the_next_start(old_file: Path, statements: int) -> None:
    before = dumped(old_file)
    command = [sys.executable, "-c", KILLED_AT, f"sqlite:///{old_file}", str(statements)]
    assert subprocess.run(command, check=False).returncode == -9
    with closing(open_database(f"sqlite:///{old_file}")) as database:
        assert step_of(database) == OLD_STEP
        done = bring_up_to_date(database)
        assert done is not None
        assert up_to_date(database)
    assert dumped(old_file.with_name(COPY)) == before
    assert files(old_file.parent) == sorted([old_file, old_file.with_name(COPY)])


def test_what_a_killed_copy_left_behind_is_removed(old: Database, old_file: Path) -> None:
    left = old_file.with_name(f"{COPY}.part")
    left.write_bytes(b"half")
    bring_up_to_date(old)
    assert not left.exists()


def test_a_start_refuses_a_server_that_is_behind_and_names_the_command(old_server: str) -> None:
    with closing(open_database(old_server)) as database:
        with pytest.raises(StoreProblem, match=rf"is at step {OLD_STEP}, of an older .*run: selfassess upgrade"):
            bring_up_to_date(database)
        assert step_of(database) == OLD_STEP
        done = upgrade(database)
        assert done is not None
        assert (done.steps.before, done.copy) == (OLD_STEP, None)
        assert up_to_date(database)
        assert bring_up_to_date(database) is None
        assert upgrade(database) is None


def test_a_database_of_a_newer_version_is_refused_and_not_copied(in_file: Database, file: Path) -> None:
    with in_file.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreProblem, match="made by a newer version"):
        bring_up_to_date(in_file)
    assert files(file.parent) == [file]


def test_the_steps_taken_are_told(old: Database) -> None:
    done = upgrade(old)
    assert done is not None
    assert done.steps == Steps(before=OLD_STEP, after=step_of(old) or "")


def test_of_starts_at_the_same_moment_one_upgrades_and_every_one_goes_on(old_file: Path) -> None:
    program = "import sys; from selfassess.store.database import open_database as o; from selfassess.store.upgrade \
import bring_up_to_date as b; print(b(o(sys.argv[1])) is not None)"
    command = [sys.executable, "-c", program, f"sqlite:///{old_file}"]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [start.communicate() for start in starts]
    assert sorted(out for out, _ in said) == ["False\n", "False\n", "True\n"]
    assert [start.returncode for start in starts] == [0, 0, 0]
