"""What contributors say apart, in and out of their rows; kept for ever as it was when the workshop opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from selfassess.store.answers import Kept
from selfassess.store.coding import answer_from, columns_of
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import ContributionRow, ParticipationRow

_TABLE = table_of(ContributionRow)
_PARTICIPATION = table_of(ParticipationRow)
_KEY = ("participation", "question")
_OF = select(_TABLE).where(_TABLE.c.participation == bindparam("participation"))
_IN = (
    select(_TABLE)
    .join(_PARTICIPATION, _PARTICIPATION.c.id == _TABLE.c.participation)
    .where(_PARTICIPATION.c.assessment == bindparam("assessment"))
    .order_by(_PARTICIPATION.c.asked_at, _PARTICIPATION.c.id)
)


def contributions_of(session: Session, participation: str) -> dict[str, Kept]:
    """Every answer of one contributor, by question id; a cleared one is `UNANSWERED` with its revision."""
    rows = session.execute(_OF, {"participation": participation})
    return {row.question: Kept(answer=answer_from(row), revision=row.revision) for row in rows}


def contributions_in(session: Session, assessment: str) -> dict[str, dict[str, Kept]]:
    """The same of all who ever took part, by participation; one who has said nothing is missing."""
    said: dict[str, dict[str, Kept]] = {}
    for row in session.execute(_IN, {"assessment": assessment}):
        kept = Kept(answer=answer_from(row), revision=row.revision)
        said.setdefault(row.participation, {})[row.question] = kept
    return said


@cache
def _upsert(dialect: str) -> Executable:
    # Built once: a statement built for each save is also compiled for each save, which costs more than running it.
    statement = insert_into(ContributionRow, dialect)
    said = {column.name: column for column in statement.excluded if column.name not in _KEY}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=said)


def keep_contributions(session: Session, participation: str, answers: Mapping[str, Kept], now: datetime) -> None:
    """Make these what the contributor says now: one statement, however many they are."""
    rows = [
        {
            "participation": participation,
            "question": question,
            **columns_of(kept.answer),
            "revision": kept.revision,
            "saved_at": now,
        }
        for question, kept in answers.items()
    ]
    if rows:
        session.execute(_upsert(dialect_of(session)), rows)


def copy_contributions(session: Session, source: str, target: str, now: datetime) -> None:
    """Give a new participation the answers of another to go on with; those of `source` stay what they are."""
    copied = {question: replace(kept, revision=1) for question, kept in contributions_of(session, source).items()}
    keep_contributions(session, target, copied, now)
