"""Tables as statements want them, and ON CONFLICT, which SQLAlchemy spells by dialect though both write it alike."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from selfassess.store.rows import Row


def table_of(row: type[Row]) -> Table:
    """The table behind a row's class: an insert of the class itself would build one object a row on its way."""
    return Row.metadata.tables[row.__tablename__]


def dialect_of(session: Session) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert_into(row: type[Row], dialect: str) -> sqlite.Insert | postgresql.Insert:
    """An insert into the row's table that knows ON CONFLICT."""
    return sqlite.insert(table_of(row)) if dialect == "sqlite" else postgresql.insert(table_of(row))
