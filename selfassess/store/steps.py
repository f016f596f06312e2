"""The steps of an assessment in and out of their rows, and the card that the last of them locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import AssessmentRow, StatusChangeRow
from selfassess.voices.steps import WorkStatus

_TABLE = table_of(StatusChangeRow)
_ASSESSMENT = table_of(AssessmentRow)
_CHANGES = select(_TABLE).where(_TABLE.c.assessment == bindparam("assessment")).order_by(_TABLE.c.number)
_CARD = select(_ASSESSMENT.c.card).where(_ASSESSMENT.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """One step, on or back; `number` counts from 1. `by` is the account, where there was one."""

    number: int
    start: WorkStatus
    end: WorkStatus
    reason: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedCard:
    """The figures of an assessment as JSON, and the hash they were locked with."""

    card: Mapping[str, Any]
    sha256: str


def changes_of(session: Session, assessment: str) -> tuple[StatusChange, ...]:
    """Every step that was taken, the first one first."""
    return tuple(
        StatusChange(
            number=row.number,
            start=WorkStatus(row.start),
            end=WorkStatus(row.end),
            reason=row.reason,
            at=row.at,
            by=row.by,
        )
        for row in session.execute(_CHANGES, {"assessment": assessment})
    )


def add_change(
    session: Session,
    assessment: str,
    start: WorkStatus,
    end: WorkStatus,
    now: datetime,
    *,
    reason: str = "",
    by: str | None,
) -> None:
    """Note a step; the assessment is held to be changed, so that nobody else counts the same number."""
    last = session.scalar(select(func.max(_TABLE.c.number)).where(_TABLE.c.assessment == assessment)) or 0
    said = {"start": start.value, "end": end.value, "reason": reason, "at": now, "by": by}
    session.execute(insert(_TABLE), {"assessment": assessment, "number": last + 1, **said})


def set_status(
    session: Session, assessment: str, status: WorkStatus, now: datetime, *, card: LockedCard | None = None
) -> None:
    """Write the status, and the card that goes with `SIGNED` alone; the revision of the assessment counts on."""
    this = update(_ASSESSMENT).where(_ASSESSMENT.c.id == assessment)
    values: dict[str, Any] = {"status": status.value, "updated_at": now, "revision": _ASSESSMENT.c.revision + 1}
    if status is not WorkStatus.SIGNED:  # what is signed stays agreed since when it was
        values["agreed_at"] = now if status is WorkStatus.AGREED else None
    if card is not None:
        values |= {"locked_at": now, "card": dict(card.card), "card_sha256": card.sha256}
    session.execute(this.values(values))


def locked_assessments(session: Session) -> tuple[str, ...]:
    """The ids of all that are locked, in the order in which they were."""
    locked = _ASSESSMENT.c.locked_at.is_not(None)
    return tuple(session.scalars(select(_ASSESSMENT.c.id).where(locked).order_by(_ASSESSMENT.c.locked_at)))


def card_of(session: Session, id: str) -> Mapping[str, Any] | None:
    """The figures that were locked; None where nothing is."""
    card: Mapping[str, Any] | None = session.scalar(_CARD, {"id": id})
    return card
