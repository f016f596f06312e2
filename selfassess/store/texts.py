"""The questionnaire texts that assessments pin: each kept once, under the hash of its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into
from selfassess.store.rows import QuestionnaireTextRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedText:
    """The bytes of a questionnaire file; `sha256` is of them, id and version are what they say of themselves."""

    sha256: str
    questionnaire: str
    version: str
    data: bytes = field(repr=False)


def pin(session: Session, text: PinnedText, now: datetime) -> None:
    """Keep the text; one that is there already stays as it is."""
    row = {
        "sha256": text.sha256,
        "questionnaire": text.questionnaire,
        "version": text.version,
        "text": text.data,
        "first_seen": now,
    }
    session.execute(insert_into(QuestionnaireTextRow, dialect_of(session)).on_conflict_do_nothing(), row)


_TEXT = select(QuestionnaireTextRow.text).where(QuestionnaireTextRow.sha256 == bindparam("sha256"))


def pinned_text(session: Session, sha256: str) -> bytes:
    """The bytes kept under the hash that an assessment names; a foreign key sees to it that they are there."""
    return session.scalars(_TEXT, {"sha256": sha256}).one()
