"""Databases of every released version, brought up to date, say and score what they said and scored then."""

from __future__ import annotations

import gzip
import json
import lzma
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.figure_check import check_figures
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.section_figures import figures_kept
from selfassess.store.steps import changes_of
from selfassess.voices.steps import WorkStatus

from .kept.telling import record

MAKE = Path(__file__).with_name("make_release.py")
RELEASED = sorted(file.parent for file in MAKE.parent.glob("releases/*/recorded.json"))


@pytest.fixture(scope="session")
def made_now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What would be kept if this version were released now."""
    folder = tmp_path_factory.mktemp("release") / "now"
    subprocess.run([sys.executable, MAKE, folder], check=True)
    return folder


@pytest.fixture(params=[None, *RELEASED], ids=lambda folder: folder.name if folder else "now")
def release(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param or request.getfixturevalue("made_now")
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, release: Path, tmp_path: Path) -> Iterator[Database]:
    """The database of the release, as it was kept."""
    if request.param == "sqlite":
        copy = tmp_path / "database.sqlite3"
        copy.write_bytes(unpacked(release, "database.sqlite3"))
        database = open_database(f"sqlite:///{copy}")
        yield database
        database.close()
        return
    server = request.getfixturevalue("postgresql")
    name = server.load(unpacked(release, "database.sql").decode())
    database = open_database(server.url(name))
    yield database
    database.close()
    server.drop(name)


def unpacked(release: Path, name: str) -> bytes:
    """Up to 0.2.0 databases were packed with gzip."""
    old = release / f"{name}.gz"
    return gzip.decompress(old.read_bytes()) if old.exists() else lzma.decompress((release / f"{name}.xz").read_bytes())


def recorded_of(release: Path) -> dict[str, dict[str, Any]]:
    """What it said, as `record` tells it today; up to 0.2.0 there was nothing but assessments."""
    recorded: dict[str, Any] = json.loads((release / "recorded.json").read_text(encoding="utf-8"))
    parts = recorded if "assessments" in recorded else {"assessments": recorded}
    return {**parts, "assessments": {name: in_words_of_today(one) for name, one in parts["assessments"].items()}}


KNEW_FINISHED = [folder for folder in RELEASED if folder.name in ("0.1.0", "0.2.0")]


@pytest.mark.parametrize("release", KNEW_FINISHED, ids=lambda folder: folder.name, indirect=True)
def test_what_was_finished_took_one_step_and_nothing_more_is_asked_of_it(old: Database) -> None:
    migrate(old)
    for assessment in list_assessments(old, OPERATOR):
        with old.reading() as session:
            steps = [(one.start, one.end, one.at) for one in changes_of(session, assessment.id)]
        agreed = [(WorkStatus.DRAFT, WorkStatus.AGREED, assessment.agreed_at)] if assessment.agreed_at else []
        assert steps == agreed
        assert not any((assessment.moderated, assessment.signing, assessment.locked_at, assessment.revises))


def in_words_of_today(then: dict[str, Any]) -> dict[str, Any]:
    """What was finished before 0.3.0 is agreed."""
    if "finished_at" not in then:
        return then
    kept = {key: value for key, value in then.items() if key != "finished_at"}
    status = "agreed" if then["status"] == "finished" else then["status"]
    return {**kept, "status": status, "agreed_at": then["finished_at"]}


def test_a_database_of_a_release_is_brought_up_to_date_and_says_what_it_said(old: Database, release: Path) -> None:
    migrate(old)
    now = record(old)
    for part, things in recorded_of(release).items():
        assert now[part].keys() == things.keys()
        for name, then in things.items():
            # A later version tells more of a thing, and never less.
            assert {key: fact for key, fact in now[part][name].items() if key in then} == then


def test_what_was_locked_before_has_its_figures_from_its_card(old: Database, release: Path) -> None:
    migrate(old)
    locked = [one for one in list_assessments(old, OPERATOR) if one.locked_at]
    assert check_figures(old, OPERATOR, now=datetime(2026, 12, 1, tzinfo=UTC)) == ()
    assert bool(locked) == (release.name not in ("0.1.0", "0.2.0"))
    for assessment in locked:
        with old.reading() as session:
            assert figures_kept(session, assessment.id).keys() > {""}


def test_what_a_release_keeps_is_worth_comparing(release: Path) -> None:
    assessments = recorded_of(release)["assessments"].values()
    assert len(assessments) >= 4
    assert {one["status"] for one in assessments} >= {"draft", "agreed"}
    assert sum(one["card"]["overall"]["score"] is not None for one in assessments) >= 2
    assert max(len(told) for one in assessments for told in one["history"].values()) >= 3


def test_what_people_made_together_is_kept_from_now_on(made_now: Path) -> None:
    recorded = recorded_of(made_now)
    (signed,) = (one for one in recorded["assessments"].values() if one["status"] == "signed")
    assert signed["card_holds"]
    assert len(signed["contributors"]) == 2
    assert all(signed["proceedings"].values())
    assert signed["evidence_used"]
    places = [*recorded["organisations"].values(), *recorded["partnerships"].values()]
    invitations = [told for one in places for told in one["invitations"]]
    assert {"accepted None" in told for told in invitations} == {True, False}
    kept = recorded["organisations"]["Tŷ Bach"]
    assert all(kept[key] for key in ("services", "partnerships", "people", "evidence", "commitments"))
    assert all(one["password_fits"] and one["sessions"] for one in recorded["accounts"].values())
    roles = [told for one in recorded["accounts"].values() for told in one["roles"]]
    assert {told.endswith("to None") for told in roles} == {True, False}
    audit, work = recorded["installation"]["audit"], recorded["installation"]["work"]
    assert (audit["faults"], audit["events"]) == ([], len(audit["told"]))
    assert work["sent"]
    assert work["waiting"]
    assert {told.split(",")[0].split()[1] for told in work["jobs"]} == {"done", "queued"}
