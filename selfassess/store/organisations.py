"""Organisations in and out of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, table_of
from selfassess.store.memberships import organisations_where
from selfassess.store.people import Organisation, OrganisationKind, Role
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
    OrganisationRow.parent,
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


def open_organisations_of(session: Session, account: str, roles: Iterable[Role]) -> tuple[Organisation, ...]:
    """Those not closed where an active account has one of these roles now, and their services; by name."""
    held = organisations_where(account, roles)
    open_ones = select(_TABLE).where(_TABLE.c.id.in_(held) | _TABLE.c.parent.in_(held), _TABLE.c.closed_at.is_(None))
    found = map(_organisation, session.execute(open_ones))
    # By name here: how PostgreSQL sorts names depends on where its database was made.
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def delete_unused_organisation(session: Session, id: str) -> None:
    """Delete it, unless anything at all names it."""
    named = [exists().where(column == id) for column in _ALL_THAT_NAME_ONE]
    session.execute(delete(_TABLE).where(_TABLE.c.id == id, *(~one for one in named)))


def delete_example_organisations(session: Session) -> None:
    """Delete the made-up ones with the roles, invitations and jobs in them; their assessments must be gone."""
    made_up = select(_TABLE.c.id).where(_TABLE.c.example)
    for row in (MembershipRow, InvitationRow, PartnershipMemberRow, JobRow):
        table = table_of(row)
        session.execute(delete(table).where(table.c.organisation.in_(made_up)))
    session.execute(delete(_TABLE).where(_TABLE.c.example, _TABLE.c.parent.is_not(None)))
    session.execute(delete(_TABLE).where(_TABLE.c.example))
