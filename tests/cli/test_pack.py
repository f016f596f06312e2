"""`selfassess pack` in processes of its own: whole or not at all, gone on with after a kill, a message for the rest."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from selfassess.cli import main
from selfassess.disclosure.sharing import Choice
from selfassess.store.database import Database, open_database

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
FOREVER = 120


class Site:
    """An instance with a partnership of so many organisations, each with a signed result."""

    def __init__(self, regions: Any, migrated: Path, folder: Path, organisations: int) -> None:
        self.folder, self.out = folder, folder / "packs.zip"
        self.url = f"sqlite:///{folder}/selfassess.sqlite3"
        shutil.copy(migrated, folder / "selfassess.sqlite3")
        with self.open() as database:
            region = regions(database, NOW)
            for number in range(organisations):
                region.result(region.organisation(f"Council {number:02}"), 1, Choice.STEERING)

    def open(self) -> closing[Database]:
        return closing(open_database(self.url))

    def count(self, question: str) -> int:
        with self.open() as database, database.reading() as session:
            return int(session.scalar(text(question)) or 0)

    def start(self, *options: str, **more: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "selfassess", "pack", "--partnership", "Region", "--format", "html"]
        command += ["--out", str(self.out), *(options or ("--period", "2026"))]
        environ = {**os.environ, "SELFASSESS_INSTANCE": str(self.folder)}
        return subprocess.Popen(
            command,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **more,  # type: ignore[call-overload]  # what `Popen` takes
        )

    def run(self, *options: str, **more: object) -> tuple[int, str, str]:
        started = self.start(*options, **more)
        said, wrong = started.communicate(timeout=FOREVER)
        return started.returncode, said, wrong

    def until(self, started: subprocess.Popen[str], question: str, least: int = 1) -> None:
        end = time.monotonic() + FOREVER
        while self.count(question) < least:
            assert time.monotonic() < end, "waited in vain"
            assert started.poll() is None, started.communicate()
            time.sleep(0.1)


@pytest.fixture
def site(regions: Any, migrated_file: Path, tmp_path: Path) -> Callable[[int], Site]:
    return lambda organisations: Site(regions, migrated_file, tmp_path, organisations)


def test_killed_in_the_middle_it_goes_on_and_each_pack_is_there_once(site: Callable[[int], Site]) -> None:
    here = site(8)
    first = here.start()
    here.until(first, "SELECT count(*) FROM pack_item WHERE state = 'made'", 2)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert not here.out.exists()
    before = here.count("SELECT count(*) FROM pack_item WHERE state = 'made'")
    assert before < 9, "it was too fast to be killed in the middle"

    code, said, wrong = here.run("--period", "2026", "--workers", "1")
    assert (code, "Going on with" in wrong) == (0, True), wrong
    names = zipfile.ZipFile(here.out).namelist()
    assert len(names) == len(set(names)) == 8 + 1 + 1
    assert here.count("SELECT count(*) FROM pack_run") == 0
    assert hashlib.sha256(here.out.read_bytes()).hexdigest() in said


def test_of_two_at_the_same_packs_the_slower_is_told_that_they_were_taken_along(site: Callable[[int], Site]) -> None:
    here = site(1)
    slower = here.start("--period", "2026", "--workers", "1")
    here.until(slower, "SELECT count(*) FROM pack_item")
    with here.open() as database, database.writing() as session:
        session.execute(text("DELETE FROM pack_run"))  # as the faster does at its end
    _, wrong = slower.communicate(timeout=FOREVER)
    assert slower.returncode == 1
    assert "Error: Another selfassess pack was at the same packs" in wrong
    assert "Traceback" not in wrong
    assert [file.name for file in here.folder.glob("*packs.zip*")] == []


def test_a_disk_that_is_full_leaves_nothing_half_written_and_is_gone_on_from(site: Callable[[int], Site]) -> None:
    here = site(1)
    here.out.write_bytes(b"last year's")
    room = (here.folder / "selfassess.sqlite3").stat().st_size + 20_000

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    one = ("--period", "2026", "--workers", "1")
    code, _, wrong = here.run(*one, preexec_fn=small_disk)
    assert code == 1
    assert "disk is full" in wrong
    assert "Traceback" not in wrong
    assert here.out.read_bytes() == b"last year's"
    assert [file.name for file in here.folder.glob(".*.part")] == []
    assert here.count("SELECT sum(begun) FROM pack_item WHERE state = 'waiting'") == 0
    assert here.run(*one)[0] == 0
    assert len(zipfile.ZipFile(here.out).namelist()) == 3


def test_one_that_cannot_be_made_is_named_and_gives_1(site: Callable[[int], Site]) -> None:
    here = site(1)
    with here.open() as database, database.writing() as session:
        session.execute(text("UPDATE assessment SET version = '9.9.9' WHERE organisation = 'Council 00'"))
        session.execute(text("UPDATE questionnaire_text SET text = CAST('format: 2' AS BLOB)"))
    code, said, wrong = here.run("--period", "2026", "--workers", "1")
    assert code == 1
    assert "Council 00: The text of honest 9.9.9" in wrong
    files = json.loads(zipfile.ZipFile(here.out).read("manifest.json"))["files"]
    assert [("failed" in one) for one in files] == [True, True]
    assert "0 packs" in said


def test_what_cannot_be_is_a_message(site: Callable[[int], Site]) -> None:
    here = site(1)
    for options, said in (
        (("--period", "2019"), "There is nothing of Region for 2019. Periods there are: 2026."),
        (("--period", "2026", "--partnership", "Nowhere"), "There is no partnership Nowhere."),
        (("--period", "2026", "--out", "/nowhere/packs.zip"), "there is no folder /nowhere"),
        (("--period", "2026", "--out", "/proc"), "is not a file"),
    ):
        bare = ["pack", "--partnership", "Region", "--out", str(here.out)]
        done = CliRunner().invoke(main, [*bare, *options], env={"SELFASSESS_INSTANCE": str(here.folder)})
        assert done.exit_code == 1
        assert said in done.output
