"""Copies are made while people work, hold one moment of it, and take nobody's place before they are whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from selfassess.services.access import OPERATOR, VISITOR
from selfassess.services.copy_file import CopyProblem, check_copy
from selfassess.services.copy_folder import CopyFolder, copies_in, newest_copy
from selfassess.services.problems import NotFoundError
from selfassess.services.safe_copies import keep_copy, make_copy
from selfassess.store.audit import Choice, latest_events
from selfassess.store.database import Database, open_database
from selfassess.store.problem import StoreProblem

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
PAIR = (
    "INSERT INTO throttle (key, since, count) VALUES (:key, :now, 1)",
    "INSERT INTO site_text (page, text, changed_at, revision) VALUES (:key, 'beside', :now, 1)",
)


def lines(file: Path, table: str) -> list[str]:
    with ZipFile(file) as archive:
        return archive.read(f"tables/{table}.jsonl").decode().splitlines()


def test_a_copy_is_read_back_and_recorded_and_only_its_owner_can_read_it(database: Database, tmp_path: Path) -> None:
    def look(_done: int, _total: int) -> None:
        meanwhile = [file for file in tmp_path.iterdir() if file.name.startswith(".")]
        assert meanwhile
        assert all(file.stat().st_mode & 0o077 == 0 for file in meanwhile)

    made = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW, told=look)
    assert check_copy(made.file) == made.manifest
    assert (made.size, made.with_key) == (made.file.stat().st_size, False)
    assert made.file.stat().st_mode & 0o077 == 0
    with database.reading() as session:
        (event,) = latest_events(session, Choice(), skip=0, most=9)
    assert (event.event, event.subject, event.after) == ("safe copy made", "2026-10-01T093000Z", {"rows": 1})


def test_what_is_copied_while_others_save_is_of_one_moment(database: Database, tmp_path: Path) -> None:
    saved, stop = [0], threading.Event()

    def save() -> None:
        while not stop.wait(0.01):  # SQLite gives nobody else a turn where there is no pause at all
            with database.writing() as session:
                for statement in PAIR:
                    session.execute(text(statement), {"key": f"{saved[0]:06}", "now": NOW})
            saved[0] += 1

    writer = threading.Thread(target=save)
    writer.start()
    found = []
    for _ in range(4):
        before = saved[0]
        made = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)
        throttles = [json.loads(line)[1] for line in lines(made.file, "throttle")]
        pages = [json.loads(line)[2] for line in lines(made.file, "site_text")]
        assert throttles == pages == [f"{number:06}" for number in range(len(pages))]
        assert len(pages) >= before, "what was acknowledged before is in it"
        found.append(len(pages))
    stop.set()
    writer.join()
    assert found[-1] > found[0], "nobody had to wait until it was over"


def test_questionnaires_of_ones_own_are_in_it_and_the_key_only_where_it_is_wanted(
    database: Database, tmp_path: Path
) -> None:
    for name in ("questionnaires/a.yaml", "questionnaires/actions/b.yaml", "mail/secret.eml", "secret-key"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    without = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)
    assert list(without.manifest.files) == ["questionnaires/a.yaml", "questionnaires/actions/b.yaml"]
    with_key = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, key="the key", now=NOW)
    assert list(with_key.manifest.files)[-1] == "secret-key"
    with ZipFile(with_key.file) as archive:
        assert archive.read("instance/secret-key") == b"the key"


def test_a_name_that_could_not_come_out_of_a_copy_everywhere_is_told(database: Database, tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "ours: 2026.yaml").touch()
    with pytest.raises(CopyProblem, match=r"ours: 2026\.yaml: has a name that not every system takes\. Rename it"):
        make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)


def test_only_those_who_run_the_installation_may_make_one(database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        make_copy(database, VISITOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)
    assert not (tmp_path / "copy.zip").exists()


def test_what_cannot_be_copied_leaves_the_copy_of_before(database: Database, tmp_path: Path) -> None:
    before = make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW).file.read_bytes()
    with database.writing() as session:
        session.execute(text("ALTER TABLE retention DROP COLUMN changed_by"))
    with pytest.raises(StoreProblem, match="these tables are not: retention"):
        make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CopyProblem, match="made by a newer version"):
        make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)
    assert (tmp_path / "copy.zip").read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_database_without_tables_has_nothing_to_copy(empty_url: str, tmp_path: Path) -> None:
    with closing(open_database(empty_url)) as database, pytest.raises(CopyProblem, match="no tables of selfassess yet"):
        make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)


def test_a_damaged_file_is_not_copied(database_url: str, database: Database, tmp_path: Path) -> None:
    if not database_url.startswith("sqlite"):
        return
    file = tmp_path / "answers.sqlite3"
    database.close()
    content = bytearray(file.read_bytes())
    content[4096 * 20 : 4096 * 60] = bytes(4096 * 40)
    file.write_bytes(content)
    with pytest.raises(StoreProblem, match="is damaged"):
        make_copy(database, OPERATOR, tmp_path / "copy.zip", instance=tmp_path, now=NOW)
    assert not list(tmp_path.glob("*.zip"))


FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from selfassess.services.access import OPERATOR
from selfassess.services.copy_file import CopyProblem
from selfassess.services.safe_copies import make_copy
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
url, file, most = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
database = open_database(url)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    make_copy(database, OPERATOR, file, instance=file.parent, now=datetime(2026, 10, 1, tzinfo=UTC))
except (CopyProblem, StoreProblem) as problem:
    print(problem)
"""


@pytest.mark.parametrize("most", [0, 20_000])
def test_where_the_disk_is_full_the_copy_of_before_stays_and_it_is_said(
    database_url: str, database: Database, tmp_path: Path, most: int
) -> None:
    with database.writing() as session:
        for number in range(100):  # so that the copy itself is larger than that
            row = {"key": str(number), "text": os.urandom(400).hex(), "now": NOW}
            session.execute(text("INSERT INTO site_text VALUES (:key, :text, :now, NULL, 1)"), row)
    folder = tmp_path / "copies"
    folder.mkdir()
    with zipfile.ZipFile(folder / "copy.zip", "w") as archive:
        archive.writestr("manifest.json", '{"program": "selfassess"}')
    before = (folder / "copy.zip").read_bytes()
    program = [sys.executable, "-c", FULL, database_url, folder / "copy.zip", str(most)]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "cannot be written: File too large. Nothing was changed" in done.stdout or "disk is full" in done.stdout
    assert [file.name for file in folder.iterdir()] == ["copy.zip"]
    assert (folder / "copy.zip").read_bytes() == before


def test_a_file_that_is_no_safe_copy_is_never_replaced_by_one(
    database_url: str, database: Database, tmp_path: Path
) -> None:
    """Least of all the database or the key, which a slip of the hand names."""
    if not database_url.startswith("sqlite"):
        return
    others = [tmp_path / "answers.sqlite3", tmp_path / "secret-key", tmp_path / "thesis.docx", tmp_path / "other.zip"]
    others[1].write_text("k" * 64)
    for file in others[2:]:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("manifest.json", '{"program": "another"}')
    before = [file.read_bytes() for file in others]
    for file in others:
        with pytest.raises(CopyProblem, match=r"is there already and is no safe copy.* Name another file"):
            make_copy(database, OPERATOR, file, instance=tmp_path, now=NOW)
    assert [file.read_bytes() for file in others] == before
    empty = tmp_path / "from-mktemp"
    empty.touch()
    assert make_copy(database, OPERATOR, empty, instance=tmp_path, now=NOW).size


def test_a_new_copy_is_kept_although_a_clock_that_was_wrong_makes_others_seem_newer(
    database: Database, tmp_path: Path
) -> None:
    folder = CopyFolder(path=tmp_path / "copies", kept=1, daily=True)
    folder.path.mkdir()
    (folder.path / "selfassess-2099-01-01T000000Z.zip").touch()
    made = keep_copy(database, OPERATOR, folder, instance=tmp_path, now=NOW)
    assert [one.file for one in copies_in(folder.path)] == [made.file]


def test_the_newest_are_kept_and_what_else_lies_there_is_left_alone(database: Database, tmp_path: Path) -> None:
    folder = CopyFolder(path=tmp_path / "kept" / "copies", kept=2, daily=True)
    assert (copies_in(folder.path), newest_copy(folder.path)) == ((), None)
    folder.path.mkdir(parents=True)
    others = ("letter.txt", "selfassess-2026-99-99T000000Z.zip", "my selfassess-2026-09-01T000000Z.zip", ".new.part")
    for name in others:
        (folder.path / name).touch()
    half, young = folder.path / f".{'a' * 16}.part", folder.path / f".{'b' * 16}.sqlite3"
    for file in (half, young):
        file.touch()
    os.utime(half, (0, 0))
    last = NOW + timedelta(days=3)
    os.utime(young, (last.timestamp(), last.timestamp()))
    for day in range(4):
        keep_copy(database, OPERATOR, folder, instance=tmp_path, now=NOW + timedelta(days=day))
    assert [one.made_at for one in copies_in(folder.path)] == [last, last - timedelta(days=1)]
    assert newest_copy(folder.path) == (folder.path / "selfassess-2026-10-04T093000Z.zip", last)
    assert {file.name for file in folder.path.iterdir()} == {
        *others, young.name, "selfassess-2026-10-03T093000Z.zip", "selfassess-2026-10-04T093000Z.zip"
    }  # fmt: skip


def test_a_folder_that_cannot_be_made_is_told(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = CopyFolder(path=tmp_path / "file" / "copies", kept=2, daily=True)
    with pytest.raises(CopyProblem, match=r"copies: cannot be made: Not a directory\. Name another folder"):
        keep_copy(database, OPERATOR, folder, instance=tmp_path, now=NOW)
    with pytest.raises(CopyProblem, match=r"there is no folder .*nowhere to write it into"):
        make_copy(database, OPERATOR, tmp_path / "nowhere" / "copy.zip", instance=tmp_path, now=NOW)
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(CopyProblem, match="is not a file, so it cannot be replaced by one"):
        make_copy(database, OPERATOR, tmp_path / "folder.zip", instance=tmp_path, now=NOW)
