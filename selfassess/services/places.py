"""An organisation or a partnership by its id, for those who may: the one door to each."""

from __future__ import annotations

from selfassess.services.access import Actor, require_in_organisation, require_in_partnership
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.organisations import find_organisation
from selfassess.store.partnerships import find_partnership
from selfassess.store.people import Organisation, Partnership


def organisation_for(database: Database, who: Actor, action: Action, id: str) -> Organisation:
    """The organisation, for somebody who may do this in it; `NotFoundError` or `NotPermittedError` for others."""
    with database.reading() as session:
        return required_organisation(session, who, action, id)


def required_organisation(session: Transaction, who: Actor, action: Action, id: str) -> Organisation:
    """The same inside a transaction that is open."""
    missing = f"There is no organisation {id}."
    found = find_organisation(session, id)
    if found is None:
        raise NotFoundError(missing)
    require_in_organisation(session, who, action, found.id, missing)
    return found


def partnership_for(database: Database, who: Actor, action: Action, id: str) -> Partnership:
    """The partnership, for somebody who may do this in it; `NotFoundError` or `NotPermittedError` for others."""
    with database.reading() as session:
        return required_partnership(session, who, action, id)


def required_partnership(session: Transaction, who: Actor, action: Action, id: str) -> Partnership:
    """The same inside a transaction that is open."""
    missing = f"There is no partnership {id}."
    found = find_partnership(session, id)
    if found is None:
        raise NotFoundError(missing)
    require_in_partnership(session, who, action, found.id, missing)
    return found
