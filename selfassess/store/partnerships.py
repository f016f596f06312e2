"""Partnerships in and out of their rows, and which organisations belong to them, now and before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from selfassess.store.batches import delete_batches
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.organisations import by_name, organisation_from
from selfassess.store.partnership_figures import delete_cells
from selfassess.store.people import Organisation, OrganisationKind, Partnership
from selfassess.store.postgresql import claim_name
from selfassess.store.rows import (
    BrandingRow,
    InvitationRow,
    JobRow,
    MembershipRow,
    OrganisationRow,
    PackRunRow,
    PartnershipMemberRow,
    PartnershipRow,
)
from selfassess.store.sharing import delete_sharing

_TABLE = table_of(PartnershipRow)
_MEMBER = table_of(PartnershipMemberRow)
_ORGANISATION = table_of(OrganisationRow)
_ROLE = table_of(MembershipRow)
_THIS = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_THIS_TO_CHANGE = _THIS.with_for_update()
_BELONGS = _MEMBER.c.left_at.is_(None)
_KINDS_IN = (
    select(_ORGANISATION.c.kind, func.count())
    .select_from(_MEMBER.join(_ORGANISATION, _ORGANISATION.c.id == _MEMBER.c.organisation))
    .where(_MEMBER.c.partnership == bindparam("partnership"), _BELONGS)
    .group_by(_ORGANISATION.c.kind)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonged:
    """That an organisation belonged to a partnership from one moment to another; `left_at` none while it does."""

    organisation: Organisation
    joined_at: datetime
    left_at: datetime | None


def _partnership(row: Any) -> Partnership:
    return Partnership(
        id=row.id,
        name=row.name,
        created_at=row.created_at,
        closed_at=row.closed_at,
        revision=row.revision,
        signatories_public=row.signatories_public,
    )


def _partnerships(rows: Any) -> tuple[Partnership, ...]:
    # By name here: how PostgreSQL sorts names depends on where its database was made.
    return tuple(sorted(map(_partnership, rows), key=lambda one: (one.name.casefold(), one.id)))


def add_partnership(session: Session, id: str, name: str, now: datetime) -> Partnership:
    """Add one, without organisations."""
    session.execute(insert(_TABLE), {"id": id, "name": name, "created_at": now, "closed_at": None, "revision": 1})
    return _partnership(session.execute(_THIS, {"id": id}).one())


def find_partnership(session: Session, id: str, *, to_change: bool = False) -> Partnership | None:
    """The partnership with this id; `to_change` makes every other change of it wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    row = session.execute(_THIS_TO_CHANGE if to_change else _THIS, {"id": id}).one_or_none()
    return _partnership(row) if row else None


def hold_partnerships(session: Session) -> None:
    """Make everybody else who calls this wait until this transaction ends; on SQLite every writer waits anyway."""
    if dialect_of(session) == "postgresql":
        claim_name(session, "the partnerships")


def every_partnership(session: Session) -> tuple[Partnership, ...]:
    """All of them, by name."""
    return _partnerships(session.execute(select(_TABLE)))


def partnerships_where(session: Session, account: str) -> tuple[Partnership, ...]:
    """Those where an account holds a role now, by name."""
    held = select(_ROLE.c.partnership).where(_ROLE.c.account == account, _ROLE.c.ended_at.is_(None))
    return _partnerships(session.execute(select(_TABLE).where(_TABLE.c.id.in_(held))))


def partnerships_of(session: Session, organisation: str) -> tuple[Partnership, ...]:
    """Those that the organisation belongs to now, by name."""
    belongs = select(_MEMBER.c.partnership).where(_MEMBER.c.organisation == organisation, _BELONGS)
    return _partnerships(session.execute(select(_TABLE).where(_TABLE.c.id.in_(belongs))))


def organisations_in(session: Session, partnership: str) -> tuple[Organisation, ...]:
    """Those that belong to it now, by name."""
    belongs = select(_MEMBER.c.organisation).where(_MEMBER.c.partnership == partnership, _BELONGS)
    rows = session.execute(select(_ORGANISATION).where(_ORGANISATION.c.id.in_(belongs)))
    return by_name(map(organisation_from, rows))


def kinds_in(session: Session, partnership: str) -> dict[OrganisationKind, int]:
    """How many organisations of each kind belong to it now, in the order of the kinds."""
    rows = session.execute(_KINDS_IN, {"partnership": partnership})
    found = {OrganisationKind(kind): count for kind, count in rows}
    return {kind: found[kind] for kind in OrganisationKind if kind in found}


def any_in(session: Session, partnership: str, organisations: Collection[str]) -> bool:
    """Whether any of these organisations belongs to it now."""
    these = _MEMBER.c.organisation.in_(organisations)
    return bool(session.scalar(select(exists().where(_MEMBER.c.partnership == partnership, _BELONGS, these))))


def set_partnership_name(session: Session, id: str, name: str) -> None:
    """Rename it; the revision counts on."""
    _set(session, id, name=name)


def set_partnership_closed(session: Session, id: str, closed_at: datetime | None) -> None:
    """Close it, or with None open it again; the revision counts on."""
    _set(session, id, closed_at=closed_at)


def set_signatories_public(session: Session, id: str, public: bool) -> None:
    """Say whether anybody may see who has signed; the revision counts on."""
    _set(session, id, signatories_public=public)


def _set(session: Session, id: str, **values: Any) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values, revision=_TABLE.c.revision + 1))


def join_partnership(session: Session, partnership: str, organisation: str, now: datetime) -> bool:
    """Let the organisation belong to it from now on; False where it does already."""
    # It may have left and come back within the same moment, which the key would not take.
    row = {"partnership": partnership, "organisation": organisation, "joined_at": now, "left_at": None}
    added = session.execute(
        insert_into(PartnershipMemberRow, dialect_of(session)).on_conflict_do_nothing(),
        row,
        execution_options={"preserve_rowcount": True},
    )
    return cast("CursorResult[Any]", added).rowcount == 1


def leave_partnership(session: Session, partnership: str, organisation: str, now: datetime) -> bool:
    """End that the organisation belongs to it, and keep that it did; False where it does not."""
    this = (_MEMBER.c.partnership == partnership, _MEMBER.c.organisation == organisation, _BELONGS)
    ended = session.execute(update(_MEMBER).where(*this).values(left_at=now))
    return cast("CursorResult[Any]", ended).rowcount == 1


def belonged_to(session: Session, partnership: str) -> tuple[Belonged, ...]:
    """All that ever belonged to it, each time that it did, in the order they joined."""
    named = _MEMBER.join(_ORGANISATION, _ORGANISATION.c.id == _MEMBER.c.organisation)
    query = select(_ORGANISATION, _MEMBER.c.joined_at, _MEMBER.c.left_at).select_from(named)
    rows = session.execute(
        query.where(_MEMBER.c.partnership == partnership).order_by(_MEMBER.c.joined_at, "name", "id")
    )
    return tuple(
        Belonged(organisation=organisation_from(row), joined_at=row.joined_at, left_at=row.left_at) for row in rows
    )


def delete_empty_partnership(session: Session, id: str) -> bool:
    """Delete it with the roles, invitations, jobs and packs in it; False where organisations belong to it."""
    if organisations_in(session, id):
        return False
    delete_cells(session, id)
    delete_batches(session, id)
    delete_sharing(session, id)
    for row in (MembershipRow, InvitationRow, PartnershipMemberRow, JobRow, BrandingRow, PackRunRow):
        table = table_of(row)
        session.execute(delete(table).where(table.c.partnership == id))
    session.execute(delete(_TABLE).where(_TABLE.c.id == id))
    return True


def delete_example_partnerships(session: Session) -> None:
    """Delete those of made-up organisations, with all that is shown there; no other organisation is ever in one."""
    made_up = select(_ORGANISATION.c.id).where(_ORGANISATION.c.example)
    theirs = session.scalars(select(_MEMBER.c.partnership).where(_MEMBER.c.organisation.in_(made_up)).distinct()).all()
    session.execute(delete(_MEMBER).where(_MEMBER.c.organisation.in_(made_up)))
    for id in theirs:
        delete_empty_partnership(session, id)
