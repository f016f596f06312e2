"""Copies of the databases of every released version are restored by this one, and say what they said then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from selfassess.store.database import Database, open_database
from selfassess.store.migrate import is_up_to_date

from .held import held
from .kept.telling import record
from .test_releases import RELEASED, recorded_of, unpacked

Both = Callable[[Path], tuple[Database, Database]]


@pytest.fixture(params=["from sqlite", "from postgresql"])
def old_and_other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Both]:
    """Of a release, its database as it was kept, and an empty one of the other kind."""
    server: Any = request.getfixturevalue("postgresql")
    opened: list[Database] = []
    made: list[str] = []

    def both(release: Path) -> tuple[Database, Database]:
        file = tmp_path / "database.sqlite3"
        if request.param == "from sqlite":
            file.write_bytes(unpacked(release, "database.sqlite3"))
            made.append(server.new_database())
        else:
            made.append(server.load(unpacked(release, "database.sql").decode()))
        there = [open_database(f"sqlite:///{file}"), open_database(server.url(made[0]))]
        opened.extend(there)
        return (there[0], there[1]) if request.param == "from sqlite" else (there[1], there[0])

    yield both
    for one in opened:
        one.close()
    for name in made:
        server.drop(name)


@pytest.mark.parametrize("release", RELEASED, ids=lambda folder: folder.name)
def test_a_copy_of_a_release_is_put_into_the_other_kind_of_database_and_says_what_it_said(
    release: Path, old_and_other: Both
) -> None:
    old, other = old_and_other(release)
    with other.rebuilding() as session:
        held(old).fill(session)
    with other.reading() as session:
        assert is_up_to_date(session)
    now = record(other)
    for part, things in recorded_of(release).items():
        assert now[part].keys() == things.keys()
        for name, then in things.items():
            assert {key: fact for key, fact in now[part][name].items() if key in then} == then
