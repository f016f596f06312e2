"""Organisations in and out of their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, table_of
from selfassess.store.people import Organisation, OrganisationKind
from selfassess.store.postgresql import claim_name
from selfassess.store.rows import (
    AssessmentRow,
    InvitationRow,
    JobRow,
    MembershipRow,
    OrganisationRow,
    PartnershipMemberRow,
)

_TABLE = table_of(OrganisationRow)
_THIS = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_NAMED = (
    select(_TABLE)
    .where(_TABLE.c.name == bindparam("name"), _TABLE.c.example == bindparam("example"))
    .order_by(_TABLE.c.created_at, _TABLE.c.id)
    .limit(1)
)
_ALL_THAT_NAME_ONE = (
    AssessmentRow.organisation_id,
    MembershipRow.organisation,
    InvitationRow.organisation,
    PartnershipMemberRow.organisation,
    JobRow.organisation,
)


def _organisation(row: Any) -> Organisation:
    return Organisation(
        id=row.id,
        name=row.name,
        kind=OrganisationKind(row.kind),
        parent=row.parent,
        example=row.example,
        created_at=row.created_at,
        closed_at=row.closed_at,
        revision=row.revision,
    )


def add_organisation(
    session: Session,
    id: str,
    name: str,
    kind: OrganisationKind,
    now: datetime,
    *,
    parent: str | None = None,
    example: bool = False,
) -> Organisation:
    """Add one; `parent` is the organisation it is a service of."""
    row = {"id": id, "name": name, "kind": kind.value, "parent": parent, "example": example}
    session.execute(insert(_TABLE), {**row, "created_at": now, "closed_at": None, "revision": 1})
    return _organisation(session.execute(_THIS, {"id": id}).one())


def find_organisation(session: Session, id: str) -> Organisation | None:
    """The organisation with this id."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    row = session.execute(_THIS, {"id": id}).one_or_none()
    return _organisation(row) if row else None


def find_organisation_named(session: Session, name: str, *, example: bool = False) -> Organisation | None:
    """The first one of exactly this name; whoever else asks waits, so that nobody adds it at the same time."""
    if dialect_of(session) == "postgresql":
        claim_name(session, name)  # on SQLite the transaction itself began as the only writer
    row = session.execute(_NAMED, {"name": name, "example": example}).one_or_none()
    return _organisation(row) if row else None


def delete_unused_organisation(session: Session, id: str) -> None:
    """Delete it, unless anything at all names it."""
    named = [exists().where(column == id) for column in (*_ALL_THAT_NAME_ONE, OrganisationRow.parent)]
    session.execute(delete(_TABLE).where(_TABLE.c.id == id, *(~one for one in named)))


def delete_example_organisations(session: Session) -> None:
    """Delete the made-up ones with the roles, invitations and jobs in them; their assessments must be gone."""
    made_up = select(_TABLE.c.id).where(_TABLE.c.example)
    for column in _ALL_THAT_NAME_ONE[1:]:
        session.execute(
            delete(column.class_).where(column.in_(made_up)), execution_options={"synchronize_session": False}
        )
    session.execute(delete(_TABLE).where(_TABLE.c.example, _TABLE.c.parent.is_not(None)))
    session.execute(delete(_TABLE).where(_TABLE.c.example))
