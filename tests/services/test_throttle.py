"""Tries are counted for all processes, each limit starts anew by itself, and nobody is counted for somebody else."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest

from selfassess.services.throttle import Limit, count_try, forgive, network_of
from selfassess.store.database import Database, open_database

MINUTE = timedelta(minutes=1)
FIVE = Limit(what="guess", most=5, window=5 * MINUTE)


def test_after_as_many_tries_as_are_allowed_one_waits_for_the_rest_of_the_window(
    database: Database, now: datetime
) -> None:
    for second in range(5):
        assert count_try(database, (FIVE, "ann"), now=now + timedelta(seconds=second)) is None
    assert count_try(database, (FIVE, "ann"), now=now + MINUTE) == 4 * MINUTE
    assert count_try(database, (FIVE, "bob"), now=now + MINUTE) is None
    assert count_try(database, (FIVE, "ann"), now=now + 5 * MINUTE) is None


def test_no_five_minutes_hold_more_than_ten_tries(database: Database, now: datetime) -> None:
    tried = [now + timedelta(seconds=10 * step) for step in range(360)]
    allowed = [at for at in tried if count_try(database, (FIVE, "ann"), now=at) is None]
    assert max(sum(start <= at < start + 5 * MINUTE for at in allowed) for start in allowed) <= 10


def test_the_count_outlives_the_program(database: Database, database_url: str, now: datetime) -> None:
    for _ in range(5):
        count_try(database, (FIVE, "ann"), now=now)
    restarted = open_database(database_url)
    assert count_try(restarted, (FIVE, "ann"), now=now) == 5 * MINUTE
    restarted.close()


def test_tries_at_the_same_moment_are_each_counted(database: Database, now: datetime) -> None:
    waits: list[timedelta | None] = []
    threads = [
        threading.Thread(target=lambda: waits.append(count_try(database, (FIVE, "ann"), now=now))) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(None) == 5


def test_the_right_person_starts_anew_and_is_no_guess_of_their_network(database: Database, now: datetime) -> None:
    network = Limit(what="network", most=5, window=5 * MINUTE)
    for name in ("ann", "bob", "cho", "dee", "eve"):
        assert count_try(database, (FIVE, name), (network, "office"), now=now) is None
        with database.writing() as session:
            forgive(session, FIVE, name, (network, "office"))
    assert count_try(database, (network, "office"), now=now) is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("a socket", "unknown"),
    ],
)
def test_one_household_counts_as_one(address: str | None, network: str) -> None:
    assert network_of(address) == network
