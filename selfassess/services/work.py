"""What a worker does with a job: take it, go on with it, settle it or give it back; and with those of lost workers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from selfassess.language import Translator
from selfassess.services.access import WORKER, Actor, ActorKind
from selfassess.store import jobs as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.jobs import Hold, Job, JobState
from selfassess.store.memberships import is_active

MOST_ATTEMPTS = 3

PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
"""Before the second and the third attempt of a job that failed for a reason nobody foresaw."""


class GoOn(Enum):
    """What a worker is told when it says how far it is."""

    YES = "go on"
    CANCELLED = "somebody wants it to stop"
    LOST = "somebody else has it, or nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How far a job is: `done` of `total` (0 while unknown), and what it is at, in words."""

    done: int
    total: int
    note: str = ""


def take(
    database: Database, kinds: Collection[str], worker: str, *, alone: Collection[str] = (), now: datetime
) -> Job | None:
    """The job of these kinds that has been due for longest, from now on this worker's; None where nothing is due.

    Jobs of other kinds wait for a version of the program that knows them. Those of a kind in `alone` wait while another
    worker does one of it; two that look at the very same moment may both take one.
    """
    with database.reading() as session:
        if not rows.any_due(session, _free(session, kinds, alone), now):
            return None
    with database.writing() as session:
        return rows.take_job(session, _free(session, kinds, alone), worker, now)


def more_due(database: Database, kinds: Collection[str], *, alone: Collection[str] = (), now: datetime) -> bool:
    """Whether there is work for another worker too."""
    with database.reading() as session:
        return rows.any_due(session, _free(session, kinds, alone), now)


def _free(session: Transaction, kinds: Collection[str], alone: Collection[str]) -> frozenset[str]:
    """The kinds of which one may be taken now."""
    return frozenset(kinds) - (rows.kinds_running(session).intersection(alone) if alone else frozenset())


def requester(database: Database, job: Job) -> Actor | None:
    """Who the job acts for; services ask what that person may do now. None where they may no longer sign in."""
    if job.requested_by is None:
        return Actor(kind=WORKER.kind, request=job.id)
    with database.reading() as session:
        active = is_active(session, job.requested_by)
    return Actor(kind=ActorKind.PERSON, account=job.requested_by, request=job.id) if active else None


def go_on(database: Database, hold: Hold, steps: Steps | None, *, now: datetime) -> GoOn:
    """Say that the worker is alive and, with `steps`, how far the job is."""
    with database.writing() as session:
        if steps is None:
            asked = rows.beat(session, hold, now)
        else:
            asked = rows.step(session, hold, now, done=steps.done, total=steps.total, note=steps.note)
    return GoOn.LOST if asked is None else GoOn.CANCELLED if asked else GoOn.YES


def settle_done(database: Database, hold: Hold, result: Mapping[str, Any], *, now: datetime) -> bool:
    """The job is done; False where the worker does not hold it any more: what it did counts for nothing."""
    return _settle(database, hold, JobState.DONE, now, result=result)


def settle_failed(database: Database, hold: Hold, why: str, *, now: datetime) -> bool:
    """The job is given up, `why` in words; the same False."""
    return _settle(database, hold, JobState.FAILED, now, why=why)


def settle_cancelled(database: Database, hold: Hold, *, now: datetime) -> bool:
    """The job stopped because somebody wanted it to; the same False."""
    return _settle(database, hold, JobState.CANCELLED, now)


def _settle(
    database: Database,
    hold: Hold,
    state: JobState,
    now: datetime,
    *,
    result: Mapping[str, Any] | None = None,
    why: str | None = None,
) -> bool:
    with database.writing() as session:
        return rows.finish_job(session, hold, state, now, result=result or {}, failure=why)


def give_back(database: Database, hold: Hold, *, now: datetime) -> None:
    """The worker has to stop: somebody else takes it, and this attempt does not count."""
    with database.writing() as session:
        rows.give_back(session, hold, now, uncounted=True)


def try_later(database: Database, job: Job, hold: Hold, why: str, *, now: datetime) -> None:
    """It failed for a reason nobody foresaw: tried again after a pause, and after the last attempt given up."""
    with database.writing() as session:
        if job.attempts >= MOST_ATTEMPTS:
            rows.finish_job(session, hold, JobState.FAILED, now, result={}, failure=why)
        else:
            rows.give_back(session, hold, now + PAUSES[job.attempts - 1])


def all_holds(database: Database) -> tuple[Hold, ...]:
    """Every job that some worker holds, with that worker's last sign of life."""
    with database.reading() as session:
        return rows.all_holds(session)


def take_back(database: Database, lost: Hold, t: Translator, *, now: datetime) -> bool:
    """Queue the job of a worker that is gone, unless that worker gave a sign of life since; False where it did.

    A job that was lost with its worker each time is given up, or it would take down one worker after the other.
    """
    with database.writing() as session:
        job = rows.find_job(session, lost.job, to_change=True)
        if job is None:
            return False
        if job.cancel_asked:
            return rows.finish_job(session, lost, JobState.CANCELLED, now, result={}, failure=None)
        if job.attempts < MOST_ATTEMPTS:
            return rows.give_back(session, lost, now)
        why = t("The worker that ran it ended without a word, {count} times. Ask for help.", count=job.attempts)
        return rows.finish_job(session, lost, JobState.FAILED, now, result={}, failure=why)
