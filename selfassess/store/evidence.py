"""An organisation's records of evidence and what they are used for, in and out of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from selfassess.answers.model import Answer, Evidence
from selfassess.store.coding import evidence_from_json, evidence_to_json
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import AssessmentRow, EvidenceRow, EvidenceUseRow

_TABLE, _USE = table_of(EvidenceRow), table_of(EvidenceUseRow)
_THIS = select(_TABLE).where(_TABLE.c.id == bindparam("id"), _TABLE.c.organisation == bindparam("organisation"))
_THIS_TO_CHANGE = _THIS.with_for_update()
_OF = select(_TABLE).where(_TABLE.c.organisation == bindparam("organisation")).order_by(_TABLE.c.added_at, _TABLE.c.id)
_USES = _USE.c.used_at, _USE.c.assessment, _USE.c.question, _USE.c.evidence
_USES_OF = select(_USE).where(_USE.c.evidence == bindparam("evidence")).order_by(*_USES)
_USES_IN = select(_USE).where(_USE.c.assessment == bindparam("assessment")).order_by(*_USES)
_USES_OF_ALL = (
    select(_USE)
    .join(_TABLE, _TABLE.c.id == _USE.c.evidence)
    .where(_TABLE.c.organisation == bindparam("organisation"))
    .order_by(*_USES)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSaid:
    """What people say about a piece; `dated` is when it was made or last confirmed to be true.

    `shows` is "effect" where it shows what changed for people. `reference`: how to find it where there is no `link`.
    """

    title: str
    kind: str
    dated: date | None = None
    reach: str | None = None
    shows: Literal["effect"] | None = None
    link: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """A piece an organisation keeps. `revision` counts changes, from 1; a retired one is offered no more."""

    id: str
    organisation: str
    said: EvidenceSaid
    added_at: datetime
    added_by: str | None
    retired_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUse:
    """That an answer holds a copy of the piece as it was then; once it is changed there it is a piece of its own."""

    evidence: str
    assessment: str
    question: str
    copy: Evidence
    used_at: datetime


def _record(row: Any) -> EvidenceRecord:
    said = EvidenceSaid(
        title=row.title,
        kind=row.kind,
        dated=row.dated,
        reach=row.reach,
        shows=row.shows,
        link=row.link,
        reference=row.reference,
    )
    return EvidenceRecord(
        id=row.id,
        organisation=row.organisation,
        said=said,
        added_at=row.added_at,
        added_by=row.added_by,
        retired_at=row.retired_at,
        revision=row.revision,
    )


def _columns(said: EvidenceSaid) -> dict[str, Any]:
    return {
        "title": said.title,
        "kind": said.kind,
        "dated": said.dated,
        "reach": said.reach,
        "shows": said.shows,
        "link": said.link,
        "reference": said.reference,
    }


def add_evidence(
    session: Session, id: str, organisation: str, said: EvidenceSaid, now: datetime, *, by: str | None
) -> None:
    """Keep a new piece."""
    row = {"id": id, "organisation": organisation, "added_at": now, "added_by": by, "revision": 1}
    session.execute(insert(_TABLE), {**row, **_columns(said)})


def find_evidence(session: Session, organisation: str, id: str, *, to_change: bool = False) -> EvidenceRecord | None:
    """The piece with this id, if it is this organisation's; `to_change` makes others wait for this transaction."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    this = {"id": id, "organisation": organisation}
    row = session.execute(_THIS_TO_CHANGE if to_change else _THIS, this).one_or_none()
    return _record(row) if row else None


def evidence_of(session: Session, organisation: str) -> tuple[EvidenceRecord, ...]:
    """All of an organisation, retired ones too, in the order in which they were added."""
    return tuple(map(_record, session.execute(_OF, {"organisation": organisation})))


def set_evidence(session: Session, id: str, said: EvidenceSaid) -> None:
    """Write what is said about it now; the revision counts on, and answers that used it stay as they are."""
    _set(session, id, _columns(said))


def set_retired(session: Session, id: str, at: datetime | None) -> None:
    """That it is no longer true, or with None that it is again; the revision counts on."""
    _set(session, id, {"retired_at": at})


def _set(session: Session, id: str, values: dict[str, Any]) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values, revision=_TABLE.c.revision + 1))


def add_use(session: Session, use: EvidenceUse) -> None:
    """Note a use; one that is noted already stays as it is."""
    row = {
        "evidence": use.evidence,
        "assessment": use.assessment,
        "question": use.question,
        "copy": evidence_to_json((use.copy,))[0],
        "used_at": use.used_at,
    }
    session.execute(insert_into(EvidenceUseRow, dialect_of(session)).on_conflict_do_nothing(), row)


def end_uses(session: Session, assessment: str, answers: Mapping[str, Answer]) -> None:
    """Forget the uses for these questions of which the answers that are kept now hold no copy any more."""
    for use in uses_in(session, assessment):
        if use.question in answers and use.copy not in answers[use.question].evidence:
            same = (_USE.c.evidence == use.evidence, _USE.c.assessment == assessment, _USE.c.question == use.question)
            session.execute(delete(_USE).where(*same))


def uses_of(session: Session, evidence: str) -> tuple[EvidenceUse, ...]:
    """Where a piece is used, in all assessments, the first use first."""
    return tuple(map(_use, session.execute(_USES_OF, {"evidence": evidence})))


def uses_in(session: Session, assessment: str) -> tuple[EvidenceUse, ...]:
    """Which pieces an assessment uses, the first use first."""
    return tuple(map(_use, session.execute(_USES_IN, {"assessment": assessment})))


def uses_of_all(session: Session, organisation: str) -> tuple[EvidenceUse, ...]:
    """Where any piece of an organisation is used, the first use first."""
    return tuple(map(_use, session.execute(_USES_OF_ALL, {"organisation": organisation})))


def give_evidence(session: Session, giver: str, taker: str) -> None:
    """All that one organisation keeps becomes another's, unless the giver has assessments to go on using it."""
    has_none = ~exists().where(AssessmentRow.organisation_id == giver)
    session.execute(update(_TABLE).where(_TABLE.c.organisation == giver, has_none).values(organisation=taker))


def _use(row: Any) -> EvidenceUse:
    (copy,) = evidence_from_json([row.copy])
    return EvidenceUse(
        evidence=row.evidence, assessment=row.assessment, question=row.question, copy=copy, used_at=row.used_at
    )
