"""Numbers for programs that watch an installation: what waits, in the tables that all its processes share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from selfassess.store import jobs, outbox
from selfassess.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How many jobs and messages are in each state, and for how many seconds the oldest due one has been due."""

    jobs: Mapping[str, int]
    job_due_for: float
    messages: Mapping[str, int]
    message_due_for: float


def measures(database: Database, *, now: datetime) -> Measures:
    """For whoever runs the program; numbers alone, of no place and no person. Raises `StoreProblem`."""
    with database.reading() as session:
        return Measures(
            jobs={state.value: count for state, count in jobs.count_by_state(session).items()},
            job_due_for=_seconds(jobs.waiting_since(session, now), now),
            messages={state.value: count for state, count in outbox.count_by_state(session).items()},
            message_due_for=_seconds(outbox.due_since(session, now), now),
        )


def _seconds(since: datetime | None, now: datetime) -> float:
    return (now - since).total_seconds() if since else 0.0
