"""What is done again and again, at times of the day in the United Kingdom, once however many workers there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from selfassess.services.access import WORKER
from selfassess.services.jobs import queue
from selfassess.store.database import Database
from selfassess.store.jobs import has_key

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """A job once each day of the calendar in London, from `at` on by the clock on the wall there.

    Where clocks go back, a time that comes twice counts the first time. Where they go forward, a time that does not
    come counts as if they had not: 01:30 on 29 March 2026 is 02:30 on the wall. A day on which no worker runs is made
    up for by the next one, and only the last such day.
    """

    kind: str
    at: time

    def last(self, now: datetime) -> date:
        """The latest day whose time has come."""
        today = now.astimezone(LONDON).date()
        return today if self.begins(today) <= now else today - timedelta(days=1)

    def begins(self, day: date) -> datetime:
        """When it is due on that day."""
        # Compared as they stand, two times of one zone are compared by the wall: in UTC they are moments.
        return datetime.combine(day, self.at, LONDON).astimezone(UTC)


SCHEDULE = (
    Daily(kind="clean-up", at=time(3, 15)),
    Daily(kind="release-year-before", at=time(3, 45)),
    Daily(kind="delete-what-is-over", at=time(4, 15)),
    Daily(kind="remind-contributors", at=time(7, 30)),
    Daily(kind="remind-of-actions", at=time(8, 0)),
    Daily(kind="remind-of-invitations", at=time(8, 30)),
)
"""Every job that nobody asks for."""

BACK_UP = Daily(kind="back-up", at=time(2, 30))
"""One more, where a folder for safe copies is named."""


def plan(database: Database, schedule: Collection[Daily] = SCHEDULE, *, now: datetime) -> int:
    """Queue what has come due and was not queued yet; gives how many. Done by every worker every few seconds."""
    occasions = {f"{daily.kind} {daily.last(now)}": daily for daily in schedule}
    with database.reading() as session:
        missing = [key for key in occasions if not has_key(session, key)]
    if not missing:
        return 0
    with database.writing() as session:
        for key in missing:
            queue(session, WORKER, occasions[key].kind, {}, key=key, now=now)
    return len(missing)
