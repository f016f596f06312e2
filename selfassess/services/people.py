"""Who has which roles in an organisation or partnership: seen, changed, given up, and never the last head unawares."""

from __future__ import annotations

import secrets
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from selfassess.services.access import Actor, may_in_organisation, may_in_partnership
from selfassess.services.audit import Event, Subject, record
from selfassess.services.participating import end_parts_without_role
from selfassess.services.places import required_organisation, required_partnership
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store import holders as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import Holder
from selfassess.store.memberships import is_administrator
from selfassess.store.organisations import find_organisation, organisations_of
from selfassess.store.partnerships import partnerships_where
from selfassess.store.people import Organisation, Partnership, Place, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who has roles in a place. `around`: those of the organisation it is a service of, who have the same here."""

    here: tuple[Holder, ...]
    around: tuple[Holder, ...]
    runs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged:
    """The person's roles there are as asked; none where they are out."""

    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesStale:
    """Nothing was changed: somebody else changed the roles meanwhile. `stored` are those there now."""

    stored: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyLeft:
    """Nothing was changed: nobody would run the place any more. `others` have roles there and would go on having them.

    To be asked for again with `knowing`, once the person was told.
    """

    others: int


def place_of(place: Organisation | Partnership) -> Place:
    """Where roles in it are held."""
    if isinstance(place, Organisation):
        return Place(organisation=place.id)
    return Place(partnership=place.id)


def people_in(database: Database, who: Actor, place: Place) -> People:
    """Everybody with a role there, by name. For everybody who has one; raises `NotFoundError`."""
    with database.reading() as session:
        parent = require_in_place(session, who, place, runs=False)
        return People(
            here=rows.holders_in(session, place),
            around=rows.holders_in(session, Place(organisation=parent)) if parent else (),
            runs=may_run(session, who, place),
        )


def sees_people(database: Database, who: Actor, place: Place) -> bool:
    """Whether `people_in` would tell them."""
    with database.reading() as session:
        if place.organisation:
            return may_in_organisation(session, who, Action.SEE_ORGANISATION, place.organisation)
        return may_in_partnership(session, who, Action.SEE_PARTNERSHIP, place.id)


def person_in(database: Database, who: Actor, place: Organisation | Partnership, account: str) -> Holder:
    """One of them, for those who run the place; `NotFoundError` for everybody who has no role there."""
    with database.reading() as session:
        require_in_place(session, who, place_of(place), runs=True)
        for holder in rows.holders_in(session, place_of(place)):
            if holder.account.id == account:
                return holder
    raise NotFoundError(f"There is nobody {account} here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlaces:
    """Where somebody has a role of their own, by name, and whether they administer the installation."""

    organisations: tuple[Organisation, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    administers: bool = False


def own_places(database: Database, who: Actor) -> OwnPlaces:
    """Where `who` has roles; nowhere for those who need none."""
    if who.account is None:
        return OwnPlaces()
    with database.reading() as session:
        return OwnPlaces(
            organisations=organisations_of(session, who.account),
            partnerships=partnerships_where(session, who.account),
            administers=is_administrator(session, who.account),
        )


def would_leave_nobody(database: Database, who: Actor, place: Place, account: str) -> NobodyLeft | None:
    """Whether nobody would run the place without this person. For the person, and for those who run it."""
    with database.reading() as session:
        require_in_place(session, who, place, runs=who.account != account)
        return _left_without_head(session, place, account)


def change_roles(
    database: Database,
    who: Actor,
    place: Place,
    account: str,
    roles: Set[Role],
    *,
    seen: Set[Role],
    knowing: bool = False,
    now: datetime,
) -> RolesChanged | RolesStale | NobodyLeft:
    """Give somebody who has a role in the place exactly these roles; none takes them out of it.

    For those who run the place. `seen` are the roles the form was filled from; `knowing`: the person was told that
    nobody will run it. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        # Held first, asked then: of two who remove each other at the same moment, the second one is out already.
        rows.hold_place(session, place)
        require_in_place(session, who, place, runs=True)
        stored = rows.roles_held(session, place, account)
        if not stored and not seen:
            raise NotFoundError(f"There is nobody {account} here.")
        return _changed(session, who, place, account, stored, frozenset(roles), seen, now, knowing=knowing)


def leave(
    database: Database, who: Actor, place: Place, *, knowing: bool = False, now: datetime
) -> RolesChanged | NobodyLeft:
    """Give up every role of one's own in the place; twice is once. `knowing` as in `change_roles`."""
    if who.account is None:
        raise NotFoundError("There is nobody to leave.")
    with database.writing() as session:
        rows.hold_place(session, place)
        stored = rows.roles_held(session, place, who.account)
        none: frozenset[Role] = frozenset()
        left = _left_without_head(session, place, who.account)
        if left and not knowing:
            return left
        if stored:
            rows.end_roles(session, place, who.account, stored, now)
            end_parts_without_role(session, who.account, now)
            _record(session, who, Event.ROLES_LEFT, place, who.account, stored, none, now)
        return RolesChanged(roles=none)


def _changed(
    session: Transaction,
    who: Actor,
    place: Place,
    account: str,
    stored: frozenset[Role],
    roles: frozenset[Role],
    seen: Set[Role],
    now: datetime,
    *,
    knowing: bool,
) -> RolesChanged | RolesStale | NobodyLeft:
    if not roles <= set(place.roles):
        raise ValueError("There is no such role in such a place.")
    if stored == roles:
        return RolesChanged(roles=roles)
    if stored != seen:
        return RolesStale(stored=stored)
    left = _left_without_head(session, place, account) if place.head not in roles else None
    if left and not knowing:
        return left
    rows.end_roles(session, place, account, stored - roles, now)
    for role in sorted(roles - stored):
        rows.give_role(session, secrets.token_hex(16), place, account, role, now)
    end_parts_without_role(session, account, now)
    _record(session, who, Event.ROLES_CHANGED, place, account, stored, roles, now)
    return RolesChanged(roles=roles)


def _left_without_head(session: Transaction, place: Place, account: str) -> NobodyLeft | None:
    if place.head not in rows.roles_held(session, place, account):
        return None
    if not rows.heads_of(session, place) <= {account}:
        return None
    if place.organisation:
        around = find_organisation(session, place.organisation)
        if around and around.parent and account in rows.heads_of(session, Place(organisation=around.parent)):
            return None  # goes on leading it from the organisation around it
    others = [one for one in rows.holders_in(session, place) if one.account.id != account]
    return NobodyLeft(others=len(others))


def require_in_place(session: Transaction, who: Actor, place: Place, *, runs: bool) -> str | None:
    """Go on only for those who run the place, or see who is in it; gives the organisation around it, if any."""
    if place.organisation:
        action = Action.RUN_ORGANISATION if runs else Action.SEE_ORGANISATION
        return required_organisation(session, who, action, place.organisation).parent
    assert place.partnership is not None  # noqa: S101 - a place is one of the two
    action = Action.RUN_PARTNERSHIP if runs else Action.SEE_PARTNERSHIP
    required_partnership(session, who, action, place.partnership)
    return None


def may_run(session: Transaction, who: Actor, place: Place) -> bool:
    """Whether `require_in_place` would let them run it."""
    if place.organisation:
        return may_in_organisation(session, who, Action.RUN_ORGANISATION, place.organisation)
    return may_in_partnership(session, who, Action.RUN_PARTNERSHIP, place.id)


def _record(
    session: Transaction,
    who: Actor,
    event: Event,
    place: Place,
    account: str,
    before: Set[Role],
    after: Set[Role],
    now: datetime,
) -> None:
    subject = Subject(kind="account", id=account, organisation=place.organisation, partnership=place.partnership)
    roles = [{"roles": sorted(role.value for role in these)} for these in (before, after)]
    record(session, who, event, subject, now=now, before=roles[0], after=roles[1])
