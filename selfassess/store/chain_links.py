"""The audit record exactly as the tables hold it, whatever somebody did to them, for the check of its chain."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from selfassess.store.chain import HASHED, hash_of
from selfassess.store.dialects import table_of
from selfassess.store.rows import AuditEventRow, AuditHeadRow

_EVENT = table_of(AuditEventRow)
_HEAD = table_of(AuditHeadRow)

# Read without the types' own conversions, which would fail on what somebody else wrote into the columns.
_JSON = ("before", "after")
_RAW: list[ColumnElement[Any]] = [
    *(type_coerce(_EVENT.c[name], NullType()).label(name) for name in (*HASHED, "hash") if name not in _JSON),
    *(cast(_EVENT.c[name], Text).label(name) for name in _JSON),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An event as it stands there. `columns` is what its hash is taken of; None where a column holds no such value."""

    number: Any
    previous: Any
    hash: Any
    columns: dict[str, Any] | None

    def fits(self, number: int) -> bool:
        """Whether its hash is that of what it says, had it this number."""
        if self.columns is None:
            return False
        try:
            return bool(hash_of(self.columns | {"number": number}) == self.hash)
        except (AttributeError, TypeError, ValueError):
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain as it stands there."""

    number: Any
    hash: Any


def next_links(session: Session, *, after: int, most: int) -> list[Link]:
    """The events after that number, in order."""
    rows = session.execute(select(*_RAW).where(_EVENT.c.number > after).order_by(_EVENT.c.number).limit(most))
    return [_link(dict(row._mapping)) for row in rows]


def head_of_chain(session: Session) -> Head | None:
    """What is written down as the last event; None where nothing is."""
    row = session.execute(select(_HEAD.c.number, _HEAD.c.hash)).first()
    return Head(number=row.number, hash=row.hash) if row else None


def _link(row: dict[str, Any]) -> Link:
    try:
        columns = {name: row[name] for name in HASHED} | {
            "at": _moment(row["at"]),
            "before": json.loads(row["before"]),
            "after": json.loads(row["after"]),
        }
    except (TypeError, ValueError):
        columns = None
    return Link(number=row["number"], previous=row["previous"], hash=row["hash"], columns=columns)


def _moment(raw: Any) -> datetime:
    """SQLite holds UTC without saying so; a server's driver gives times with their zone."""
    if isinstance(raw, datetime):
        return raw.astimezone(UTC)
    at = datetime.fromisoformat(raw)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
