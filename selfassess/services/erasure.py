"""Erasing a person: what says who they are goes, what they did and answered stays under an id that names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.participating import end_parts_without_role
from selfassess.services.problems import NotFoundError
from selfassess.store.accounts import account_of_id, active_administrators, hold_accounts
from selfassess.store.database import Database, Transaction
from selfassess.store.erasure import erase_person, left_without_lead
from selfassess.store.people import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasable:
    """Somebody to be erased. `only_lead_of`: the organisations that would be left without a lead.

    `last_administrator`: nobody else manages the installation, so that somebody else must be made to first.
    """

    account: Account
    only_lead_of: tuple[str, ...]
    last_administrator: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The person is erased; also where they were before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAdministrator:
    """Nothing was erased: nobody would manage the installation any more."""


def erasable(database: Database, who: Actor, account: str) -> Erasable:
    """For administrators and for the person, erased before or not; `NotFoundError` for everybody else."""
    with database.reading() as session:
        found = _required(session, who, account)
        return Erasable(
            account=found,
            only_lead_of=left_without_lead(session, found.id),
            last_administrator=_is_last(session, found),
        )


def erase(database: Database, who: Actor, account: str, *, now: datetime) -> Erased | LastAdministrator:
    """Replace the identity everywhere and end every session; for the same people as `erasable`."""
    with database.writing() as session:
        hold_accounts(session)  # two administrators who erase each other must not both succeed
        found = _required(session, who, account)
        if found.erased_at is not None:
            return Erased()
        if _is_last(session, found):
            return LastAdministrator()
        erase_person(session, found.id, now)
        end_parts_without_role(session, found.id, now)
        record(session, who, Event.PERSON_ERASED, Subject(kind="account", id=found.id), now=now)
        return Erased()


def _required(session: Transaction, who: Actor, account: str) -> Account:
    if who.account is None or who.account != account:
        require_administrator(session, who)
    found = None if "\0" in account else account_of_id(session, account)  # PostgreSQL would refuse the question
    if found is None:
        raise NotFoundError(f"There is no account {account}.")
    return found


def _is_last(session: Transaction, account: Account) -> bool:
    return active_administrators(session) == {account.id}
