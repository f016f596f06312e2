"""The first administrator: by a link printed at the first start, at this machine, or on a terminal.

Until then the program works alone, without login. Whoever is made administrator while there are no accounts becomes
lead of every organisation without members: what was made before is not lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.services.access import Actor, ActorKind, require_administrator
from selfassess.services.accounts import add_account, link_to_password, record_account
from selfassess.services.audit import Event, Subject, record
from selfassess.services.links import BY_HAND, look_at_link, make_link, use_link
from selfassess.services.problems import NotFoundError
from selfassess.services.sessions import start_session
from selfassess.store.accounts import hold_accounts
from selfassess.store.database import Database, Transaction
from selfassess.store.links import OneTimeLink, Purpose, take_back_links
from selfassess.store.memberships import any_account, claim_organisations
from selfassess.store.people import Account


class NotAnAdministratorError(Exception):
    """The first account must be an administrator's, or nobody could manage the installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Who gets an account: `name` one printable line, `email` `normalised`, `password` a hash or None."""

    name: str
    email: str
    password: str | None = None
    administrator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """The account there is now, and the secret of the link its person chooses a password with."""

    account: Account
    secret: str


def new_set_up_link(database: Database, base_address: str, now: datetime) -> str | None:
    """The address at which the first administrator can be made, once, within a day; None where there are accounts.

    Each start makes a new one, and those before are of no use any more.
    """
    with database.writing() as session:
        if any_account(session):
            return None
        take_back_links(session, None, now)
        secret = make_link(session, OneTimeLink(purpose=Purpose.SET_UP, account=None, email=None), now)
    return f"{base_address}/set-up/{secret}"


def is_set_up_link(database: Database, secret: str, *, now: datetime) -> bool:
    """Whether this secret still makes an administrator."""
    link = look_at_link(database, secret, now=now)
    return link is not None and link.purpose is Purpose.SET_UP


def set_up(
    database: Database, who: Actor, person: NewPerson, *, secret: str | None, device: str, now: datetime
) -> tuple[Account, str] | None:
    """Make the first administrator, signed in: the account and the secret of its session.

    Without a `secret` only at this machine. None where the link is of no use or there are accounts already.
    """
    with database.writing() as session:
        hold_accounts(session)
        if not _may_set_up(session, who, secret, now):
            return None
        account = add_account(session, person.name, person.email, administrator=True, password=person.password, now=now)
        if account is None:
            return None
        cookie = start_session(session, account.id, device, now)
        _claim(session, Actor(kind=ActorKind.PERSON, account=account.id, request=who.request), account, now)
        return account, cookie


def _may_set_up(session: Transaction, who: Actor, secret: str | None, now: datetime) -> bool:
    if any_account(session):
        return False
    if secret is None:
        if not who.trusted:
            raise NotFoundError("There is no such page.")
        return True
    link = use_link(session, secret, now)
    return link is not None and link.purpose is Purpose.SET_UP


def add_person(database: Database, who: Actor, person: NewPerson, *, now: datetime) -> Added | None:
    """An account without a password, with the link to choose one; None where the address is taken.

    For administrators. Raises `NotAnAdministratorError`.
    """
    with database.writing() as session:
        hold_accounts(session)
        require_administrator(session, who)
        is_first = not any_account(session)
        if is_first and not person.administrator:
            raise NotAnAdministratorError("The first account must be an administrator’s.")
        account = add_account(
            session, person.name, person.email, administrator=person.administrator, password=None, now=now
        )
        if account is None:
            return None
        secret = make_link(session, link_to_password(account), now, lasts=BY_HAND)
        if is_first:
            _claim(session, who, account, now)
        else:
            record_account(session, who, account, now)
        return Added(account=account, secret=secret)


def _claim(session: Transaction, who: Actor, account: Account, now: datetime) -> None:
    take_back_links(session, None, now)
    claimed = claim_organisations(session, account.id, now)
    subject = Subject(kind="account", id=account.id)
    record(session, who, Event.SET_UP, subject, now=now, after={"organisations": sorted(claimed)})
