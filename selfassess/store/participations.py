"""Who was asked to contribute to an assessment, in and out of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, exists, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import AssessmentRow, ParticipationRow
from selfassess.voices.steps import WorkStatus

_TABLE = table_of(ParticipationRow)
_ASSESSMENT = table_of(AssessmentRow)
_ACTIVE = _TABLE.c.withdrawn_at.is_(None)
_ORDER = (_TABLE.c.asked_at, _TABLE.c.id)
_THIS = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_THIS_TO_CHANGE = _THIS.with_for_update()
_IN = select(_TABLE).where(_TABLE.c.assessment == bindparam("assessment")).order_by(*_ORDER)
_MINE = select(_TABLE).where(
    _TABLE.c.assessment == bindparam("assessment"), _TABLE.c.account == bindparam("account"), _ACTIVE
)
_LATEST = (
    select(_TABLE)
    .where(_TABLE.c.assessment == bindparam("assessment"), _TABLE.c.account == bindparam("account"))
    .order_by(_ACTIVE.desc(), _TABLE.c.asked_at.desc(), _TABLE.c.withdrawn_at.desc(), _TABLE.c.id)
    .limit(1)
)
_OF = select(_TABLE).where(_TABLE.c.account == bindparam("account"), _ACTIVE).order_by(*_ORDER)
_ANY = select(exists().where(_TABLE.c.assessment == bindparam("assessment"), _ACTIVE))
_TO_REMIND = (
    select(_TABLE)
    .join(_ASSESSMENT, _ASSESSMENT.c.id == _TABLE.c.assessment)
    .where(
        _ASSESSMENT.c.status == WorkStatus.OPEN.value,
        _ACTIVE,
        _TABLE.c.reminders,
        _TABLE.c.finished_at.is_(None),
        _TABLE.c.due_on <= bindparam("due"),
    )
    .order_by(*_ORDER)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """That a person is asked to answer apart. `id` is random and fit for an address; days and times in UTC.

    `sections`: ids of those asked for, None for all. `reminders`: whether the person wants them. `finished_at`: when
    they said that this is all. `handed_from`: the participation whose answers it went on with.
    """

    id: str
    assessment: str
    account: str
    sections: frozenset[str] | None
    due_on: date | None
    asked_at: datetime
    asked_by: str | None
    reminders: bool = True
    reminded_at: datetime | None = None
    finished_at: datetime | None = None
    withdrawn_at: datetime | None = None
    handed_from: str | None = None

    @property
    def active(self) -> bool:
        """Whether nobody ended it."""
        return self.withdrawn_at is None


def _participation(row: Any) -> Participation:
    return Participation(
        id=row.id,
        assessment=row.assessment,
        account=row.account,
        sections=None if row.sections is None else frozenset(row.sections),
        due_on=row.due_on,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        reminders=row.reminders,
        reminded_at=row.reminded_at,
        finished_at=row.finished_at,
        withdrawn_at=row.withdrawn_at,
        handed_from=row.handed_from,
    )


def _asked_for(sections: frozenset[str] | None) -> list[str] | None:
    return None if sections is None else sorted(sections)


def add_participation(session: Session, new: Participation) -> bool:
    """Keep a new one; False, and nothing, where the person takes part in this assessment already."""
    row = {
        "id": new.id,
        "assessment": new.assessment,
        "account": new.account,
        "sections": _asked_for(new.sections),
        "due_on": new.due_on,
        "asked_at": new.asked_at,
        "asked_by": new.asked_by,
        "reminders": new.reminders,
        "handed_from": new.handed_from,
    }
    statement = insert_into(ParticipationRow, dialect_of(session)).on_conflict_do_nothing()
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    return _one(session.execute(statement, row, execution_options={"preserve_rowcount": True}))


def find_participation(session: Session, id: str, *, to_change: bool = False) -> Participation | None:
    """The one with this id, ended or not; `to_change` makes others wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    row = session.execute(_THIS_TO_CHANGE if to_change else _THIS, {"id": id}).one_or_none()
    return _participation(row) if row else None


def participations_in(session: Session, assessment: str) -> tuple[Participation, ...]:
    """All in one assessment, ended ones too, in the order in which people were asked."""
    return tuple(map(_participation, session.execute(_IN, {"assessment": assessment})))


def participation_of(session: Session, assessment: str, account: str) -> Participation | None:
    """The active one of this person."""
    row = session.execute(_MINE, {"assessment": assessment, "account": account}).one_or_none()
    return _participation(row) if row else None


def latest_participation(session: Session, assessment: str, account: str) -> Participation | None:
    """The active one of this person, else the last that ended."""
    row = session.execute(_LATEST, {"assessment": assessment, "account": account}).one_or_none()
    return _participation(row) if row else None


def participations_of(session: Session, account: str) -> tuple[Participation, ...]:
    """The active ones of this person in all assessments, in the order in which they were asked."""
    return tuple(map(_participation, session.execute(_OF, {"account": account})))


def any_participation(session: Session, assessment: str) -> bool:
    """Whether anybody contributes to it now."""
    return bool(session.scalar(_ANY, {"assessment": assessment}))


def to_be_reminded(session: Session, due: date) -> tuple[Participation, ...]:
    """Those who have not finished, in assessments that are open, and whose last day is `due` or earlier."""
    return tuple(map(_participation, session.execute(_TO_REMIND, {"due": due})))


def set_asked(session: Session, id: str, sections: frozenset[str] | None, due_on: date | None) -> None:
    """Ask for other sections, or by another day."""
    _set(session, id, sections=_asked_for(sections), due_on=due_on)


def set_reminders(session: Session, id: str, *, wanted: bool) -> None:
    """Whether the person wants to be reminded."""
    _set(session, id, reminders=wanted)


def set_reminded(session: Session, id: str, now: datetime) -> None:
    """Note that a reminder was written."""
    _set(session, id, reminded_at=now)


def set_finished(session: Session, id: str, at: datetime | None) -> None:
    """That this is all; None: it is not, after all."""
    _set(session, id, finished_at=at)


def set_withdrawn(session: Session, id: str, now: datetime) -> bool:
    """End it; False where it is ended already."""
    return _one(session.execute(update(_TABLE).where(_TABLE.c.id == id, _ACTIVE).values(withdrawn_at=now)))


def _set(session: Session, id: str, **values: Any) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values))


def _one(result: Any) -> bool:
    return cast("CursorResult[Any]", result).rowcount == 1
