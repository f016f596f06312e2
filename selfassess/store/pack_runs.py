"""Runs of many packs, in and out of their rows; what is made in one stays until it is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, delete, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.pack_items import Wanted, add_items
from selfassess.store.rows import PackRunRow

_RUN = table_of(PackRunRow)


class RunState(StrEnum):
    """Where a run stands; the last two are for good."""

    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRun:
    """Packs of a partnership, asked for at once; `period` and `suffix` as asked for. `job`: what makes it, if one does.

    `requested_by` is the account with whose eyes everything is seen; None: whoever is at the machine.
    """

    id: str
    partnership: str
    period: str
    suffix: str
    requested_by: str | None
    state: RunState
    job: str | None
    made_at: datetime
    finished_at: datetime | None


def add_run(session: Session, run: PackRun, items: Iterable[Wanted]) -> None:
    """Add a run whose items all wait; their names differ."""
    row = {
        "id": run.id,
        "partnership": run.partnership,
        "period": run.period,
        "options": options_of(run.suffix),
        "requested_by": run.requested_by,
        "state": run.state.value,
        "job": run.job,
        "made_at": run.made_at,
        "finished_at": run.finished_at,
    }
    session.execute(insert(_RUN), row)
    add_items(session, run.id, items)


def options_of(suffix: str) -> str:
    """What is kept of what else was asked for."""
    return json.dumps({"suffix": suffix}, sort_keys=True, separators=(",", ":"))


def find_run(session: Session, id: str, *, to_change: bool = False) -> PackRun | None:
    """The run with this id; `to_change` makes every other change of it wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    this = select(_RUN).where(_RUN.c.id == id)
    row = session.execute(this.with_for_update() if to_change else this).one_or_none()
    return _run(row) if row else None


def waiting_run(
    session: Session, partnership: str, period: str, suffix: str, requested_by: str | None, *, by_job: bool
) -> PackRun | None:
    """The latest one that was asked for in just this way, to be made by a job or not, and is not finished."""
    rows = session.execute(
        select(_RUN)
        .where(_RUN.c.partnership == partnership, _RUN.c.period == period, _RUN.c.options == options_of(suffix))
        .where(_RUN.c.requested_by.is_(None) if requested_by is None else _RUN.c.requested_by == requested_by)
        .where(_RUN.c.state == RunState.WAITING.value)
        .where(_RUN.c.job.is_not(None) if by_job else _RUN.c.job.is_(None))
        .order_by(_RUN.c.made_at.desc(), _RUN.c.id)
        .limit(1)
    )
    row = rows.one_or_none()
    return _run(row) if row else None


def runs_in(session: Session, partnership: str, *, of: str | None, most: int) -> tuple[PackRun, ...]:
    """The newest first of those that jobs make; `of` an account, or everybody's."""
    those = select(_RUN).where(_RUN.c.partnership == partnership, _RUN.c.job.is_not(None))
    those = those if of is None else those.where(_RUN.c.requested_by == of)
    return tuple(map(_run, session.execute(those.order_by(_RUN.c.made_at.desc(), _RUN.c.id).limit(most))))


def _run(row: Any) -> PackRun:
    return PackRun(
        id=row.id,
        partnership=row.partnership,
        period=row.period,
        suffix=json.loads(row.options)["suffix"],
        requested_by=row.requested_by,
        state=RunState(row.state),
        job=row.job,
        made_at=row.made_at,
        finished_at=row.finished_at,
    )


def finish_run(session: Session, id: str, state: RunState, now: datetime) -> bool:
    """It is done or cancelled for good; False where it was before."""
    this = _RUN.c.id == id, _RUN.c.state == RunState.WAITING.value
    return _touched(session.execute(update(_RUN).where(*this).values(state=state.value, finished_at=now))) == 1


def set_job(session: Session, id: str, job: str) -> None:
    """Say which job makes it."""
    session.execute(update(_RUN).where(_RUN.c.id == id).values(job=job))


def delete_run(session: Session, id: str) -> None:
    """Forget it and what was made in it."""
    session.execute(delete(_RUN).where(_RUN.c.id == id))


def delete_runs_like(session: Session, run: PackRun) -> None:
    """Forget the others that are done and were asked for in just this way, by a job or not likewise."""
    theirs = _RUN.c.requested_by
    session.execute(
        delete(_RUN)
        .where(_RUN.c.partnership == run.partnership, _RUN.c.period == run.period)
        .where(_RUN.c.options == options_of(run.suffix), _RUN.c.id != run.id, _RUN.c.state == RunState.DONE.value)
        .where(theirs.is_(None) if run.requested_by is None else theirs == run.requested_by)
        .where(_RUN.c.job.is_(None) if run.job is None else _RUN.c.job.is_not(None))
    )


def delete_runs_before(session: Session, made_before: datetime) -> int:
    """Forget those that were asked for before then; gives how many."""
    return _touched(session.execute(delete(_RUN).where(_RUN.c.made_at < made_before)))


def _touched(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
