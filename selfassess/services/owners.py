"""Who can own an action: the people of an organisation who may tell how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from selfassess.services.access import Actor
from selfassess.services.places import required_organisation
from selfassess.services.rights import ALLOWED, Action
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import holders_in
from selfassess.store.people import Account, Organisation, Place


def owners_on_offer(database: Database, who: Actor, organisation: str) -> Mapping[str, str]:
    """Names by account, in the order of a list; empty without accounts. Raises `NotFoundError`."""
    with database.reading() as session:
        return possible_owners(session, required_organisation(session, who, Action.SEE_PLAN, organisation))


def possible_owners(session: Transaction, place: Organisation) -> Mapping[str, str]:
    """The same inside a transaction that is open; who belongs to the organisation around a service is among them."""
    return {one.id: one.name for one in owning_accounts(session, place)}


def owning_accounts(session: Transaction, place: Organisation) -> tuple[Account, ...]:
    """The accounts of the same people, each once, by name."""
    places = [Place(organisation=id) for id in (place.id, place.parent) if id]
    able = ALLOWED[Action.NOTE_PROGRESS].keys()
    found = [one.account for where in places for one in holders_in(session, where) if one.roles & able]
    active = {one.id: one for one in found if one.active}
    return tuple(sorted(active.values(), key=lambda one: (one.name.casefold(), one.id)))
