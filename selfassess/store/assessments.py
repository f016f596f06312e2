"""Assessments in and out of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, exists, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.memberships import organisations_where
from selfassess.store.model import Assessment, AssessmentStatus, Details
from selfassess.store.people import Organisation, Role
from selfassess.store.rows import AssessmentRow, OrganisationRow
from selfassess.store.texts import PinnedText

_TABLE = table_of(AssessmentRow)
_ORGANISATION = table_of(OrganisationRow)

# Every page asks these. Built once, and of the table, not of its class: building a statement, and an object that nobody
# is to change, costs more than the question itself.
_THIS = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_THIS_TO_CHANGE = _THIS.with_for_update()
_TOUCH = update(_TABLE).where(_TABLE.c.id == bindparam("this")).values(updated_at=bindparam("now"))
_EVERY = select(_TABLE).order_by(_TABLE.c.assessed_on.desc(), _TABLE.c.created_at.desc(), _TABLE.c.id)
_BEFORE = (
    select(_TABLE)
    .where(
        _TABLE.c.questionnaire == bindparam("questionnaire"),
        _TABLE.c.organisation_id == bindparam("organisation_id"),
        _TABLE.c.assessed_on < bindparam("assessed_on"),
    )
    .order_by(_TABLE.c.assessed_on.desc(), _TABLE.c.created_at.desc(), _TABLE.c.id)
)


def _assessment(row: Any) -> Assessment:
    profile: Mapping[str, str] = MappingProxyType(row.profile)
    return Assessment(
        id=row.id,
        organisation_id=row.organisation_id,
        details=Details(organisation=row.organisation, period=row.period, assessed_on=row.assessed_on, profile=profile),
        questionnaire=row.questionnaire,
        version=row.version,
        sha256=row.sha256,
        status=AssessmentStatus(row.status),
        finished_at=row.finished_at,
        example=row.example,
        created_at=row.created_at,
        updated_at=row.updated_at,
        revision=row.revision,
    )


def _details(details: Details) -> dict[str, Any]:
    return {
        "organisation": details.organisation,
        "period": details.period,
        "assessed_on": details.assessed_on,
        "profile": dict(details.profile),
    }


def add_assessment(
    session: Session, id: str, token: str, text: PinnedText, owner: Organisation, details: Details, now: datetime
) -> bool:
    """Add a draft that pins `text`; False, and nothing added, where one with this token is there already.

    It is the owner's, and made up where the owner is.
    """
    statement = insert_into(AssessmentRow, dialect_of(session)).on_conflict_do_nothing(index_elements=["token"])
    row = {
        "id": id,
        "token": token,
        "organisation_id": owner.id,
        **_details(details),
        "questionnaire": text.questionnaire,
        "version": text.version,
        "sha256": text.sha256,
        "status": AssessmentStatus.DRAFT.value,
        "finished_at": None,
        "example": owner.example,
        "created_at": now,
        "updated_at": now,
        "revision": 1,
    }
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    return _rows_touched(session.execute(statement, row, execution_options={"preserve_rowcount": True})) == 1


def assessment_of_token(session: Session, token: str) -> Assessment | None:
    """The assessment that was started with this token."""
    row = session.execute(select(_TABLE).where(_TABLE.c.token == token)).one_or_none()
    return _assessment(row) if row else None


def find_assessment(session: Session, id: str, *, to_change: bool = False) -> Assessment | None:
    """The assessment with this id; `to_change` makes every other change of it wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    # SQLite knows no FOR UPDATE and needs none: there the transaction itself began as the only writer.
    row = session.execute(_THIS_TO_CHANGE if to_change else _THIS, {"id": id}).one_or_none()
    return _assessment(row) if row else None


def every_assessment(session: Session) -> tuple[Assessment, ...]:
    """All of them, by organisation, then the latest day first."""
    return _by_organisation(session.execute(_EVERY))


def assessments_of(session: Session, account: str, roles: Iterable[Role]) -> tuple[Assessment, ...]:
    """Those of the organisations in which an active account has one of these roles now, in the same order."""
    held = organisations_where(account, roles)
    within = select(_ORGANISATION.c.id).where(_ORGANISATION.c.id.in_(held) | _ORGANISATION.c.parent.in_(held))
    return _by_organisation(session.execute(_EVERY.where(_TABLE.c.organisation_id.in_(within))))


def _by_organisation(rows: Iterable[Any]) -> tuple[Assessment, ...]:
    # By name here: how PostgreSQL sorts names depends on where its database was made. By id too: names may be alike.
    return tuple(sorted(map(_assessment, rows), key=lambda one: (one.details.organisation, one.organisation_id)))


def assessments_before(session: Session, this: Assessment) -> tuple[Assessment, ...]:
    """Those of the same organisation and questionnaire on an earlier day, the latest first."""
    known = {
        "questionnaire": this.questionnaire,
        "organisation_id": this.organisation_id,
        "assessed_on": this.details.assessed_on,
    }
    return tuple(map(_assessment, session.execute(_BEFORE, known)))


def set_owner(session: Session, id: str, organisation: str) -> None:
    """Give it to the organisation with this id."""
    _set(session, id, {"organisation_id": organisation})


def set_details(session: Session, id: str, details: Details, now: datetime) -> None:
    """Write the details; the revision counts on."""
    _set(
        session,
        id,
        {**_details(details), "revision": _TABLE.c.revision + 1, "updated_at": now},
    )


def set_status(session: Session, id: str, status: AssessmentStatus, now: datetime) -> None:
    """Finish (at `now`) or make a draft again; the revision counts on."""
    finished_at = now if status is AssessmentStatus.FINISHED else None
    changes = {"status": status.value, "finished_at": finished_at, "updated_at": now}
    _set(session, id, {**changes, "revision": _TABLE.c.revision + 1})


def set_updated(session: Session, id: str, now: datetime) -> None:
    """Note that answers changed; the revision is of details and status and stays."""
    session.execute(_TOUCH, {"this": id, "now": now})


def _set(session: Session, id: str, values: Mapping[str, Any]) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(values))


def delete_assessment(session: Session, id: str) -> bool:
    """Delete it with its answers and their history; False where there is none."""
    return _rows_touched(session.execute(delete(AssessmentRow).where(AssessmentRow.id == id))) == 1


def delete_examples(session: Session) -> int:
    """Delete every made-up assessment; gives how many there were."""
    return _rows_touched(session.execute(delete(AssessmentRow).where(AssessmentRow.example.is_(True))))


def any_example(session: Session) -> bool:
    """Whether any assessment is made up."""
    return bool(session.scalar(select(exists().where(AssessmentRow.example.is_(True)))))


def _rows_touched(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
