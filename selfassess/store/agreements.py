"""What a workshop settled besides the answers themselves, in and out of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import AgreementRow

_TABLE = table_of(AgreementRow)
_KEY = ("assessment", "question")
_OF = select(_TABLE).where(_TABLE.c.assessment == bindparam("assessment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """That a question was settled. `reason` may be empty; `dissent`: what those said who see it differently.

    `revision` counts how often it was saved, from 1; `agreed_by` is the account that recorded it, where there was one.
    """

    question: str
    reason: str
    dissent: tuple[str, ...]
    revision: int
    agreed_at: datetime
    agreed_by: str | None


def agreements_of(session: Session, assessment: str) -> dict[str, Agreement]:
    """All of one assessment, by question id."""
    return {
        row.question: Agreement(
            question=row.question,
            reason=row.reason,
            dissent=tuple(row.dissent),
            revision=row.revision,
            agreed_at=row.agreed_at,
            agreed_by=row.agreed_by,
        )
        for row in session.execute(_OF, {"assessment": assessment})
    }


@cache
def _upsert(dialect: str) -> Executable:
    # Built once: a statement built for each save is also compiled for each save, which costs more than running it.
    statement = insert_into(AgreementRow, dialect)
    said = {column.name: column for column in statement.excluded if column.name not in _KEY}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=said)


def keep_agreement(session: Session, assessment: str, agreement: Agreement) -> None:
    """Make this what is settled now; whoever calls has compared revisions while holding the assessment."""
    row = {
        "assessment": assessment,
        "question": agreement.question,
        "reason": agreement.reason,
        "dissent": list(agreement.dissent),
        "revision": agreement.revision,
        "agreed_at": agreement.agreed_at,
        "agreed_by": agreement.agreed_by,
    }
    session.execute(_upsert(dialect_of(session)), row)
