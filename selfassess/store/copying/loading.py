"""Fills an empty database with tables of a step and the rows of a copy, proves them, and brings them up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import JSON, bindparam, cast, column, delete, insert, literal, select, text
from sqlalchemy import table as table_named
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from selfassess.store.copying.lines import TYPES, digest, rows_of, values_in
from selfassess.store.copying.tables import Kind, TableHere, tables_at
from selfassess.store.dialects import dialect_of
from selfassess.store.sqlite import broken_references
from selfassess.store.stepping import take_steps

_ROWS_AT_ONCE = 500
_ROWS_WITH_FILES_AT_ONCE = 10

Told = Callable[[int, int], None]


class UnfitError(Exception):
    """What should go into the database does not fit its tables, or is not what comes out again; says what, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCopied:
    """A table in a copy: `sha256` is of its rows as `lines` writes them, the same for the same rows anywhere."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


Lines = Callable[[str], Iterable[bytes]]
"""The rows of the table with this name, a line each."""


def load(session: Session, step: str, tables: Mapping[str, TableCopied], lines: Lines, told: Told) -> None:
    """Make the tables of `step` in the empty database, put the rows in, prove that they are in, and take later steps.

    To be called in `Database.rebuilding`. `told` hears how many rows are in, of how many. Raises `UnfitError`.
    """
    here = tables_at(step)
    _require_fit(here, tables, step)
    take_steps(session, step)
    total, done = sum(one.rows for one in tables.values()), 0
    with _told_as_unfit(), _references_apart(session):
        for name, table in here.items():
            _empty(session, name)
            for rows in _parcels(table, lines(name)):
                session.execute(_insert(table, dialect_of(session)), rows)
                done += len(rows)
                told(done, total)
    _require_same(session, here, tables)
    take_steps(session)


@contextmanager
def _told_as_unfit() -> Iterator[None]:
    """One kind of database takes what the other refuses, such as a text that is too long."""
    try:
        yield
    except (DataError, IntegrityError) as error:
        # From the second line on, PostgreSQL quotes the whole row.
        raise UnfitError(f"the database refuses a row of it: {str(error.orig).partition(chr(10))[0]}") from None
    except (OverflowError, UnicodeError) as error:
        raise UnfitError(f"a value of it is none that a database can hold: {error}") from None
    except StatementError as error:
        if isinstance(error, DBAPIError):
            raise
        raise UnfitError(f"a value of it is none that a database can hold: {error.orig}") from None


def _empty(session: Session, name: str) -> None:
    """A step may have put rows in: the copy has them too, as they are now."""
    found = table_named(name)
    # Only where there are any: the audit record lets nobody delete, not even nothing.
    if session.execute(select(literal(1)).select_from(found).limit(1)).first():
        session.execute(delete(found))


def _require_fit(here: Mapping[str, TableHere], tables: Mapping[str, TableCopied], step: str) -> None:
    expected = {name: tuple(table.columns) for name, table in here.items()}
    copied = {name: table.columns for name, table in tables.items()}
    wrong = sorted(name for name in expected.keys() | copied.keys() if expected.get(name) != copied.get(name))
    if wrong:
        raise UnfitError(f"its tables are not those of step {step}, which it says it is at: {', '.join(wrong)}")


def _require_same(session: Session, here: Mapping[str, TableHere], tables: Mapping[str, TableCopied]) -> None:
    for name, table in here.items():
        rows, sha256 = digest(rows_of(session, table))
        if rows != tables[name].rows:
            raise UnfitError(f"of the {tables[name].rows} rows of {name} {rows} came in")
        if sha256 != tables[name].sha256:
            raise UnfitError(f"the rows of {name} came in as others than they were")
    if dialect_of(session) == "sqlite" and broken_references(session):
        raise UnfitError("some of its rows refer to rows that are not in it")


def _parcels(table: TableHere, lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    at_once = _ROWS_WITH_FILES_AT_ONCE if Kind.BYTES in table.columns.values() else _ROWS_AT_ONCE
    left = iter(lines)
    while parcel := list(islice(left, at_once)):
        try:
            yield [values_in(line, table) for line in parcel]
        except (OverflowError, RecursionError, TypeError, ValueError) as error:
            raise UnfitError(f"a row of {table.name} cannot be read: {error}") from None


def _insert(table: TableHere, dialect: str) -> Any:
    values = {}
    for name, kind in table.columns.items():
        value = bindparam(name, type_=TYPES[kind])
        # A server takes a text for JSON only when told so; SQLite would make a number of what it is told to cast.
        values[name] = cast(value, JSON()) if kind is Kind.JSON and dialect == "postgresql" else value
    return insert(table_named(table.name, *map(column, table.columns))).values(values)


@contextmanager
def _references_apart(session: Session) -> Iterator[None]:
    """Rows may come in any order within it; at its end every reference is checked as if it had just been made.

    On SQLite, `Database.rebuilding` checks none, and `_require_same` does it.
    """
    if dialect_of(session) == "sqlite":
        yield
        return
    references = session.execute(text(_REFERENCES)).all()
    for one in references:
        session.execute(text(f"ALTER TABLE {one.of} DROP CONSTRAINT {one.name}"))
    yield
    for one in references:
        session.execute(text(f"ALTER TABLE {one.of} ADD CONSTRAINT {one.name} {one.rule}"))
    session.execute(text("ANALYZE"))


_REFERENCES = """SELECT conrelid::regclass AS of, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS rule
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY conname"""
