"""Notes of moderators, in and out of their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from selfassess.answers.model import Lowered
from selfassess.store.dialects import table_of
from selfassess.store.rows import ModerationRow
from selfassess.voices.proceedings import ModerationNote, Outcome

_TABLE = table_of(ModerationRow)
_OF = select(_TABLE).where(_TABLE.c.assessment == bindparam("assessment")).order_by(_TABLE.c.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNote:
    """A note, when it was made and by which account, and since when another note or answer has taken its place."""

    number: int
    note: ModerationNote
    at: datetime
    by: str | None
    superseded_at: datetime | None

    @property
    def stands(self) -> bool:
        """Whether nothing has taken its place."""
        return self.superseded_at is None


def lowered_by(notes: Iterable[KeptNote]) -> dict[str, Lowered]:
    """What is set lower by the notes that stand, by question id."""
    return {
        one.note.question: Lowered(level=one.note.supported_level, reason=one.note.note)
        for one in notes
        if one.stands and one.note.question is not None and one.note.supported_level is not None
    }


def notes_of(session: Session, assessment: str) -> tuple[KeptNote, ...]:
    """All of one assessment, superseded ones too, in the order in which they were made."""
    return tuple(_note(row) for row in session.execute(_OF, {"assessment": assessment}))


def notes_of_each(session: Session, assessments: Collection[str]) -> dict[str, list[KeptNote]]:
    """The same of several assessments at once, by assessment."""
    found: dict[str, list[KeptNote]] = {id: [] for id in assessments}
    asked = select(_TABLE).where(_TABLE.c.assessment.in_(list(assessments))).order_by(_TABLE.c.number)
    for row in session.execute(asked):
        found[row.assessment].append(_note(row))
    return found


def _note(row: Any) -> KeptNote:
    return KeptNote(
        number=row.number,
        note=ModerationNote(
            question=row.question,
            outcome=Outcome(row.outcome),
            note=row.note,
            supported_level=row.supported_level,
        ),
        at=row.at,
        by=row.by,
        superseded_at=row.superseded_at,
    )


def add_note(session: Session, assessment: str, note: ModerationNote, now: datetime, *, by: str | None) -> None:
    """Add one, in place of those on the same question that still stand; the assessment is held to be changed."""
    supersede_notes(session, assessment, note.question, now)
    last = session.scalar(select(func.max(_TABLE.c.number)).where(_TABLE.c.assessment == assessment)) or 0
    row = {
        "assessment": assessment,
        "number": last + 1,
        "question": note.question,
        "outcome": note.outcome.value,
        "note": note.note,
        "supported_level": note.supported_level,
        "at": now,
        "by": by,
    }
    session.execute(insert(_TABLE), row)


def supersede_answered(session: Session, assessment: str, questions: Collection[str], now: datetime) -> None:
    """Close what a moderator accepted or returned of these questions: they were answered anew.

    A level that was set lower stays so until a moderator says otherwise: no lead can take that back by writing a comma.
    """
    about = _TABLE.c.question.in_(questions) & (_TABLE.c.outcome != Outcome.LOWERED.value)
    standing = (_TABLE.c.assessment == assessment) & about & _TABLE.c.superseded_at.is_(None)
    session.execute(update(_TABLE).where(standing).values(superseded_at=now))


def supersede_notes(session: Session, assessment: str, question: str | None, now: datetime) -> bool:
    """Close what still stands on the question, or on the whole with None; False where nothing does."""
    # IS NOT DISTINCT FROM: the whole is NULL, which equals nothing.
    standing = _TABLE.c.question.is_not_distinct_from(question) & _TABLE.c.superseded_at.is_(None)
    closed = update(_TABLE).where(_TABLE.c.assessment == assessment, standing).values(superseded_at=now)
    return cast("CursorResult[Any]", session.execute(closed)).rowcount > 0
