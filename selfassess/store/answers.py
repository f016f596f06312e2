"""Answers in and out of their rows: what is said now, what was said at a revision, and saving with history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, insert, select, tuple_
from sqlalchemy.orm import Session

from selfassess.answers.model import UNANSWERED, Answer, State
from selfassess.store.coding import answer_from, columns_of
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.evidence import end_uses
from selfassess.store.model import Revision
from selfassess.store.moderation import supersede_answered
from selfassess.store.rows import AnswerRevisionRow, AnswerRow

_KEY = ("assessment", "question")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer and how often it has been saved."""

    answer: Answer
    revision: int


NEVER = Kept(answer=UNANSWERED, revision=0)
"""What is kept of a question that was never saved."""


# Built once: building a statement costs more than running it.
_ALL = select(table_of(AnswerRow)).where(AnswerRow.assessment == bindparam("assessment"))


def answers_of(session: Session, assessment: str) -> dict[str, Kept]:
    """Every answer ever saved, by question id; a cleared one is `UNANSWERED` with its revision."""
    rows = session.execute(_ALL, {"assessment": assessment})
    return {row.question: Kept(answer=answer_from(row), revision=row.revision) for row in rows}


def answers_of_each(session: Session, assessments: Collection[str]) -> dict[str, dict[str, Kept]]:
    """The same of several assessments at once, by assessment; one in which nothing was ever saved has no answers."""
    table = table_of(AnswerRow)
    found: dict[str, dict[str, Kept]] = {id: {} for id in assessments}
    for row in session.execute(select(table).where(table.c.assessment.in_(list(assessments)))):
        found[row.assessment][row.question] = Kept(answer=answer_from(row), revision=row.revision)
    return found


def answered_among(session: Session, assessments: Collection[str]) -> frozenset[str]:
    """Those of these assessments in which anything was said."""
    table = table_of(AnswerRow)
    said = table.c.assessment.in_(list(assessments)) & (table.c.state != State.UNANSWERED.value)
    return frozenset(session.scalars(select(table.c.assessment).where(said).distinct()))


def answers_at(session: Session, assessment: str, revisions: Iterable[tuple[str, int]]) -> dict[str, Answer]:
    """What was said to each question at the revision given with it; a pair that never was is missing."""
    history = AnswerRevisionRow
    rows = session.execute(
        select(table_of(history)).where(
            history.assessment == assessment, tuple_(history.question, history.revision).in_(list(revisions))
        )
    )
    return {row.question: answer_from(row) for row in rows}


def last_saved(session: Session, assessment: str) -> dict[str, datetime]:
    """When each answer was last saved, by question id."""
    table = table_of(AnswerRow)
    rows = session.execute(select(table.c.question, table.c.saved_at).where(table.c.assessment == assessment))
    return {row.question: row.saved_at for row in rows}


def answers_by(session: Session, assessment: str, moments: Mapping[str, datetime]) -> dict[str, Answer]:
    """What was said to each question at the moment given with it; one to which nothing was said by then is missing."""
    history = table_of(AnswerRevisionRow)
    asked = select(history).where(history.c.assessment == assessment, history.c.question.in_(list(moments)))
    rows = session.execute(asked.order_by(history.c.question, history.c.revision)) if moments else ()
    # The last one of each question is what stays in the dictionary.
    return {row.question: answer_from(row) for row in rows if row.saved_at <= moments[row.question]}


def history_of(session: Session, assessment: str, question: str) -> tuple[Revision, ...]:
    """Every revision of one answer, the first one first."""
    history = AnswerRevisionRow
    rows = session.execute(
        select(table_of(history))
        .where(history.assessment == assessment, history.question == question)
        .order_by(history.revision)
    )
    return tuple(
        Revision(revision=row.revision, answer=answer_from(row), saved_at=row.saved_at, saved_by=row.saved_by)
        for row in rows
    )


@cache
def _upsert(dialect: str) -> Executable:
    # Built once: a statement built for each save is also compiled for each save, which costs more than running it.
    statement = insert_into(AnswerRow, dialect)
    said = {column.name: column for column in statement.excluded if column.name not in _KEY}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=said)


_ADD_REVISIONS = insert(table_of(AnswerRevisionRow))


def keep(
    session: Session, assessment: str, answers: Mapping[str, Kept], now: datetime, *, saved_by: str | None
) -> None:
    """Make these what is said now and add them to the history: two statements, however many they are.

    For those saved before, what a moderator accepted or returned gives way, and uses of the organisation's evidence end
    that the answer no longer holds. `saved_by` is the account, where there is one.
    """
    if not answers:
        return
    rows = [
        {
            "assessment": assessment,
            "question": question,
            **columns_of(kept.answer),
            "revision": kept.revision,
            "saved_at": now,
            "saved_by": saved_by,
        }
        for question, kept in answers.items()
    ]
    session.execute(_upsert(dialect_of(session)), rows)
    session.execute(_ADD_REVISIONS, rows)
    anew = [question for question, kept in answers.items() if kept.revision > 1]
    if anew:
        supersede_answered(session, assessment, anew, now)
        end_uses(session, assessment, {question: answers[question].answer for question in anew})
