"""What every table has in common: names of constraints by rule, and how Python's types are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import MetaData, text
from sqlalchemy.orm import DeclarativeBase

from selfassess.store.columns import Moment


class Row(DeclarativeBase):
    """What every table's class is; constraints get names by rule, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, Moment]] = {datetime: Moment()}


def where(condition: str) -> dict[str, Any]:
    """What an index is told to hold only the rows that satisfy the condition."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
