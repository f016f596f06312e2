"""The documents of locked assessments that are given out as they were made first, in and out of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, func, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import FinalPackRow

_TABLE = table_of(FinalPackRow)
_THIS = (
    _TABLE.c.assessment == bindparam("assessment"),
    _TABLE.c.document == bindparam("document"),
    _TABLE.c.suffix == bindparam("suffix"),
)
_FIND = select(_TABLE).where(*_THIS)
_EVERY = select(_TABLE.c.assessment, _TABLE.c.document, _TABLE.c.suffix).order_by(
    _TABLE.c.assessment, _TABLE.c.document, _TABLE.c.suffix
)
_SIZE = func.length(_TABLE.c.content).label("size")  # of bytes, in both databases
_OF = select(_TABLE.c.document, _TABLE.c.suffix, _TABLE.c.sha256, _SIZE, _TABLE.c.made_at).where(
    _TABLE.c.assessment == bindparam("assessment")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalName:
    """Which document it is: of which assessment, by its id in the table of documents, with the ending `.pdf`."""

    assessment: str
    document: str
    suffix: str

    def __str__(self) -> str:
        return f"{self.document}{self.suffix} of {self.assessment}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """The document itself. `sha256` is what was written with it, `version` the program that made it."""

    name: FinalName
    sha256: str
    content: bytes = field(repr=False)
    version: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAs:
    """What is known of a document without its bytes; `size` is how many there are."""

    sha256: str
    size: int
    made_at: datetime


def keep_final(session: Session, final: Final) -> bool:
    """Keep it; False, and nothing, where another one was kept first."""
    row = {
        **_key(final.name),
        "sha256": final.sha256,
        "content": final.content,
        "version": final.version,
        "made_at": final.made_at,
    }
    statement = insert_into(FinalPackRow, dialect_of(session)).on_conflict_do_nothing()
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    done = session.execute(statement, row, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", done).rowcount == 1


def find_final(session: Session, name: FinalName) -> Final | None:
    """The document that was kept; None where none was yet."""
    row = session.execute(_FIND, _key(name)).one_or_none()
    if row is None:
        return None
    return Final(name=name, sha256=row.sha256, content=row.content, version=row.version, made_at=row.made_at)


def finals_of(session: Session, assessment: str) -> Mapping[tuple[str, str], KeptAs]:
    """What is kept of one assessment, by document and ending."""
    found = session.execute(_OF, {"assessment": assessment})
    return {(row.document, row.suffix): KeptAs(sha256=row.sha256, size=row.size, made_at=row.made_at) for row in found}


def every_final(session: Session) -> tuple[FinalName, ...]:
    """The names of all that are kept."""
    return tuple(
        FinalName(assessment=row.assessment, document=row.document, suffix=row.suffix)
        for row in session.execute(_EVERY)
    )


def _key(name: FinalName) -> dict[str, str]:
    return {"assessment": name.assessment, "document": name.document, "suffix": name.suffix}
