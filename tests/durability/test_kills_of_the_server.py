"""`selfassess serve`, killed at any moment while people save pages, loses no acknowledged answer and doubles none."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from selfassess.store.database import Database

from .running import Servers
from .saver import Person

EARLY = Path(__file__).with_name("early_server.py")

KILLS = int(os.environ.get("TEST_KILLS", "25"))
"""Kills in each round of the test."""

LONGEST_LIFE = 0.25
"""Seconds from the first acknowledged save to the kill, at most: a dozen saves of each person."""


def kill_one(servers: Servers, people: list[Person], life: float) -> None:
    """Start a server, let everybody save, and kill it `life` seconds after everybody's first save."""
    with servers.serving() as port:
        firsts = [threading.Event() for _ in people]
        threads = [
            threading.Thread(target=person.save_until_killed, args=(port, first))
            for person, first in zip(people, firsts, strict=True)
        ]
        for thread in threads:
            thread.start()
        for first in firsts:
            first.wait(60)
        time.sleep(life)
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("database_url", "seed"),
    [("sqlite", 1), ("sqlite", 2), ("sqlite", 3), ("postgresql", 4)],
    indirect=["database_url"],
)
def test_no_kill_loses_or_doubles_an_acknowledged_answer(
    database_url: str, database: Database, settled: Callable[[], None], people: list[Person], tmp_path: Path, seed: int
) -> None:
    lives = random.Random(seed)
    with Servers(url=database_url, instance=tmp_path / "instance") as servers:
        for _ in range(KILLS):
            before = [person.acknowledged for person in people]
            kill_one(servers, people, lives.uniform(0, LONGEST_LIFE))
            settled()
            assert [fault for person in people for fault in person.faults(database)] == []
            assert all(person.acknowledged > earlier for person, earlier in zip(people, before, strict=True))


def test_kills_show_when_answers_are_acknowledged_before_they_are_written(
    database_url: str, database: Database, settled: Callable[[], None], people: list[Person], tmp_path: Path
) -> None:
    """The negative control: were durability lost, the test above would notice."""
    with Servers(EARLY, url=database_url, instance=tmp_path / "instance") as servers:
        kill_one(servers, people, life=random.Random(0).uniform(0, LONGEST_LIFE))
    settled()
    assert any("saves were acknowledged" in fault for person in people for fault in person.faults(database))
