"""Who holds which roles in one place, and giving and ending them; what was held is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, exists, func, or_, select, update
from sqlalchemy.orm import Session

from selfassess.store.accounts import account_from
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.people import Account, Place, Role
from selfassess.store.rows import AccountRow, MembershipRow, OrganisationRow, PartnershipRow

_TABLE = table_of(MembershipRow)
_ACCOUNT = table_of(AccountRow)
_ORGANISATION = table_of(OrganisationRow)
_PARTNERSHIP = table_of(PartnershipRow)
_NOW = _TABLE.c.ended_at.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody with roles in a place, each with the moment it was given; the account may be one that is locked."""

    account: Account
    since: Mapping[Role, datetime]

    @property
    def roles(self) -> frozenset[Role]:
        """What they are there now."""
        return frozenset(self.since)


def _parent_of(organisation: str) -> Any:
    return select(_ORGANISATION.c.parent).where(_ORGANISATION.c.id == organisation).scalar_subquery()


def _in(place: Place) -> ColumnElement[bool]:
    if place.organisation:
        return _TABLE.c.organisation == place.organisation
    return _TABLE.c.partnership == place.partnership


def hold_place(session: Session, place: Place) -> None:
    """Make everybody else who changes roles there, or in a service there, wait until this transaction ends."""
    if place.organisation:
        # Who leads an organisation leads its services too, so both are changed in turn.
        outermost = func.coalesce(_parent_of(place.organisation), place.organisation)
        session.execute(select(_ORGANISATION.c.id).where(_ORGANISATION.c.id == outermost).with_for_update())
    else:
        session.execute(select(_PARTNERSHIP.c.id).where(_PARTNERSHIP.c.id == place.partnership).with_for_update())


def holders_in(session: Session, place: Place) -> tuple[Holder, ...]:
    """Everybody with a role of their own there now, by name; those of an organisation around it apart."""
    query = select(_TABLE.c.role, _TABLE.c.since, _ACCOUNT).join(_ACCOUNT, _ACCOUNT.c.id == _TABLE.c.account)
    rows = session.execute(query.where(_in(place), _NOW, _ACCOUNT.c.erased_at.is_(None))).all()
    accounts = {row.id: account_from(row) for row in rows}
    since = {id: {Role(row.role): row.since for row in rows if row.id == id} for id in accounts}
    found = (Holder(account=account, since=since[id]) for id, account in accounts.items())
    return tuple(sorted(found, key=lambda one: (one.account.name.casefold(), one.account.email or "", one.account.id)))


def roles_held(session: Session, place: Place, account: str) -> frozenset[Role]:
    """The roles of their own that an account, active or not, has there now."""
    return frozenset(map(Role, session.scalars(select(_TABLE.c.role).where(_in(place), _NOW, _account(account)))))


def _account(account: str) -> ColumnElement[bool]:
    return _TABLE.c.account == account


def heads_of(session: Session, place: Place) -> frozenset[str]:
    """The active accounts that run the place now; who leads an organisation leads its services too."""
    around = _in(place)
    if place.organisation:
        around = or_(around, _TABLE.c.organisation == _parent_of(place.organisation))
    query = select(_TABLE.c.account).join(_ACCOUNT, _ACCOUNT.c.id == _TABLE.c.account)
    return frozenset(session.scalars(query.where(around, _NOW, _ACCOUNT.c.active, _TABLE.c.role == place.head.value)))


def left_at(session: Session, organisation: str, accounts: Collection[str]) -> Mapping[str, datetime]:
    """When each of these accounts that has no role there any more, nor in the one around it, gave up its last one."""
    around = or_(_TABLE.c.organisation == organisation, _TABLE.c.organisation == _parent_of(organisation))
    ends = select(_TABLE.c.account, func.max(_TABLE.c.ended_at)).where(around, _TABLE.c.account.in_(list(accounts)))
    # max() passes over roles that have no end, so those who still hold one are left out by their count.
    over = ends.group_by(_TABLE.c.account).having(func.count() == func.count(_TABLE.c.ended_at))
    return dict(iter(session.execute(over)))


def led_among(session: Session, organisations: Iterable[str]) -> frozenset[str]:
    """Those of these organisations that an active account leads now, by a role there or in the one around it."""
    around = or_(
        _TABLE.c.organisation == _ORGANISATION.c.id,
        _TABLE.c.organisation == _ORGANISATION.c.parent,
    )
    led = (
        exists()
        .where(around, _NOW, _TABLE.c.role == Role.LEAD.value)
        .where(_ACCOUNT.c.id == _TABLE.c.account, _ACCOUNT.c.active)
    )
    return frozenset(
        session.scalars(select(_ORGANISATION.c.id).where(_ORGANISATION.c.id.in_(list(organisations)), led))
    )


def give_role(session: Session, id: str, place: Place, account: str, role: Role, now: datetime) -> bool:
    """Give a role from now on; False where it is held already."""
    row = {
        "id": id,
        "account": account,
        "organisation": place.organisation,
        "partnership": place.partnership,
        "role": role.value,
        "since": now,
        "ended_at": None,
    }
    given = session.execute(
        insert_into(MembershipRow, dialect_of(session)).on_conflict_do_nothing(),
        row,
        execution_options={"preserve_rowcount": True},
    )
    return cast("CursorResult[Any]", given).rowcount == 1


def end_roles(session: Session, place: Place, account: str, roles: Iterable[Role], now: datetime) -> None:
    """End these roles, and keep that they were held."""
    these = _TABLE.c.role.in_([role.value for role in roles])
    session.execute(update(_TABLE).where(_in(place), _NOW, _account(account), these).values(ended_at=now))
