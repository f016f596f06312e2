"""Targets of sections in and out of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import TargetRow

_TABLE = table_of(TargetRow)
_OF = (
    select(_TABLE)
    .where(_TABLE.c.organisation == bindparam("organisation"), _TABLE.c.questionnaire == bindparam("questionnaire"))
    .order_by(_TABLE.c.section)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Where a section is meant to be: a whole score of 0–100, by a day."""

    score: int
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTarget:
    """What was said last of one section; `aim` is None where its target was taken away. `revision` counts from 1."""

    section: str
    aim: Aim | None
    revision: int


def targets_of(session: Session, organisation: str, questionnaire: str) -> dict[str, KeptTarget]:
    """All that was ever said, by the id of the section."""
    if "\0" in questionnaire:
        return {}  # PostgreSQL would refuse the question
    asked = {"organisation": organisation, "questionnaire": questionnaire}
    return {
        row.section: KeptTarget(
            section=row.section,
            aim=None if row.score is None else Aim(score=row.score, by=row.by),
            revision=row.revision,
        )
        for row in session.execute(_OF, asked)
    }


def keep_target(
    session: Session,
    organisation: str,
    questionnaire: str,
    section: str,
    aim: Aim | None,
    now: datetime,
    *,
    by: str | None,
) -> None:
    """Write what a section is to reach, None to take its target away; the revision counts on.

    Whoever compared revisions before holds the organisation, so that nobody else writes in between.
    """
    said = {"score": aim.score if aim else None, "by": aim.by if aim else None, "set_at": now, "set_by": by}
    key = {"organisation": organisation, "questionnaire": questionnaire, "section": section}
    added = insert_into(TargetRow, dialect_of(session)).values(**key, **said, revision=1)
    changed = said | {"revision": _TABLE.c.revision + 1}
    session.execute(added.on_conflict_do_update(index_elements=list(key), set_=changed))
