"""The tables that a step makes, and whether those of a database are they."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Integer, LargeBinary, String, create_engine, inspect
from sqlalchemy.engine import Inspector
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from selfassess.store.problem import StoreProblem
from selfassess.store.stepping import STEP_TABLE, take_steps


class Kind(Enum):
    """What a column holds, whichever words the database has for it."""

    TEXT = "text"
    WHOLE = "whole number"
    TRUTH = "true or false"
    MOMENT = "moment"
    DAY = "day"
    BYTES = "bytes"
    JSON = "JSON"
    OTHER = "nothing that ours hold"


KINDS: Mapping[type[TypeEngine[Any]], Kind] = MappingProxyType(
    {
        JSON: Kind.JSON,
        LargeBinary: Kind.BYTES,
        Boolean: Kind.TRUTH,
        DateTime: Kind.MOMENT,
        Date: Kind.DAY,
        Integer: Kind.WHOLE,
        String: Kind.TEXT,
    }
)
"""By the type that SQLAlchemy's words for both databases descend from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHere:
    """A table with its columns in the order of their names, and those of its key in their own order."""

    name: str
    columns: Mapping[str, Kind]
    key: tuple[str, ...]


@lru_cache(maxsize=4)
def tables_at(step: str) -> Mapping[str, TableHere]:
    """Every table that there is once that step is taken, by its name and in that order; not the one with the step."""
    engine = create_engine("sqlite://")
    try:
        with Session(engine) as scratch:
            take_steps(scratch, step)
            asked = inspect(scratch.connection())
            return MappingProxyType({name: _table(asked, name) for name in _names(asked)})
    finally:
        engine.dispose()


def require_tables_of(session: Session, step: str, place: str) -> None:
    """Raise `StoreProblem` where the tables of the database are not those of the step that it says it is at."""
    asked, wanted = inspect(session.connection()), tables_at(step)
    there = set(_names(asked))
    wrong = [name for name, table in wanted.items() if name not in there or _table(asked, name) != table]
    if wrong:
        raise StoreProblem(
            f"The database {place} says that it is at step {step}, but these tables are not: {', '.join(wrong)}. "
            "Put a backup copy in its place: selfassess restore."
        )


def _names(asked: Inspector) -> Collection[str]:
    return [name for name in sorted(asked.get_table_names()) if name != STEP_TABLE]


def _table(asked: Inspector, name: str) -> TableHere:
    columns = {one["name"]: _kind(one["type"]) for one in asked.get_columns(name)}
    key = tuple(asked.get_pk_constraint(name)["constrained_columns"])
    return TableHere(name=name, columns=dict(sorted(columns.items())), key=key)


def _kind(of: TypeEngine[Any]) -> Kind:
    return next((kind for known, kind in KINDS.items() if isinstance(of, known)), Kind.OTHER)
