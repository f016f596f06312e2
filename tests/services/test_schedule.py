"""What is done daily is done once a day by the clock in London, whatever that clock and its workers do."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.jobs import KEEP_FINISHED, list_jobs
from selfassess.services.schedule import LONDON, SCHEDULE, Daily, plan
from selfassess.store.database import Database

AT_HALF_PAST_ONE = Daily(kind="early", at=time(1, 30))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-10T01:29:59+00:00", "2026-01-09"),
        ("2026-01-10T01:30:00+00:00", "2026-01-10"),
        ("2026-07-10T00:29:59+00:00", "2026-07-09"),  # 01:29 on the wall in summer
        ("2026-07-10T00:30:00+00:00", "2026-07-10"),
        ("2026-03-29T01:29:59+00:00", "2026-03-28"),  # 02:29 on the wall: 01:30 never comes
        ("2026-03-29T01:30:00+00:00", "2026-03-29"),
        ("2026-10-25T00:29:59+00:00", "2026-10-24"),
        ("2026-10-25T00:30:00+00:00", "2026-10-25"),  # 01:30 for the first time
        ("2026-10-25T01:30:00+00:00", "2026-10-25"),  # and for the second
        ("2024-02-29T12:00:00+00:00", "2024-02-29"),
        ("2026-12-31T23:59:59+00:00", "2026-12-31"),
        ("2038-01-20T00:00:00+00:00", "2038-01-19"),
    ],
)
def test_a_day_counts_from_its_time_on_by_the_clock_in_london(now: str, day: str) -> None:
    assert AT_HALF_PAST_ONE.last(datetime.fromisoformat(now)) == date.fromisoformat(day)


def test_every_day_of_twenty_years_comes_once_and_in_order() -> None:
    now, end, came = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC), []
    while now < end:
        day = AT_HALF_PAST_ONE.last(now)
        if not came or came[-1] != day:
            came.append(day)
        now += timedelta(minutes=30)
    assert came == [came[0] + timedelta(days=number) for number in range(len(came))]
    assert len(came) == (date(2040, 1, 1) - came[0]).days


def planned(database: Database) -> list[str]:
    return sorted(job.kind for job in list_jobs(database, OPERATOR).jobs)


def test_what_has_come_due_is_planned_once_however_often_workers_look(database: Database) -> None:
    now = datetime(2026, 10, 1, 12, 0, tzinfo=LONDON)
    lookers = [threading.Thread(target=plan, args=(database,), kwargs={"now": now}) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert planned(database) == sorted(daily.kind for daily in SCHEDULE)
    assert plan(database, now=now + timedelta(hours=1)) == 0
    assert plan(database, now=now + timedelta(days=1)) == len(SCHEDULE)


def test_of_days_without_a_worker_only_the_last_is_made_up_for(database: Database) -> None:
    plan(database, (AT_HALF_PAST_ONE,), now=datetime(2026, 10, 1, 12, 0, tzinfo=UTC))
    plan(database, (AT_HALF_PAST_ONE,), now=datetime(2026, 10, 9, 12, 0, tzinfo=UTC))
    assert planned(database) == ["early"] * 2


def test_a_clock_that_goes_back_repeats_nothing(database: Database) -> None:
    noon = datetime(2026, 10, 2, 12, 0, tzinfo=UTC)
    assert plan(database, (AT_HALF_PAST_ONE,), now=noon - timedelta(days=1)) == 1
    assert plan(database, (AT_HALF_PAST_ONE,), now=noon) == 1
    assert plan(database, (AT_HALF_PAST_ONE,), now=noon - timedelta(days=1)) == 0


def test_a_finished_job_is_kept_for_longer_than_its_day() -> None:
    assert timedelta(days=2) < KEEP_FINISHED
