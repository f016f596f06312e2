"""Partnerships: added, renamed, closed, and the organisations that join and leave them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from selfassess.services.access import Actor, may_in_organisation, may_in_partnership, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.organisations import NameTaken
from selfassess.services.places import required_organisation, required_partnership
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.releasing import release_belonging
from selfassess.services.rights import Action
from selfassess.store import partnerships as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import Holder, holders_in, led_among
from selfassess.store.organisations import every_organisation, find_organisation
from selfassess.store.partnerships import Belonged
from selfassess.store.people import Organisation, Partnership, Place, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Nothing was changed: somebody else changed it since the form was filled. `stored` is what stands there now."""

    stored: Partnership


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """An organisation in a partnership. `leads` are told to those who run the partnership; `led`: it has any."""

    organisation: Organisation
    led: bool
    leads: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipView:
    """A partnership as somebody sees it.

    `left`: those that belonged to it and left, for those who run it; `could_join`: organisations outside of it, for
    administrators. `sees_shared`: may look at what organisations share with the steering group.
    """

    partnership: Partnership
    organisations: tuple[Belonging, ...]
    left: tuple[Belonged, ...]
    could_join: tuple[Organisation, ...]
    runs: bool
    administers: bool
    sees_shared: bool


def look_at_partnership(database: Database, who: Actor, id: str) -> PartnershipView:
    """What there is to see of it for this person. Raises `NotFoundError`."""
    with database.reading() as session:
        found = required_partnership(session, who, Action.SEE_PARTNERSHIP, id)
        runs = may_in_partnership(session, who, Action.RUN_PARTNERSHIP, id)
        administers = may_in_partnership(session, who, Action.RUN_INSTALLATION, id)
        belonging = rows.organisations_in(session, id)
        led = led_among(session, [one.id for one in belonging])
        return PartnershipView(
            partnership=found,
            organisations=tuple(
                Belonging(organisation=one, led=one.id in led, leads=_leads(session, one) if runs else ())
                for one in belonging
            ),
            left=tuple(one for one in rows.belonged_to(session, id) if one.left_at) if runs else (),
            could_join=_could_join(session, belonging) if administers and found.closed_at is None else (),
            runs=runs,
            administers=administers,
            sees_shared=may_in_partnership(session, who, Action.SEE_SHARED, id),
        )


def _leads(session: Transaction, organisation: Organisation) -> tuple[Holder, ...]:
    holders = holders_in(session, Place(organisation=organisation.id))
    return tuple(one for one in holders if Role.LEAD in one.roles and one.account.active)


def _could_join(session: Transaction, belonging: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    inside = {one.id for one in belonging}
    return tuple(
        one
        for one in every_organisation(session)
        if one.id not in inside and one.parent is None and one.closed_at is None and not one.example
    )


def partnerships_steered(database: Database, who: Actor) -> tuple[Partnership, ...]:
    """Those with a role of `who` that lets them look at what organisations share; none for those who need no role."""
    if who.account is None:
        return ()
    with database.reading() as session:
        places = rows.partnerships_where(session, who.account)
        return tuple(one for one in places if may_in_partnership(session, who, Action.SEE_SHARED, one.id))


def every_partnership(database: Database, who: Actor) -> tuple[Partnership, ...]:
    """All there are, by name. For administrators."""
    with database.reading() as session:
        require_administrator(session, who)
        return rows.every_partnership(session)


def add_partnership(database: Database, who: Actor, name: str, *, now: datetime) -> Partnership | NameTaken:
    """A new one, without organisations and people. For administrators."""
    with database.writing() as session:
        require_administrator(session, who)
        rows.hold_partnerships(session)  # the same form sent twice at the same moment adds one
        if any(one.name.casefold() == name.casefold() for one in rows.every_partnership(session)):
            return NameTaken()
        made = rows.add_partnership(session, secrets.token_hex(16), name, now)
        _record(session, who, Event.PARTNERSHIP_ADDED, made, now)
        return made


def rename_partnership(
    database: Database, who: Actor, id: str, name: str, *, seen: int, now: datetime
) -> Partnership | Stale:
    """Set the name; `seen` is the `revision` the form was filled from."""
    with database.writing() as session:
        stored = _to_change(session, who, id)
        if stored.name == name:
            return stored
        if stored.revision != seen:
            return Stale(stored=stored)
        rows.set_partnership_name(session, id, name)
        changed = _to_change(session, who, id)
        _record(session, who, Event.PARTNERSHIP_CHANGED, stored, now)
        return changed


def publish_signatories(
    database: Database, who: Actor, id: str, public: bool, *, seen: int, now: datetime
) -> Partnership | Stale:
    """Say whether anybody may see who has signed; `seen` is the `revision` the form was filled from."""
    with database.writing() as session:
        stored = _to_change(session, who, id)
        if stored.signatories_public == public:
            return stored
        if stored.revision != seen:
            return Stale(stored=stored)
        rows.set_signatories_public(session, id, public)
        changed = _to_change(session, who, id)
        _record(session, who, Event.SIGNATORIES_PUBLISHED if public else Event.SIGNATORIES_HIDDEN, stored, now)
        return changed


def close_partnership(database: Database, who: Actor, id: str, *, now: datetime) -> Partnership:
    """Let it take no new organisations; what there is stays. Twice is once."""
    return _set_closed(database, who, id, now, now)


def reopen_partnership(database: Database, who: Actor, id: str, *, now: datetime) -> Partnership:
    """Let it take new organisations again."""
    return _set_closed(database, who, id, None, now)


def _set_closed(database: Database, who: Actor, id: str, closed_at: datetime | None, now: datetime) -> Partnership:
    with database.writing() as session:
        stored = _to_change(session, who, id)
        if (stored.closed_at is None) == (closed_at is None):
            return stored
        rows.set_partnership_closed(session, id, closed_at)
        changed = _to_change(session, who, id)
        _record(session, who, Event.PARTNERSHIP_CLOSED if closed_at else Event.PARTNERSHIP_REOPENED, stored, now)
        return changed


def delete_partnership(database: Database, who: Actor, id: str, *, now: datetime) -> bool:
    """Delete it with its roles and invitations. For administrators; False where organisations belong to it."""
    with database.writing() as session:
        require_administrator(session, who)
        stored = _to_change(session, who, id)
        if not rows.delete_empty_partnership(session, id):
            return False
        _record(session, who, Event.PARTNERSHIP_DELETED, stored, now)
        return True


def let_join(database: Database, who: Actor, partnership: str, organisation: str, *, now: datetime) -> bool:
    """Let an organisation that is there already belong to it. For administrators; False where it does already."""
    with database.writing() as session:
        require_administrator(session, who)
        into = _to_change(session, who, partnership)
        joining = find_organisation(session, organisation)
        if joining is None or joining.parent is not None:
            raise NotFoundError(f"There is no organisation {organisation} that could join.")
        if into.closed_at is not None or joining.closed_at is not None:
            raise NotPermittedError("let anybody join where the partnership or the organisation is closed")
        joined = rows.join_partnership(session, partnership, organisation, now)
        if joined:
            release_belonging(session, partnership, organisation, now)
            _record_belonging(session, who, Event.PARTNERSHIP_JOINED, partnership, organisation, now)
        return joined


def let_leave(database: Database, who: Actor, partnership: str, organisation: str, *, now: datetime) -> bool:
    """End that it belongs there. For those who run either of the two; False where it does not belong there."""
    with database.writing() as session:
        rows.find_partnership(session, partnership, to_change=True)
        if find_organisation(session, organisation) is None:
            raise NotFoundError(f"There is no partnership {partnership}.")
        if not may_in_organisation(session, who, Action.RUN_ORGANISATION, organisation):
            required_partnership(session, who, Action.RUN_PARTNERSHIP, partnership)
        left = rows.leave_partnership(session, partnership, organisation, now)
        if left:
            release_belonging(session, partnership, organisation, now)
            _record_belonging(session, who, Event.PARTNERSHIP_LEFT, partnership, organisation, now)
        return left


def organisation_in(database: Database, who: Actor, partnership: Partnership, id: str) -> Organisation:
    """One that belongs to it now, for whoever sees the partnership; `NotFoundError` for any other."""
    with database.reading() as session:
        required_partnership(session, who, Action.SEE_PARTNERSHIP, partnership.id)
        for one in rows.organisations_in(session, partnership.id):
            if one.id == id:
                return one
    raise NotFoundError(f"There is no organisation {id} in this partnership.")


def partnership_of(database: Database, who: Actor, organisation: Organisation, id: str) -> Partnership:
    """One that the organisation belongs to now, for whoever sees the organisation; `NotFoundError` for any other."""
    with database.reading() as session:
        required_organisation(session, who, Action.SEE_ORGANISATION, organisation.id)
        for one in rows.partnerships_of(session, organisation.id):
            if one.id == id:
                return one
    raise NotFoundError(f"There is no partnership {id} that this organisation belongs to.")


def _to_change(session: Transaction, who: Actor, id: str) -> Partnership:
    # Held first, asked then: whoever had to wait for another change must be allowed after it, too.
    rows.find_partnership(session, id, to_change=True)
    return required_partnership(session, who, Action.RUN_PARTNERSHIP, id)


def _record(session: Transaction, who: Actor, event: Event, partnership: Partnership, now: datetime) -> None:
    record(session, who, event, Subject(kind="partnership", id=partnership.id, partnership=partnership.id), now=now)


def _record_belonging(
    session: Transaction, who: Actor, event: Event, partnership: str, organisation: str, now: datetime
) -> None:
    subject = Subject(kind="organisation", id=organisation, organisation=organisation, partnership=partnership)
    record(session, who, event, subject, now=now)
