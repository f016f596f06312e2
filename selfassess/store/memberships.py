"""Roles in and out of their rows: who holds which one where, now and before."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, bindparam, exists, insert, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.people import Role
from selfassess.store.rows import AccountRow, MembershipRow, OrganisationRow, PartnershipMemberRow

_MEMBERSHIP = table_of(MembershipRow)
_ORGANISATION = table_of(OrganisationRow)
_ACCOUNT = table_of(AccountRow)
_BELONGING = table_of(PartnershipMemberRow)

# Every request of somebody who is signed in asks these; built once, because building costs more than asking.
_PARENT = select(_ORGANISATION.c.parent).where(_ORGANISATION.c.id == bindparam("organisation")).scalar_subquery()
_HELD_BY = (
    select(_MEMBERSHIP.c.role)
    .join(_ACCOUNT, _ACCOUNT.c.id == _MEMBERSHIP.c.account)
    .where(_MEMBERSHIP.c.account == bindparam("account"), _MEMBERSHIP.c.ended_at.is_(None), _ACCOUNT.c.active)
)
_IN_ORGANISATION = _HELD_BY.where(_MEMBERSHIP.c.organisation.in_((bindparam("organisation"), _PARENT)))
_IN_PARTNERSHIP = _HELD_BY.where(_MEMBERSHIP.c.partnership == bindparam("partnership"))
_PARTNERSHIPS_OF_IT = select(_BELONGING.c.partnership).where(
    _BELONGING.c.organisation == bindparam("organisation"), _BELONGING.c.left_at.is_(None)
)
_OVER_ORGANISATION = _HELD_BY.where(_MEMBERSHIP.c.partnership.in_(_PARTNERSHIPS_OF_IT))
_ANY_ACCOUNT = select(exists().where(_ACCOUNT.c.id.is_not(None)))
_IS_ADMINISTRATOR = select(_ACCOUNT.c.administrator).where(_ACCOUNT.c.id == bindparam("account"), _ACCOUNT.c.active)


def roles_in_organisation(session: Session, account: str, organisation: str) -> frozenset[Role]:
    """The roles an active account holds there now; one held in the parent counts in its services."""
    held = session.scalars(_IN_ORGANISATION, {"account": account, "organisation": organisation})
    return frozenset(map(Role, held))


def roles_in_partnership(session: Session, account: str, partnership: str) -> frozenset[Role]:
    """The roles an active account holds there now."""
    return frozenset(map(Role, session.scalars(_IN_PARTNERSHIP, {"account": account, "partnership": partnership})))


def roles_over_organisation(session: Session, account: str, organisation: str) -> frozenset[Role]:
    """The roles an active account holds now in the partnerships that the organisation itself belongs to now."""
    held = session.scalars(_OVER_ORGANISATION, {"account": account, "organisation": organisation})
    return frozenset(map(Role, held))


def organisations_where(account: str, roles: Iterable[Role]) -> Select[tuple[str]]:
    """To be asked within another question: the organisations where an active account holds one of these roles now."""
    return (
        select(_MEMBERSHIP.c.organisation)
        .join(_ACCOUNT, _ACCOUNT.c.id == _MEMBERSHIP.c.account)
        .where(
            _MEMBERSHIP.c.account == account,
            _MEMBERSHIP.c.organisation.is_not(None),
            _MEMBERSHIP.c.ended_at.is_(None),
            _MEMBERSHIP.c.role.in_([role.value for role in roles]),
            _ACCOUNT.c.active,
        )
    )


def held_by_somebody(session: Session, organisation: str, roles: Iterable[Role]) -> frozenset[Role]:
    """Those of these roles that any active account holds now in an organisation or the one around it."""
    around = _MEMBERSHIP.c.organisation.in_((organisation, _PARENT))
    held = (
        select(_MEMBERSHIP.c.role)
        .join(_ACCOUNT, _ACCOUNT.c.id == _MEMBERSHIP.c.account)
        .where(
            around,
            _MEMBERSHIP.c.ended_at.is_(None),
            _MEMBERSHIP.c.role.in_([role.value for role in roles]),
            _ACCOUNT.c.active,
        )
    )
    return frozenset(map(Role, session.scalars(held, {"organisation": organisation})))


def is_administrator(session: Session, account: str) -> bool:
    """Whether this is an active administrator of the whole installation."""
    return bool(session.scalar(_IS_ADMINISTRATOR, {"account": account}))


def is_active(session: Session, account: str) -> bool:
    """Whether somebody may sign in with this account."""
    return bool(session.scalar(select(_ACCOUNT.c.active).where(_ACCOUNT.c.id == account)))


def any_account(session: Session) -> bool:
    """Whether there is, or ever was, an account."""
    return bool(session.scalar(_ANY_ACCOUNT))


def claim_organisations(session: Session, account: str, now: datetime) -> list[str]:
    """Make the account lead of every organisation in which nobody has a role now; gives their ids."""
    held = exists().where(_MEMBERSHIP.c.organisation == _ORGANISATION.c.id, _MEMBERSHIP.c.ended_at.is_(None))
    unclaimed = list(session.scalars(select(_ORGANISATION.c.id).where(~held)))
    rows = [
        {"id": secrets.token_hex(16), "account": account, "organisation": id, "role": Role.LEAD.value, "since": now}
        for id in unclaimed
    ]
    if rows:
        session.execute(insert(_MEMBERSHIP), rows)
    return unclaimed
