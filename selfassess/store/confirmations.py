"""Which of last year's levels were said to be still true, in and out of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from selfassess.comparison import Confirmed
from selfassess.store.answers import NEVER, Kept
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import ConfirmationRow

_TABLE = table_of(ConfirmationRow)
_KEY = ("assessment", "question")
_OF = select(_TABLE).where(_TABLE.c.assessment == bindparam("assessment")).order_by(_TABLE.c.at, _TABLE.c.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What was confirmed, from which assessment (None where it was deleted), when and by which account.

    It holds while the answer keeps `revision`.
    """

    confirmed: Confirmed
    revision: int
    assessment: str | None
    at: datetime
    by: str | None


def confirmations_of(session: Session, assessment: str) -> tuple[Confirmation, ...]:
    """All ever made in one assessment that no other took the place of, the first one first."""
    return tuple(
        Confirmation(
            confirmed=Confirmed(
                question=row.question, earlier=row.earlier_question, reason=row.reason, true_on=row.true_on
            ),
            revision=row.revision,
            assessment=row.earlier,
            at=row.at,
            by=row.by,
        )
        for row in session.execute(_OF, {"assessment": assessment})
    )


def holding(confirmations: Iterable[Confirmation], answers: Mapping[str, Kept]) -> tuple[Confirmation, ...]:
    """Those whose answers are still as they were confirmed; `answers` are those of now."""
    return tuple(one for one in confirmations if answers.get(one.confirmed.question, NEVER).revision == one.revision)


@cache
def _upsert(dialect: str) -> Executable:
    statement = insert_into(ConfirmationRow, dialect)
    said = {column.name: column for column in statement.excluded if column.name not in _KEY}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=said)


def keep_confirmation(session: Session, assessment: str, one: Confirmation) -> None:
    """Add it, in place of an earlier one of the same question; the assessment is held to be changed."""
    row = {
        "assessment": assessment,
        "question": one.confirmed.question,
        "revision": one.revision,
        "earlier": one.assessment,
        "earlier_question": one.confirmed.earlier,
        "reason": one.confirmed.reason,
        "true_on": one.confirmed.true_on,
        "at": one.at,
        "by": one.by,
    }
    session.execute(_upsert(dialect_of(session)), row)
