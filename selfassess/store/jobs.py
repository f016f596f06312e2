"""Jobs in and out of their rows; one worker at a time holds one, and only that worker can go on with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import JobRow

_JOB = table_of(JobRow)


class JobState(StrEnum):
    """Where a job stands; the last three are for good."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = frozenset({JobState.QUEUED, JobState.RUNNING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands; `done` of `total` steps, `total` 0 while unknown; `failure` says in words why it failed."""

    id: str
    kind: str
    arguments: Mapping[str, Any]
    requested_by: str | None
    organisation: str | None
    partnership: str | None
    state: JobState
    queued_at: datetime
    due_at: datetime
    attempts: int
    worker: str | None
    heartbeat_at: datetime | None
    done: int
    total: int
    note: str
    cancel_asked: bool
    result: Mapping[str, Any]
    failure: str | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """That a worker has a job, which is its own only as long as the row says so.

    With `heartbeat_at` only as long as that was its last sign of life.
    """

    job: str
    worker: str
    heartbeat_at: datetime | None = None


def _job(row: Any) -> Job:
    values = {name: value for name, value in row._mapping.items() if name != "key"}
    return Job(**values | {"state": JobState(row.state)})


def add_job(session: Session, id: str, key: str | None, asked: Mapping[str, Any], now: datetime) -> str:
    """Add it, queued; where one with the same `key` is there, nothing is added. Gives the id of the one there is.

    `asked` has kind, arguments, requested_by, organisation, partnership and due_at.
    """
    row = {"id": id, "key": key, **asked, "queued_at": now, **_FRESH}
    session.execute(insert_into(JobRow, dialect_of(session)).on_conflict_do_nothing(index_elements=["key"]), row)
    return id if key is None else session.scalars(select(_JOB.c.id).where(_JOB.c.key == key)).one()


_FRESH = {
    "state": JobState.QUEUED.value,
    "attempts": 0,
    "worker": None,
    "heartbeat_at": None,
    "done": 0,
    "total": 0,
    "note": "",
    "cancel_asked": False,
    "result": {},
    "failure": None,
    "finished_at": None,
}


def has_key(session: Session, key: str) -> bool:
    """Whether there is a job of this occasion, whatever became of it."""
    return session.scalar(select(_JOB.c.id).where(_JOB.c.key == key)) is not None


# Workers ask this every few seconds; what another one is just taking is passed over rather than waited for.
_DUE = (
    select(_JOB)
    .where(
        _JOB.c.state == JobState.QUEUED.value,
        _JOB.c.due_at <= bindparam("now"),
        _JOB.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(_JOB.c.due_at, _JOB.c.id)
    .limit(1)
)
_DUE_TO_TAKE = _DUE.with_for_update(skip_locked=True)


def any_due(session: Session, kinds: Collection[str], now: datetime) -> bool:
    """Whether there is anything to take; reading it first spares an idle worker from taking the writers' turn."""
    return session.execute(_DUE, {"now": now, "kinds": [*kinds]}).first() is not None


def kinds_running(session: Session) -> frozenset[str]:
    """The kinds of which somebody does a job."""
    return frozenset(session.scalars(select(_JOB.c.kind).where(_JOB.c.state == JobState.RUNNING.value).distinct()))


def take_job(session: Session, kinds: Collection[str], worker: str, now: datetime) -> Job | None:
    """The job of these kinds that has been due for longest, now running and held by `worker`."""
    row = session.execute(_DUE_TO_TAKE, {"now": now, "kinds": [*kinds]}).first()
    if row is None:
        return None
    values = {**_FRESH, "state": JobState.RUNNING.value, "attempts": row.attempts + 1}
    session.execute(update(_JOB).where(_JOB.c.id == row.id).values(values | {"worker": worker, "heartbeat_at": now}))
    return find_job(session, row.id)


def beat(session: Session, hold: Hold, now: datetime) -> bool | None:
    """Say that the worker is alive. Gives whether the job shall stop; None where the worker does not hold it."""
    return _go_on(session, hold, {"heartbeat_at": now})


def step(session: Session, hold: Hold, now: datetime, *, done: int, total: int, note: str) -> bool | None:
    """The same, saying how far the job is."""
    return _go_on(session, hold, {"heartbeat_at": now, "done": done, "total": total, "note": note})


def _go_on(session: Session, hold: Hold, values: Mapping[str, Any]) -> bool | None:
    told: bool | None = session.scalar(update(_JOB).where(*_held(hold)).values(values).returning(_JOB.c.cancel_asked))
    return told


def finish_job(
    session: Session, hold: Hold, state: JobState, now: datetime, *, result: Mapping[str, Any], failure: str | None
) -> bool:
    """It is done, failed or cancelled for good; False, and nothing changed, where the worker does not hold it."""
    values = {"state": state.value, "finished_at": now, "result": dict(result), "failure": failure, **_FREE}
    return _touched(session.execute(update(_JOB).where(*_held(hold)).values(values))) == 1


def give_back(session: Session, hold: Hold, due_at: datetime, *, uncounted: bool = False) -> bool:
    """It waits again, until `due_at` at least; `uncounted` forgets that it was begun. The same False."""
    attempts = _JOB.c.attempts - (1 if uncounted else 0)
    values = {"state": JobState.QUEUED.value, "due_at": due_at, "attempts": attempts, **_FREE}
    return _touched(session.execute(update(_JOB).where(*_held(hold)).values(values))) == 1


_FREE = {"worker": None, "heartbeat_at": None}


def _held(hold: Hold) -> tuple[ColumnElement[bool], ...]:
    mine = (_JOB.c.id == hold.job, _JOB.c.worker == hold.worker, _JOB.c.state == JobState.RUNNING.value)
    return mine if hold.heartbeat_at is None else (*mine, _JOB.c.heartbeat_at == hold.heartbeat_at)


def all_holds(session: Session) -> tuple[Hold, ...]:
    """Every job that somebody holds, with the last sign of life."""
    held = select(_JOB.c.id, _JOB.c.worker, _JOB.c.heartbeat_at).where(_JOB.c.state == JobState.RUNNING.value)
    return tuple(Hold(job=row.id, worker=row.worker, heartbeat_at=row.heartbeat_at) for row in session.execute(held))


def ask_to_cancel(session: Session, id: str, now: datetime) -> None:
    """A job that waits is cancelled; one that runs stops at its next step; one that is finished stays what it is."""
    state = _JOB.c.state
    waiting = update(_JOB).where(_JOB.c.id == id, state == JobState.QUEUED.value)
    session.execute(waiting.values(state=JobState.CANCELLED.value, finished_at=now, cancel_asked=True))
    session.execute(update(_JOB).where(_JOB.c.id == id, state == JobState.RUNNING.value).values(cancel_asked=True))


def find_job(session: Session, id: str, *, to_change: bool = False) -> Job | None:
    """The job with this id; `to_change` makes every other change of it wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    this = select(_JOB).where(_JOB.c.id == id)
    row = session.execute(this.with_for_update() if to_change else this).one_or_none()
    return _job(row) if row else None


def latest_jobs(session: Session, *, of: str | None, most: int) -> tuple[Job, ...]:
    """The newest first; `of` an account, or everybody's."""
    those = select(_JOB) if of is None else select(_JOB).where(_JOB.c.requested_by == of)
    return tuple(map(_job, session.execute(those.order_by(_JOB.c.queued_at.desc(), _JOB.c.id).limit(most))))


def count_by_state(session: Session) -> dict[JobState, int]:
    """How many jobs are in each state; a state of none is missing."""
    return {JobState(state): count for state, count in session.execute(_COUNTS)}


_COUNTS = select(_JOB.c.state, func.count()).group_by(_JOB.c.state)


def waiting_since(session: Session, now: datetime) -> datetime | None:
    """Since when the job has been due that nobody has taken for longest."""
    waiting = select(func.min(_JOB.c.due_at)).where(_JOB.c.state == JobState.QUEUED.value, _JOB.c.due_at <= now)
    since: datetime | None = session.scalar(waiting)
    return since


def silent_since(session: Session) -> datetime | None:
    """The oldest last sign of life of those who hold a job."""
    oldest: datetime | None = session.scalar(
        select(func.min(_JOB.c.heartbeat_at)).where(_JOB.c.state == JobState.RUNNING.value)
    )
    return oldest


def delete_finished(session: Session, before: datetime) -> int:
    """Delete what was finished before then; gives how many."""
    return _touched(session.execute(delete(_JOB).where(_JOB.c.finished_at < before)))


def _touched(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
