"""Runs of many packs and their items, in and out of their rows; what is made stays until the run is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import PackItemRow, PackRunRow

_RUN, _ITEM = table_of(PackRunRow), table_of(PackItemRow)


class RunState(StrEnum):
    """Where a run stands; the last two are for good."""

    WAITING = "waiting"
    DONE = "done"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    """Where an item stands."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


class Edition(StrEnum):
    """The complete pack, what an organisation shares with the steering group, or what that group sees of all."""

    COMPLETE = "complete"
    SHARED = "shared"
    STEERING = "steering"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file that a run is to hold: `name` in the archive, `title` is whose it is, in words.

    `assessment` is None exactly for the steering edition, `year` exactly for the complete one.
    """

    name: str
    title: str
    edition: Edition
    assessment: str | None
    questionnaire: str
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem(Wanted):
    """One of its files as it stands; `sha256` and `size` are there exactly when made, `failure` when failed.

    `begun`: how often a worker began it.
    """

    state: ItemState
    begun: int
    sha256: str | None
    size: int | None
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many items a run has, and how many of them are made and failed."""

    total: int
    made: int
    failed: int

    @property
    def settled(self) -> int:
        """Those that nothing more is done for."""
        return self.made + self.failed


_WHOLE = [column for column in _ITEM.c if column is not _ITEM.c.content]
_ITEMS = (
    select(*_WHOLE, func.length(_ITEM.c.content).label("size")).where(_ITEM.c.run == bindparam("run")).order_by("name")
)
_THIS_ITEM = (_ITEM.c.run == bindparam("this_run"), _ITEM.c.name == bindparam("this_name"))
_CONTENT = select(_ITEM.c.content).where(*_THIS_ITEM)
_BEGIN = (
    update(_ITEM)
    .where(*_THIS_ITEM, _ITEM.c.state == ItemState.WAITING.value)
    .values(begun=_ITEM.c.begun + 1)
    .returning(*_WHOLE)
)
_COUNT = (
    select(_ITEM.c.run, _ITEM.c.state, func.count())
    .where(_ITEM.c.run.in_(bindparam("runs", expanding=True)))
    .group_by(_ITEM.c.run, _ITEM.c.state)
)


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
    session.execute(insert(_ITEM), [_row(run.id, one) for one in items])


def _row(run: str, one: Wanted) -> dict[str, Any]:
    return {
        "run": run,
        "name": one.name,
        "title": one.title,
        "edition": one.edition.value,
        "assessment": one.assessment,
        "questionnaire": one.questionnaire,
        "year": one.year,
        "state": ItemState.WAITING.value,
        "begun": 0,
    }


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
    """The newest first; `of` an account, or everybody's."""
    those = select(_RUN).where(_RUN.c.partnership == partnership)
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


def items_of(session: Session, run: str) -> tuple[PackItem, ...]:
    """What a run holds, by name."""
    items = (_item(row, row.size) for row in session.execute(_ITEMS, {"run": run}))
    return tuple(sorted(items, key=lambda one: one.name))  # how PostgreSQL sorts depends on where it was made


def counts_of(session: Session, runs: Iterable[str]) -> Mapping[str, Counts]:
    """By run; one without any item is not there."""
    found: dict[str, dict[ItemState, int]] = {}
    for run, state, count in session.execute(_COUNT, {"runs": list(runs)}):
        found.setdefault(run, {})[ItemState(state)] = count
    return {
        run: Counts(
            total=sum(states.values()),
            made=states.get(ItemState.MADE, 0),
            failed=states.get(ItemState.FAILED, 0),
        )
        for run, states in found.items()
    }


def begin_item(session: Session, run: str, name: str) -> PackItem | None:
    """Note that a worker begins it; None where it does not wait any more."""
    row = session.execute(_BEGIN, {"this_run": run, "this_name": name}).one_or_none()
    return _item(row, None) if row else None


def _item(row: Any, size: int | None) -> PackItem:
    return PackItem(
        name=row.name,
        title=row.title,
        edition=Edition(row.edition),
        assessment=row.assessment,
        questionnaire=row.questionnaire,
        year=row.year,
        state=ItemState(row.state),
        begun=row.begun,
        sha256=row.sha256,
        size=size,
        failure=row.failure,
    )


def keep_item(session: Session, run: str, name: str, content: bytes, sha256: str) -> bool:
    """Keep what was made; False, and nothing, where it waits no more: another worker was first, or it was cancelled."""
    values = {"state": ItemState.MADE.value, "content": content, "sha256": sha256}
    return _settle(session, run, name, ItemState.WAITING, values)


def fail_item(session: Session, run: str, name: str, failure: str, *, was: ItemState = ItemState.WAITING) -> bool:
    """Note that it cannot be made, or given out any more, and why, in words; the same False."""
    values = {"state": ItemState.FAILED.value, "content": None, "sha256": None, "failure": failure}
    return _settle(session, run, name, was, values)


def _settle(session: Session, run: str, name: str, was: ItemState, values: Mapping[str, Any]) -> bool:
    this = _ITEM.c.run == run, _ITEM.c.name == name, _ITEM.c.state == was.value
    return _touched(session.execute(update(_ITEM).where(*this).values(values))) == 1


def content_of(session: Session, run: str, name: str) -> bytes | None:
    """The file; None where it is not made."""
    content: bytes | None = session.scalar(_CONTENT, {"this_run": run, "this_name": name})
    return content


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


def delete_items(session: Session, run: str) -> None:
    """Forget what a run was to hold, and what is made of it."""
    session.execute(delete(_ITEM).where(_ITEM.c.run == run))


def delete_runs_before(session: Session, made_before: datetime) -> int:
    """Forget those that were asked for before then; gives how many."""
    return _touched(session.execute(delete(_RUN).where(_RUN.c.made_at < made_before)))


def _touched(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
