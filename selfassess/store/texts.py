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


_OF = select(QuestionnaireTextRow).where(QuestionnaireTextRow.questionnaire == bindparam("questionnaire"))


def pinned_texts(session: Session, questionnaire: str) -> tuple[PinnedText, ...]:
    """Every text of one questionnaire that an assessment ever pinned, the one first seen first."""
    if "\0" in questionnaire:
        return ()  # PostgreSQL would refuse the question
    found = session.scalars(_OF.order_by(QuestionnaireTextRow.first_seen), {"questionnaire": questionnaire})
    return tuple(
        PinnedText(sha256=row.sha256, questionnaire=row.questionnaire, version=row.version, data=row.text)
        for row in found
    )
