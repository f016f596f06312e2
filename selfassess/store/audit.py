"""The audit record in and out of its rows: events are added at the end of a chain and never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, insert, select, true, update
from sqlalchemy.orm import Session

from selfassess.store.chain import hash_of
from selfassess.store.dialects import table_of
from selfassess.store.problem import StoreProblem
from selfassess.store.rows import AuditEventRow, AuditHeadRow

_EVENT = table_of(AuditEventRow)
_HEAD = table_of(AuditHeadRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be recorded. `before` and `after` are JSON objects; `request` names the request or job that did it."""

    at: datetime
    actor_kind: str
    actor: str | None
    event: str
    subject_kind: str
    subject: str
    organisation: str | None
    partnership: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    request: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Entry):
    """An event with its place in the chain; `previous` is the hash of the event before."""

    number: int
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which events: those that agree with everything that is not None. `since` is included, `until` is not."""

    organisation: str | None = None
    partnership: str | None = None
    actor: str | None = None
    event: str | None = None
    since: datetime | None = None
    until: datetime | None = None


# Every save records an event: the statements are built once, because building costs more than running them.
# FOR UPDATE is for PostgreSQL; on SQLite the transaction itself began as the only writer.
_LAST = select(_HEAD.c.number, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
_ADD = insert(_EVENT)
_MOVE = update(_HEAD).where(_HEAD.c.id == 1).values(number=bindparam("last"), hash=bindparam("its_hash"))


def add_event(session: Session, entry: Entry) -> None:
    """Add it to the chain. Until the transaction ends nobody else can add one, so let this be its last statement."""
    head = session.execute(_LAST).first()
    if head is None:
        raise StoreProblem("The audit record has lost its end, so nothing can be added. Put a backup copy in place.")
    columns = {
        "number": head.number + 1,
        "at": entry.at,
        "actor_kind": entry.actor_kind,
        "actor": entry.actor,
        "event": entry.event,
        "subject_kind": entry.subject_kind,
        "subject": entry.subject,
        "organisation": entry.organisation,
        "partnership": entry.partnership,
        "before": dict(entry.before),
        "after": dict(entry.after),
        "request": entry.request,
        "previous": head.hash,
    }
    columns["hash"] = hash_of(columns)
    session.execute(_ADD, columns)
    session.execute(_MOVE, {"last": columns["number"], "its_hash": columns["hash"]})


def _recorded(row: Any) -> Recorded:
    return Recorded(**row._mapping)


def latest_events(session: Session, choice: Choice, *, skip: int, most: int) -> tuple[Recorded, ...]:
    """Those chosen, the newest first."""
    chosen = select(_EVENT).where(_agrees(choice)).order_by(_EVENT.c.number.desc()).offset(skip).limit(most)
    return tuple(map(_recorded, session.execute(chosen)))


def next_events(session: Session, choice: Choice, *, after: int, most: int) -> tuple[Recorded, ...]:
    """Those chosen whose number is greater than `after`, the oldest first."""
    chosen = select(_EVENT).where(_agrees(choice), _EVENT.c.number > after).order_by(_EVENT.c.number).limit(most)
    return tuple(map(_recorded, session.execute(chosen)))


def count_events(session: Session, choice: Choice) -> int:
    """How many are chosen."""
    return session.scalar(select(func.count()).select_from(_EVENT).where(_agrees(choice))) or 0


def actors_of(session: Session, choice: Choice) -> tuple[str, ...]:
    """The ids of the accounts that did what is chosen."""
    found = select(_EVENT.c.actor).where(_agrees(choice), _EVENT.c.actor.is_not(None)).distinct()
    return tuple(session.scalars(found))


def events_of(session: Session, choice: Choice) -> tuple[str, ...]:
    """The names of the events that are chosen, each once."""
    return tuple(session.scalars(select(_EVENT.c.event).where(_agrees(choice)).distinct()))


def _agrees(choice: Choice) -> ColumnElement[bool]:
    same = {name: getattr(choice, name) for name in ("organisation", "partnership", "actor", "event")}
    conditions = [_EVENT.c[name] == value for name, value in same.items() if value is not None]
    if choice.since is not None:
        conditions.append(_EVENT.c.at >= choice.since)
    if choice.until is not None:
        conditions.append(_EVENT.c.at < choice.until)
    return and_(true(), *conditions)
