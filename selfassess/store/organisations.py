"""Organisations in and out of their rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, table_of
from selfassess.store.memberships import organisations_where
from selfassess.store.people import ORGANISATION_ROLES, Organisation, OrganisationKind, Role
from selfassess.store.plans import delete_plans
from selfassess.store.postgresql import claim_name
from selfassess.store.rows import (
    AssessmentRow,
    BrandingRow,
    CalendarFeedRow,
    EvidenceRow,
    InvitationRow,
    JobRow,
    MembershipRow,
    OrganisationRow,
    PartnershipMemberRow,
    PlanRow,
    SignatureRow,
    TargetRow,
)

_TABLE = table_of(OrganisationRow)
_THIS = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_THIS_TO_CHANGE = _THIS.with_for_update()
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
    EvidenceRow.organisation,
    SignatureRow.organisation,
    PlanRow.organisation,
    TargetRow.organisation,
    CalendarFeedRow.organisation,
    JobRow.organisation,
    BrandingRow.organisation,
    OrganisationRow.parent,
)
_ALL_THAT_GO_WITH_ONE = (
    MembershipRow,
    InvitationRow,
    PartnershipMemberRow,
    EvidenceRow,
    SignatureRow,
    TargetRow,
    CalendarFeedRow,
    JobRow,
    BrandingRow,
)
_RECORDS_OF_ONE = (
    AssessmentRow.organisation_id,
    EvidenceRow.organisation,
    SignatureRow.organisation,
    PlanRow.organisation,
)


def organisation_from(row: Any) -> Organisation:
    """The organisation in a row that has the columns of its table."""
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


def by_name(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """In the order of lists; here, because how PostgreSQL sorts names depends on where its database was made."""
    return tuple(sorted(organisations, key=lambda one: (one.name.casefold(), one.name, one.id)))


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
    return organisation_from(session.execute(_THIS, {"id": id}).one())


def find_organisation(session: Session, id: str, *, to_change: bool = False) -> Organisation | None:
    """The organisation with this id; `to_change` makes every other change of it wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    row = session.execute(_THIS_TO_CHANGE if to_change else _THIS, {"id": id}).one_or_none()
    return organisation_from(row) if row else None


def find_organisation_named(session: Session, name: str, *, example: bool = False) -> Organisation | None:
    """The first one of exactly this name; whoever else asks waits, so that nobody adds it at the same time."""
    if dialect_of(session) == "postgresql":
        claim_name(session, name)  # on SQLite the transaction itself began as the only writer
    row = session.execute(_NAMED, {"name": name, "example": example}).one_or_none()
    return organisation_from(row) if row else None


def open_organisations_of(session: Session, account: str, roles: Iterable[Role]) -> tuple[Organisation, ...]:
    """Those not closed where an active account has one of these roles now, and their services; by name."""
    held = organisations_where(account, roles)
    open_ones = select(_TABLE).where(_TABLE.c.id.in_(held) | _TABLE.c.parent.in_(held), _TABLE.c.closed_at.is_(None))
    return by_name(map(organisation_from, session.execute(open_ones)))


def organisations_of(session: Session, account: str) -> tuple[Organisation, ...]:
    """All where an account holds any role of its own now, closed ones too; by name."""
    held = organisations_where(account, ORGANISATION_ROLES)
    return by_name(map(organisation_from, session.execute(select(_TABLE).where(_TABLE.c.id.in_(held)))))


def every_organisation(session: Session) -> tuple[Organisation, ...]:
    """All of them, services too, by name."""
    return by_name(map(organisation_from, session.execute(select(_TABLE))))


def services_of(session: Session, organisations: Iterable[str]) -> tuple[Organisation, ...]:
    """The services inside any of these organisations, by name."""
    inside = select(_TABLE).where(_TABLE.c.parent.in_(list(organisations)))
    return by_name(map(organisation_from, session.execute(inside)))


def set_organisation(session: Session, id: str, name: str, kind: OrganisationKind) -> None:
    """Write name and kind; the revision counts on."""
    _set(session, id, name=name, kind=kind.value)


def set_organisation_closed(session: Session, id: str, closed_at: datetime | None) -> None:
    """Close it, or with None open it again; the revision counts on."""
    _set(session, id, closed_at=closed_at)


def _set(session: Session, id: str, **values: Any) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values, revision=_TABLE.c.revision + 1))


def has_records(session: Session, id: str) -> bool:
    """Whether any assessment, evidence, signature or plan is of this organisation itself."""
    return bool(session.scalar(select(or_(*(exists().where(column == id) for column in _RECORDS_OF_ONE)))))


def delete_unused_organisation(session: Session, id: str) -> bool:
    """Delete it, unless anything at all names it; tells which."""
    named = [exists().where(column == id) for column in _ALL_THAT_NAME_ONE]
    deleted = session.execute(delete(_TABLE).where(_TABLE.c.id == id, *(~one for one in named)))
    return cast("CursorResult[Any]", deleted).rowcount == 1


def delete_empty_organisation(session: Session, id: str) -> bool:
    """Delete it with the roles, invitations and jobs in it; False where it has records of any kind or services."""
    if has_records(session, id) or services_of(session, [id]):
        return False
    for row in _ALL_THAT_GO_WITH_ONE:
        table = table_of(row)
        session.execute(delete(table).where(table.c.organisation == id))
    session.execute(delete(_TABLE).where(_TABLE.c.id == id))
    return True


def delete_example_organisations(session: Session) -> None:
    """Delete the made-up ones with all that goes with them; their assessments must be gone."""
    made_up = select(_TABLE.c.id).where(_TABLE.c.example)
    delete_plans(session, made_up)
    for row in _ALL_THAT_GO_WITH_ONE:
        table = table_of(row)
        session.execute(delete(table).where(table.c.organisation.in_(made_up)))
    session.execute(delete(_TABLE).where(_TABLE.c.example, _TABLE.c.parent.is_not(None)))
    session.execute(delete(_TABLE).where(_TABLE.c.example))
