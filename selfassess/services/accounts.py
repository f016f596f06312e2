"""Accounts as administrators and commands see them: found, added, switched off and on, made administrators."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from email_validator import EmailNotValidError, validate_email

from selfassess.language import printable_fault
from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.links import BY_HAND, make_link
from selfassess.services.problems import NotFoundError
from selfassess.store import accounts as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.links import OneTimeLink, Purpose, take_back_links
from selfassess.store.people import Account
from selfassess.store.sessions import end_sessions

LONGEST_NAME = 200
_LONGEST_EMAIL = 320


def normalised(email: str) -> str | None:
    """The address as it is kept and compared, None for what cannot be one. Nobody on the network is asked."""
    if printable_fault(email) or len(email) > _LONGEST_EMAIL:
        return None
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return None


def account_of_email(session: Transaction, email: str) -> Account | None:
    """Whose address this is, however it is written; also an account that is not active."""
    address = normalised(email)
    return rows.account_of_email(session, address) if address else None


def add_account(
    session: Transaction, name: str, email: str, *, administrator: bool = False, password: str | None, now: datetime
) -> Account | None:
    """A new account, inside a transaction that decided that there may be one; None where the address is taken.

    `email` must be `normalised`, `name` one printable line, `password` a hash (`passwords.hashed`) or None, then only
    links lead in.
    """
    id = secrets.token_hex(16)
    if not rows.add_account(session, id, name, email, administrator=administrator, password=password, now=now):
        return None
    return rows.account_of_id(session, id)


def record_account(session: Transaction, who: Actor, account: Account, now: datetime) -> None:
    """Put on record that an account was added."""
    after = {"administrator": account.administrator}
    record(session, who, Event.ACCOUNT_ADDED, Subject(kind="account", id=account.id), now=now, after=after)


def accounts(database: Database, who: Actor) -> tuple[Account, ...]:
    """Everybody who is not erased, by name. For administrators."""
    with database.reading() as session:
        require_administrator(session, who)
        return rows.every_account(session)


def account_for(database: Database, who: Actor, id: str) -> Account:
    """One of them. For administrators; raises `NotFoundError`."""
    with database.reading() as session:
        require_administrator(session, who)
        return _present(session, id)


def set_active(database: Database, who: Actor, id: str, *, active: bool, now: datetime) -> bool:
    """Let somebody sign in, or end every session and link of theirs. For administrators.

    False, and nothing is changed, where nobody would be left who manages the installation.
    """
    with database.writing() as session:
        account = _to_change(session, who, id)
        if account.active == active:
            return True
        if not _set(session, replace(account, active=active)):
            return False
        if not active:
            end_sessions(session, id, now)
            take_back_links(session, id, now)
        event = Event.ACCOUNT_ACTIVATED if active else Event.ACCOUNT_DEACTIVATED
        record(session, who, event, Subject(kind="account", id=id), now=now)
        return True


def set_administrator(database: Database, who: Actor, id: str, *, administrator: bool, now: datetime) -> bool:
    """Make somebody an administrator of the installation, or no longer one. For administrators.

    False, and nothing is changed, where nobody would be left who manages the installation.
    """
    with database.writing() as session:
        account = _to_change(session, who, id)
        if account.administrator == administrator:
            return True
        if not _set(session, replace(account, administrator=administrator)):
            return False
        event = Event.ADMINISTRATOR_MADE if administrator else Event.ADMINISTRATOR_UNMADE
        record(session, who, event, Subject(kind="account", id=id), now=now)
        return True


def hand_over_link(database: Database, who: Actor, email: str, *, without_second_step: bool, now: datetime) -> str:
    """The secret of a link to choose a new password, for somebody who lost theirs, to be handed over in person.

    Their phone may be lost too: `without_second_step` takes the second step away and signs them out, there as well.
    For administrators; raises `NotFoundError`, also for an account that is not active.
    """
    with database.writing() as session:
        require_administrator(session, who)
        account = account_of_email(session, email)
        if account is None or not account.active:
            raise NotFoundError(f"There is no active account with the address {email}.")
        if without_second_step:
            rows.set_second_step(session, account.id, None, None, [])
            end_sessions(session, account.id, now)
        secret = make_link(session, link_to_password(account), now, lasts=BY_HAND)
        after = {"second_step_removed": without_second_step}
        record(session, who, Event.LINK_HANDED_OVER, Subject(kind="account", id=account.id), now=now, after=after)
        return secret


def link_to_password(account: Account) -> OneTimeLink:
    """What a link does that lets its holder choose a password for this account."""
    return OneTimeLink(purpose=Purpose.PASSWORD, account=account.id, email=None)


def _present(session: Transaction, id: str) -> Account:
    account = None if "\0" in id else rows.account_of_id(session, id)  # PostgreSQL would refuse the question
    if account is None or account.erased_at is not None:
        raise NotFoundError(f"There is no account {id}.")
    return account


def _to_change(session: Transaction, who: Actor, id: str) -> Account:
    # Held first: of two administrators who remove each other at the same moment, the second one is none any more.
    rows.hold_accounts(session)
    require_administrator(session, who)
    return _present(session, id)


def _set(session: Transaction, account: Account) -> bool:
    manages = account.active and account.administrator
    if not manages and rows.active_administrators(session) <= {account.id}:
        return False
    rows.set_rights(session, account.id, active=account.active, administrator=account.administrator)
    return True
