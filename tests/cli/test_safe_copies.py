"""`backup`, `drill`, `restore` and `move` as people type them: exit codes, what is said, and what is left behind."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.example import load_example
from selfassess.services.safe_copies import make_copy
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate

from .started import Start, said

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the example in it."""
    file = tmp_path_factory.mktemp("example") / "selfassess.sqlite3"
    with closing(open_database(f"sqlite:///{file}")) as database:
        migrate(database)
        load_example(database, OPERATOR, now=NOW)
    return file


@pytest.fixture(scope="module")
def copied(example: Path) -> bytes:
    """A sound copy of it."""
    with closing(open_database(f"sqlite:///{example}")) as database:
        made = make_copy(database, OPERATOR, example.with_name("copy.zip"), instance=example.parent, now=NOW)
    return made.file.read_bytes()


@pytest.fixture
def copy(tmp_path: Path, copied: bytes) -> Path:
    file = tmp_path / "copies" / "copy.zip"
    file.parent.mkdir()
    file.write_bytes(copied)
    return file


@pytest.fixture
def run(tmp_path: Path, example: Path) -> Run:
    """Run a command in an instance that has the example; `most` is what any file may grow to, in bytes."""
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copy(example, instance)

    def one(*arguments: object, most: int | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "SELFASSESS_INSTANCE": str(instance), "PYTHONIOENCODING": "utf-8", **settings}
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) if most is not None else None
        command = [sys.executable, "-m", "selfassess", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False, env=environ, preexec_fn=limit
        )

    return one


def rows(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        found: int = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
    return found


def test_a_copy_is_made_tried_out_and_put_back(run: Run, tmp_path: Path) -> None:
    copy, file = tmp_path / "copy.zip", tmp_path / "instance" / "selfassess.sqlite3"
    before = rows(file)
    made = run("backup", copy)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith(f"{copy}: ")
    assert "read back and found whole.\nIt holds everybody’s answers" in made.stdout
    assert "Not in it is the secret key" in made.stdout
    tried = run("drill", copy)
    assert (tried.returncode, tried.stderr) == (0, "")
    assert "by version" in tried.stdout
    assert "came out as they went in" in tried.stdout
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM answer_history")
        connection.execute("DELETE FROM answer")
    back = run("restore", copy)
    assert (back.returncode, back.stderr) == (0, "")
    assert rows(file) == before > 0
    (kept,) = file.parent.glob("*-replaced-*.sqlite3")
    assert f"What was there before is kept: {kept}. Delete it when you are sure." in back.stdout
    assert rows(kept) == 0


def test_without_a_file_copies_go_into_the_folder_and_the_newest_is_tried_out(run: Run, tmp_path: Path) -> None:
    settings = {"SELFASSESS_BACKUPS": str(tmp_path / "copies"), "SELFASSESS_BACKUPS_KEPT": "1"}
    none = run("drill", **settings)
    assert (none.returncode, none.stderr) == (
        1,
        f"Error: {tmp_path}/copies: holds no copy. Make one: selfassess backup\n",
    )
    assert run("backup", **settings).returncode == 0
    (copy,) = (tmp_path / "copies").iterdir()
    assert f"{copy}, made " in run("drill", **settings).stdout


def test_what_is_no_sound_copy_is_said_and_changes_nothing(run: Run, tmp_path: Path, copy: Path) -> None:
    file = tmp_path / "instance" / "selfassess.sqlite3"
    before = file.read_bytes()
    copy.write_bytes(copy.read_bytes()[:3000])
    shutil.copy(file, tmp_path / "database.zip")
    for command, wrong, told in (
        ("restore", copy, "is cut short or damaged. Take another copy"),
        ("drill", copy, "is cut short or damaged. Take another copy"),
        ("restore", tmp_path / "database.zip", "is not a safe copy, as selfassess backup makes them."),
        ("restore", tmp_path / "nothing.zip", "there is no such file."),
    ):
        done = run(command, wrong)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"Error: {wrong}: {told}")
    assert file.read_bytes() == before
    assert not list(file.parent.glob("*replaced*"))


def test_a_full_disk_is_said_and_leaves_everything_as_it_was(run: Run, tmp_path: Path, copy: Path) -> None:
    file = tmp_path / "instance" / "selfassess.sqlite3"
    before, whole = file.read_bytes(), copy.read_bytes()
    for command in ("backup", "restore"):
        done = run(command, copy, most=50_000)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Traceback" not in done.stderr
        assert "disk is full" in done.stderr or "File too large" in done.stderr
    assert 50_000 < len(whole) < len(before)
    assert (copy.read_bytes(), file.read_bytes()) == (whole, before)
    assert [one.name for one in copy.parent.iterdir()] == ["copy.zip"]
    assert not list(file.parent.glob("*.restoring*"))


def test_nothing_is_restored_or_moved_while_a_server_runs(run: Run, start: Start, tmp_path: Path, copy: Path) -> None:
    mine = {"SELFASSESS_INSTANCE": str(tmp_path)}
    server = start("serve", "--no-worker")  # in `tmp_path`
    said(server)
    before = (tmp_path / "selfassess.sqlite3").read_bytes()
    for command in (("restore", copy), ("move", "--to", f"sqlite:///{tmp_path}/elsewhere.sqlite3")):
        refused = run(*command, **mine)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "is in use by another program. Stop it (the server, its workers, and other commands)" in refused.stderr
    assert (tmp_path / "selfassess.sqlite3").read_bytes() == before
    assert not (tmp_path / "elsewhere.sqlite3").exists()
    server.kill()  # nor does one that could say nothing at its end stand in the way
    server.wait()
    assert run("restore", copy, **mine).returncode == 0
    assert rows(tmp_path / "selfassess.sqlite3") == rows(tmp_path / "instance" / "selfassess.sqlite3")


def test_the_key_is_copied_and_restored_only_with_a_word(run: Run, tmp_path: Path) -> None:
    copy, key = tmp_path / "copy.zip", tmp_path / "instance" / "secret-key"
    made = run("backup", copy, "--with-key")
    assert "It holds the secret key too" in made.stdout
    first = key.read_text("ascii")
    key.unlink()
    assert run("restore", copy, "--with-key").returncode == 0
    assert key.read_text("ascii").strip() == first.strip()
    given = run("restore", copy, "--with-key", SELFASSESS_SECRET_KEY="g" * 40)
    assert (given.returncode, given.stdout) == (2, "")
    assert "says another key" in given.stderr


@pytest.mark.parametrize("wrong", [("backup", "--with-key"), ("restore",), ("move", "--to", "mysql://x")], ids=" ".join)
def test_wrong_usage_ends_with_2(run: Run, wrong: tuple[str, ...]) -> None:
    done = run(*wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage:" in done.stderr


def test_everything_is_moved_to_postgresql_and_back_and_its_figures_hold(
    run: Run, tmp_path: Path, postgresql: Any
) -> None:
    name = postgresql.new_database()
    url, file = postgresql.url(name), tmp_path / "back" / "selfassess.sqlite3"
    file.parent.mkdir()
    there = run("move", "--to", url)
    assert (there.returncode, there.stderr) == (0, "")
    assert "each counted and compared." in there.stdout
    again = run("move", "--to", url)
    assert (again.returncode, again.stdout) == (1, "")
    assert "is not empty, so nothing can be moved there" in again.stderr
    on_server = {"SELFASSESS_DATABASE_URL": url}
    assert run("verify", **on_server).stdout == run("verify").stdout
    assert run("move", "--to", f"sqlite:///{file}", **on_server).returncode == 0
    assert rows(file) == rows(tmp_path / "instance" / "selfassess.sqlite3") > 0
    assert run("audit", "verify", SELFASSESS_DATABASE_URL=f"sqlite:///{file}").returncode == 0
    postgresql.drop(name)
