"""Rows as lines of JSON and back: the same row gives the same bytes, whichever kind of database it is in."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    LargeBinary,
    Select,
    Text,
    cast,
    collate,
    column,
    func,
    select,
)
from sqlalchemy import table as table_named
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType, TypeEngine

from selfassess.store.columns import Moment
from selfassess.store.copying.tables import Kind, TableHere
from selfassess.store.dialects import dialect_of

_ROWS_AT_ONCE = 500
_ROWS_WITH_FILES_AT_ONCE = 10  # each may hold a whole report

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_END_OF_WHOLE = 2**63  # from there on SQLite has no whole numbers

TYPES: Mapping[Kind, TypeEngine[Any]] = MappingProxyType(
    {
        Kind.TEXT: Text(),
        Kind.WHOLE: BigInteger(),
        Kind.TRUTH: Boolean(),
        Kind.MOMENT: Moment(),
        Kind.DAY: Date(),
        Kind.BYTES: LargeBinary(),
        Kind.JSON: Text(),
    }
)
"""What the values of a column are read and written as."""


def rows_of(session: Session, table: TableHere) -> Iterator[bytes]:
    """The rows in the order of their key, each a line: a JSON array of its values in the order of their columns."""
    kinds = list(table.columns.values())
    at_once = _ROWS_WITH_FILES_AT_ONCE if Kind.BYTES in kinds else _ROWS_AT_ONCE
    found = session.execute(_select(table, dialect_of(session)), execution_options={"yield_per": at_once})
    for row in found:
        values = [None if value is None else _WRITTEN[kind](value) for value, kind in zip(row, kinds, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def count_rows(session: Session, table: TableHere) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(table_named(table.name))) or 0


def digest(lines: Iterator[bytes]) -> tuple[int, str]:
    """How many lines, and the SHA-256 of them all."""
    count, hashed = 0, sha256()
    for line in lines:
        count += 1
        hashed.update(line)
    return count, hashed.hexdigest()


def values_in(line: bytes, table: TableHere) -> dict[str, Any]:
    """The row that `rows_of` wrote, by column, for a statement with parameters of `TYPES`. `ValueError` if it did not.

    Values of JSON stay the text they are.
    """
    said = json.loads(line)
    if not isinstance(said, list):
        raise ValueError("no row is written like this")  # noqa: TRY004 - what is wrong is what is written
    read = zip(table.columns.items(), said, strict=True)
    return {name: None if value is None else _READ[kind](value) for (name, kind), value in read}


def _select(table: TableHere, dialect: str) -> Select[Any]:
    # Servers sort texts by the rules of some language; by their bytes they come in the same order everywhere.
    by_bytes = "BINARY" if dialect == "sqlite" else "C"
    key = [collate(column(name), by_bytes) if table.columns[name] is Kind.TEXT else column(name) for name in table.key]
    columns = [_column(name, kind, dialect) for name, kind in table.columns.items()]
    return select(*columns).select_from(table_named(table.name)).order_by(*key)


def _column(name: str, kind: Kind, dialect: str) -> ColumnElement[Any]:
    if kind is not Kind.JSON:
        return column(name, TYPES[kind])
    # As it is written: read as values, a JSON null and nothing at all would be the same.
    return column(name, NullType()) if dialect == "sqlite" else cast(column(name), Text())


def _json_text(raw: str | float) -> str:
    """The text of JSON. SQLite keeps a lone number as a number, so it is written as SQLite would give it back."""
    if isinstance(raw, str) and not _NUMBER.fullmatch(raw):
        return raw
    number = json.loads(raw) if isinstance(raw, str) else raw
    if abs(number) < _END_OF_WHOLE and number == int(number):
        return str(int(number))
    return json.dumps(float(number))


def _text_of(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")  # noqa: TRY004 - what is wrong is what is written
    return value


_WRITTEN: Mapping[Kind, Callable[[Any], Any]] = MappingProxyType(
    {
        Kind.TEXT: str,
        Kind.WHOLE: int,
        Kind.TRUTH: bool,
        Kind.MOMENT: lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
        Kind.DAY: lambda value: value.isoformat(),
        Kind.BYTES: lambda value: base64.b64encode(value).decode("ascii"),
        Kind.JSON: _json_text,
    }
)
_READ: Mapping[Kind, Callable[[Any], Any]] = MappingProxyType(
    {
        Kind.TEXT: _text_of,
        Kind.WHOLE: int,
        Kind.TRUTH: bool,
        Kind.MOMENT: datetime.fromisoformat,
        Kind.DAY: date.fromisoformat,
        Kind.BYTES: lambda value: base64.b64decode(value, validate=True),
        Kind.JSON: _text_of,
    }
)
