"""Databases of every released version, brought up to date, say and score what they said and scored then."""

from __future__ import annotations

import gzip
import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate

MAKE = Path(__file__).with_name("make_release.py")
RELEASED = sorted(file.parent for file in MAKE.parent.glob("releases/*/recorded.json"))
record = runpy.run_path(str(MAKE))["record"]


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
        copy.write_bytes(gzip.decompress((release / "database.sqlite3.gz").read_bytes()))
        database = open_database(f"sqlite:///{copy}")
        yield database
        database.close()
        return
    server = request.getfixturevalue("postgresql")
    name = server.load(gzip.decompress((release / "database.sql.gz").read_bytes()).decode())
    database = open_database(server.url(name))
    yield database
    database.close()
    server.drop(name)


def test_a_database_of_a_release_is_brought_up_to_date_and_says_what_it_said(old: Database, release: Path) -> None:
    migrate(old)
    recorded: dict[str, Any] = json.loads((release / "recorded.json").read_text(encoding="utf-8"))
    now = record(old)
    assert now.keys() == recorded.keys()
    for name, then in recorded.items():
        then = in_words_of_today(then)
        assert {key: now[name][key] for key in then} == then


def in_words_of_today(then: dict[str, Any]) -> dict[str, Any]:
    """What was finished before 0.3.0 is agreed."""
    if "finished_at" not in then:
        return then
    kept = {key: value for key, value in then.items() if key != "finished_at"}
    status = "agreed" if then["status"] == "finished" else then["status"]
    return {**kept, "status": status, "agreed_at": then["finished_at"]}


def test_what_a_release_keeps_is_worth_comparing(release: Path) -> None:
    recorded = json.loads((release / "recorded.json").read_text(encoding="utf-8"))
    assert len(recorded) >= 4
    assert {in_words_of_today(one)["status"] for one in recorded.values()} >= {"draft", "agreed"}
    assert sum(one["card"]["overall"]["score"] is not None for one in recorded.values()) >= 2
    assert max(len(told) for one in recorded.values() for told in one["history"].values()) >= 3
