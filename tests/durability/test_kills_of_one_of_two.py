"""Of two servers on one PostgreSQL one is killed while people save; they go on at the other, and nothing is lost."""

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

KILLS = int(os.environ.get("TEST_KILLS", "5"))


def begin(people: list[Person], ports: list[int], enough: threading.Event) -> list[threading.Thread]:
    """Let each save at a server until `enough`; comes back when each has."""
    firsts = [threading.Event() for _ in people]
    threads = [
        threading.Thread(target=person.save_until_killed, args=(port, first, enough))
        for person, port, first in zip(people, ports, firsts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for first in firsts:
        first.wait(60)
    return threads


def end(threads: list[threading.Thread], enough: threading.Event) -> None:
    enough.set()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_whoever_was_at_the_server_that_is_killed_goes_on_at_the_other_and_nothing_acknowledged_is_lost(
    database_url: str, database: Database, settled: Callable[[], None], people: list[Person], tmp_path: Path
) -> None:
    """The last of the people is at the other one all the time; what had no answer is sent there again, unchanged."""
    lives = random.Random(10)
    shared = {"SELFASSESS_SECRET_KEY": "k" * 40}
    with (
        Servers(url=database_url, instance=tmp_path / "first", **shared) as dying,
        Servers(url=database_url, instance=tmp_path / "second", **shared) as staying,
    ):
        for _ in range(KILLS):
            with staying.serving() as other:
                until_killed = threading.Event()
                with dying.serving() as one:
                    threads = begin(people, [one, one, other], until_killed)
                    time.sleep(lives.uniform(0, 0.25))
                end(threads, until_killed)
                at_the_kill = [person.acknowledged for person in people]
                enough = threading.Event()
                end(begin(people, [other] * 3, enough), enough)
            settled()
            assert [fault for person in people for fault in person.faults(database)] == []
            assert all(now.acknowledged > then for now, then in zip(people, at_the_kill, strict=True))
