"""What a workshop settled besides the answers themselves, in and out of its rows."""

from __future__ import annotations

from collections.abc import Iterable
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
    """That a question was settled. `dissent`: what those said who see it differently.

    The answer that was agreed, and why, stand in the sheet of the assessment: the reason is the comment beside it.

    `revision` counts how often it was saved, from 1; `agreed_by` is the account that recorded it, where there was one.
    """

    question: str
    dissent: tuple[str, ...]
    revision: int
    agreed_at: datetime
    agreed_by: str | None


def agreements_of(session: Session, assessment: str) -> dict[str, Agreement]:
    """All of one assessment, by question id."""
    return {
        row.question: Agreement(
            question=row.question,
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


def keep_agreements(session: Session, assessment: str, agreements: Iterable[Agreement]) -> None:
    """Make these what is settled now, in one statement; whoever calls has compared while holding the assessment."""
    rows = [
        {
            "assessment": assessment,
            "question": agreement.question,
            "dissent": list(agreement.dissent),
            "revision": agreement.revision,
            "agreed_at": agreement.agreed_at,
            "agreed_by": agreement.agreed_by,
        }
        for agreement in agreements
    ]
    if rows:
        session.execute(_upsert(dialect_of(session)), rows)
