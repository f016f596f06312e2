"""The items of runs of packs, in and out of their rows: waiting, made with their bytes, or failed with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import PackItemRow

_ITEM = table_of(PackItemRow)


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


def add_items(session: Session, run: str, items: Iterable[Wanted]) -> None:
    """Let a run hold these, all waiting; their names differ."""
    session.execute(insert(_ITEM), [_row(run, one) for one in items])


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


def uncount_item(session: Session, run: str, name: str) -> None:
    """Forget that a worker began it just now."""
    this = _ITEM.c.run == run, _ITEM.c.name == name, _ITEM.c.state == ItemState.WAITING.value, _ITEM.c.begun > 0
    session.execute(update(_ITEM).where(*this).values(begun=_ITEM.c.begun - 1))


def keep_item(session: Session, run: str, name: str, content: bytes, sha256: str) -> bool:
    """Keep what was made; False, and nothing, where it waits no more: another worker was first, or it was cancelled."""
    values = {"state": ItemState.MADE.value, "content": content, "sha256": sha256}
    return _settle(session, run, name, values)


def fail_item(session: Session, run: str, name: str, failure: str) -> bool:
    """Note that it cannot be made, and why, in words; the same False."""
    return _settle(session, run, name, {"state": ItemState.FAILED.value, "failure": failure})


def _settle(session: Session, run: str, name: str, values: Mapping[str, Any]) -> bool:
    this = _ITEM.c.run == run, _ITEM.c.name == name, _ITEM.c.state == ItemState.WAITING.value
    done = cast("CursorResult[Any]", session.execute(update(_ITEM).where(*this).values(values)))
    return done.rowcount == 1


def drop_item(session: Session, run: str, name: str) -> None:
    """Let the run hold it no more, if it waits still."""
    this = _ITEM.c.run == run, _ITEM.c.name == name, _ITEM.c.state == ItemState.WAITING.value
    session.execute(delete(_ITEM).where(*this))


def content_of(session: Session, run: str, name: str) -> bytes | None:
    """The file; None where it is not made."""
    content: bytes | None = session.scalar(_CONTENT, {"this_run": run, "this_name": name})
    return content


def delete_items(session: Session, run: str) -> None:
    """Forget what a run was to hold, and what is made of it."""
    session.execute(delete(_ITEM).where(_ITEM.c.run == run))
