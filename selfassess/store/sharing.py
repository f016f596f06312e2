"""What is chosen for a result in each partnership, in and out of its row."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from selfassess.disclosure.sharing import Audience, Choice
from selfassess.store.dialects import table_of
from selfassess.store.rows import AssessmentRow, SharingRow

_TABLE, _ASSESSMENT = table_of(SharingRow), table_of(AssessmentRow)
_SAW = {Audience.STEERING: "steering_saw_at", Audience.MEMBERS: "members_saw_at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The choice for one assessment in one partnership. `saw`: who has ever seen the result by name.

    `revision` counts choices, from 1. `changed_by` is the account, where there was one.
    """

    assessment: str
    partnership: str
    choice: Choice
    saw: frozenset[Audience]
    changed_at: datetime
    changed_by: str | None
    revision: int


def sharings_of(session: Session, assessment: str) -> dict[str, Sharing]:
    """What is chosen for it, by partnership; left ones too."""
    rows = session.execute(select(_TABLE).where(_TABLE.c.assessment == assessment))
    return {row.partnership: _sharing(row) for row in rows}


def sharings_among(session: Session, assessments: Collection[str]) -> dict[tuple[str, str], Sharing]:
    """What is chosen for these, by assessment and partnership; left ones too."""
    rows = session.execute(select(_TABLE).where(_TABLE.c.assessment.in_(assessments)))
    return {(row.assessment, row.partnership): _sharing(row) for row in rows}


def _sharing(row: Any) -> Sharing:
    return Sharing(
        assessment=row.assessment,
        partnership=row.partnership,
        choice=Choice(row.choice),
        saw=saw_in(row),
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        revision=row.revision,
    )


def saw_in(row: Any) -> frozenset[Audience]:
    """Who has ever seen the result by name, in a row that has the columns of the table."""
    return frozenset(audience for audience, column in _SAW.items() if getattr(row, column) is not None)


def set_choice(
    session: Session, assessment: str, partnership: str, choice: Choice, now: datetime, *, by: str | None
) -> None:
    """Write the choice; the revision counts on."""
    values = {"choice": choice.value, "changed_at": now, "changed_by": by}
    this = (_TABLE.c.assessment == assessment) & (_TABLE.c.partnership == partnership)
    if session.execute(select(_TABLE.c.revision).where(this)).one_or_none():
        session.execute(update(_TABLE).where(this).values(**values, revision=_TABLE.c.revision + 1))
        return
    first = {"assessment": assessment, "partnership": partnership, "revision": 1}
    session.execute(insert(_TABLE), {**first, **values, "steering_saw_at": None, "members_saw_at": None})


def set_seen(session: Session, partnership: str, assessment: str, saw: Iterable[Audience], now: datetime) -> None:
    """Note that these see the result by name from now on."""
    this = (_TABLE.c.assessment == assessment) & (_TABLE.c.partnership == partnership)
    for audience in saw:
        column = _TABLE.c[_SAW[audience]]
        session.execute(update(_TABLE).where(this, column.is_(None)).values({column: now}))


def copy_choices(session: Session, source: str, target: str, now: datetime, *, by: str | None) -> None:
    """Share the target with whom the source is shared; nobody has seen it yet."""
    for partnership, one in sharings_of(session, source).items():
        set_choice(session, target, partnership, one.choice, now, by=by)


def years_shared(session: Session, partnership: str, organisation: str | None = None) -> frozenset[tuple[str, int]]:
    """Questionnaire and year of every locked result with a choice there, of one organisation or of all."""
    of = [_ASSESSMENT.c.organisation_id == organisation] if organisation else []
    query = (
        select(_ASSESSMENT.c.questionnaire, _ASSESSMENT.c.assessed_on)
        .join(_TABLE, _TABLE.c.assessment == _ASSESSMENT.c.id)
        .where(_TABLE.c.partnership == partnership, _ASSESSMENT.c.locked_at.is_not(None), *of)
        .distinct()
    )
    return frozenset((row.questionnaire, row.assessed_on.year) for row in session.execute(query))


def delete_sharing(session: Session, partnership: str) -> None:
    """Forget what was chosen in a partnership that is about to be deleted."""
    session.execute(delete(_TABLE).where(_TABLE.c.partnership == partnership))
