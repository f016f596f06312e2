"""Copies of the databases of every released version are restored by this one, and say what they said then."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import is_up_to_date

from .held import held
from .kept.telling import record
from .test_releases import RELEASED, recorded_of, unpacked


def require_as_recorded(release: Path, old: Database, new: Database) -> None:
    """Put what the one holds into the other, which then says of everything what was recorded, and perhaps more."""
    with new.rebuilding() as session:
        held(old).fill(session)
    with new.reading() as session:
        assert is_up_to_date(session)
    now = record(new)
    for part, things in recorded_of(release).items():
        assert now[part].keys() == things.keys()
        for name, then in things.items():
            assert {key: fact for key, fact in now[part][name].items() if key in then} == then


@pytest.mark.parametrize("release", RELEASED, ids=lambda folder: folder.name)
def test_a_file_of_a_release_is_put_into_postgresql_and_says_what_it_said(
    release: Path, tmp_path: Path, postgresql: Any
) -> None:
    file, name = tmp_path / "database.sqlite3", postgresql.new_database()
    file.write_bytes(unpacked(release, "database.sqlite3"))
    with closing(open_database(f"sqlite:///{file}")) as old, closing(open_database(postgresql.url(name))) as new:
        require_as_recorded(release, old, new)
    postgresql.drop(name)


def test_a_server_of_the_last_release_is_put_into_a_file_and_says_what_it_said(tmp_path: Path, postgresql: Any) -> None:
    name, file = postgresql.load(unpacked(RELEASED[-1], "database.sql").decode()), tmp_path / "new.sqlite3"
    with closing(open_database(postgresql.url(name))) as old, closing(open_database(f"sqlite:///{file}")) as new:
        require_as_recorded(RELEASED[-1], old, new)
    postgresql.drop(name)
