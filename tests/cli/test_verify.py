"""`selfassess verify`: what is locked holds or not by its exit code, and which does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from selfassess.cli import main
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.demonstration import Size, make_partnership
from selfassess.services.documents import document_file
from selfassess.services.example import load_example
from selfassess.services.pinned import required
from selfassess.services.rights import Action
from selfassess.services.steps import take_step
from selfassess.store.database import open_database
from selfassess.voices.steps import WorkStatus

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def locked(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the example, of which all that is agreed is locked; to be copied, for making it takes long."""
    file = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("locked")))
    with closing(open_database(f"sqlite:///{file}")) as database:
        load_example(database, OPERATOR, now=NOW)
        agreed = [one.id for one in list_assessments(database, OPERATOR) if one.agreed_at]
        for id in agreed:
            with database.writing() as session:
                stored = required(session, OPERATOR, Action.SEE_ASSESSMENT, id)
                take_step(session, OPERATOR, stored, WorkStatus.SIGNED, now=NOW)
    return file


@pytest.fixture
def url(locked: Path, tmp_path: Path) -> str:
    """One's own of these."""
    return f"sqlite:///{shutil.copy(locked, tmp_path)}"


def settings(url: str, tmp_path: Path) -> dict[str, str]:
    return {"SELFASSESS_DATABASE_URL": url, "SELFASSESS_INSTANCE": str(tmp_path), "PYTHONIOENCODING": "utf-8"}


def verify(url: str, tmp_path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["verify", *options], env=settings(url, tmp_path))


def test_what_holds_ends_with_0(url: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "selfassess", "verify"]
    environ = {**os.environ, **settings(url, tmp_path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environ)
    assert (done.returncode, done.stderr) == (0, "")
    count = done.stdout.split()[-1]
    assert int(count) >= 3
    assert done.stdout == f"Locked assessments that hold: {count} of {count}\n"


def test_what_was_tampered_with_ends_with_1_and_is_named(url: str, tmp_path: Path) -> None:
    with closing(open_database(url)) as database, database.writing() as session:
        first = session.scalar(text("SELECT id FROM assessment WHERE locked_at IS NOT NULL ORDER BY period LIMIT 1"))
        session.execute(
            text("UPDATE answer SET value = '0' WHERE assessment = :id AND state = 'answered'"), {"id": first}
        )
    done = verify(url, tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    told, said = done.stderr.splitlines()
    assert f"({first}): " in told
    assert told.endswith("the answers do not give the figure that was locked")
    assert said.startswith("Error: Locked assessments that do not hold: 1 of ")


@pytest.mark.parametrize(
    "damage", ["DELETE FROM section_figure WHERE section = ''", "UPDATE yearly_result SET year = year + 100"]
)
def test_figures_kept_beside_it_that_were_tampered_with_are_named_and_can_be_made_anew(
    damage: str, url: str, tmp_path: Path
) -> None:
    with closing(open_database(url)) as database, database.writing() as session:
        session.execute(text(damage))
    damaged = verify(url, tmp_path)
    assert (damaged.exit_code, damaged.stdout) == (1, "")
    *told, said = damaged.stderr.splitlines()
    assert all(one.endswith("selfassess verify --rebuild makes them anew.") for one in told)
    assert said == f"Error: Kept figures that are not what the locked assessments give: {len(told)}"
    assert verify(url, tmp_path, "--rebuild").exit_code == 0
    assert verify(url, tmp_path).exit_code == 0


def test_figures_of_a_partnership_that_were_tampered_with_are_named_and_can_be_made_anew(
    migrated_file: Path, tmp_path: Path
) -> None:
    address = f"sqlite:///{shutil.copy(migrated_file, tmp_path)}"
    with closing(open_database(address)) as database:
        offer = questionnaires_on_offer().by_name("bnssg-pledge", "1.1.0")
        assert offer is not None
        make_partnership(database, OPERATOR, Size(organisations=8, years=2), offer, now=NOW)
        with database.writing() as session:
            session.execute(text("UPDATE partnership_figure SET figures = '{}' WHERE year = 2025"))
    damaged = verify(address, tmp_path)
    assert damaged.exit_code == 1
    assert "bnssg-pledge 2025: the figures are not those of its results" in damaged.stderr
    assert verify(address, tmp_path, "--rebuild").exit_code == 0
    assert verify(address, tmp_path).exit_code == 0


def test_where_nothing_is_locked_nothing_is_wrong(tmp_path: Path) -> None:
    done = verify(f"sqlite:///{tmp_path}/empty.sqlite3", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "Locked assessments that hold: 0 of 0\n")


def test_a_final_document_that_is_not_what_was_kept_is_named_and_gives_1(url: str, tmp_path: Path) -> None:
    with closing(open_database(url)) as database:
        id = next(one.id for one in list_assessments(database, OPERATOR) if one.locked_at)
        document_file(
            database,
            OPERATOR,
            id,
            "pack",
            ".json",
            catalogue=questionnaires_on_offer(),
            t=Translator(),
            frames=None,
            now=NOW,
        )
        good = verify(url, tmp_path)
        with database.writing() as session:
            session.execute(text("UPDATE final_pack SET content = CAST('other' AS BLOB)"))
    assert (good.exit_code, good.stdout.splitlines()[-1]) == (0, "Final documents that hold: 1 of 1")
    done = verify(url, tmp_path)
    assert done.exit_code == 1
    assert f"({id}): pack.json is not the file that was kept" in done.stderr
