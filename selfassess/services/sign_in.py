"""Signing in: by password or by a link that was e-mailed, then, where it is set up, by a code from an app.

No answer tells whether an account exists: not by its words, not by the time it takes, not by what it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from selfassess.services import recovery_codes
from selfassess.services.access import Actor, ActorKind
from selfassess.services.account_letters import Post, send_link
from selfassess.services.accounts import normalised
from selfassess.services.audit import Event, Subject, record
from selfassess.services.links import look_at_link, use_link
from selfassess.services.passwords import matches
from selfassess.services.sessions import start_session
from selfassess.services.throttle import (
    CODE_OF_ACCOUNT,
    CODE_OF_ACCOUNT_A_DAY,
    LINK_FROM_NETWORK,
    LINK_TO_ACCOUNT,
    PASSWORD_FROM_NETWORK,
    PASSWORD_OF_ACCOUNT,
    count_try,
    count_within,
    forgive,
)
from selfassess.store import accounts as rows
from selfassess.store.accounts import Credentials
from selfassess.store.database import Database, Transaction
from selfassess.store.links import Purpose

MatchCode = Callable[[str, str, int | None], int | None]
"""`(encrypted secret, code, number of the last code taken)` to the number of the code, None where it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """From where somebody tries, through which request and when. `network` is `throttle.network_of` their address."""

    network: str
    device: str
    request: str | None
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Done: `secret` is for the cookie."""

    account: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAsked:
    """The first step is done, the second one is to come."""

    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Not this; nothing is told about why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooOften:
    """Tried too often; `wait` is how long until it can be tried again."""

    wait: timedelta


def with_password(
    database: Database, email: str, password: str, visit: Visit
) -> SignedIn | CodeAsked | Wrong | TooOften:
    """The first step by password."""
    address = normalised(email) or email
    tries = ((PASSWORD_OF_ACCOUNT, address), (PASSWORD_FROM_NETWORK, visit.network))
    wait = count_try(database, *tries, now=visit.now)
    if wait:
        return TooOften(wait=wait)
    known = _credentials(database, email)
    fits, better = matches(password, known.password if known else None)
    if known is None or not fits:
        return Wrong()
    with database.writing() as session:
        forgive(session, *tries[0], tries[1])
        if better:
            rows.set_password(session, known.account.id, better)
        return _after_first_step(session, known, visit)


def with_link(database: Database, secret: str, visit: Visit) -> SignedIn | CodeAsked | Wrong:
    """The first step by a link to sign in, which is used up."""
    looked = look_at_link(database, secret, now=visit.now)
    if looked is None or looked.purpose is not Purpose.SIGN_IN:
        return Wrong()
    with database.writing() as session:
        link = use_link(session, secret, visit.now)
        known = rows.credentials_of_id(session, link.account) if link and link.account else None
        if known is None or not known.account.active:
            return Wrong()
        return _after_first_step(session, known, visit)


def _credentials(database: Database, email: str) -> Credentials | None:
    address = normalised(email)
    with database.reading() as session:
        known = rows.credentials_of_email(session, address) if address else None
    return known if known and known.account.active else None


def _after_first_step(session: Transaction, known: Credentials, visit: Visit) -> SignedIn | CodeAsked:
    if known.second_step:
        return CodeAsked(account=known.account.id)
    return signed_in(session, known.account.id, visit)


def signed_in(session: Transaction, account: str, visit: Visit) -> SignedIn:
    """Start a session, as the end of a transaction in which somebody proved who they are."""
    secret = start_session(session, account, visit.device, visit.now)
    who = Actor(kind=ActorKind.PERSON, account=account, request=visit.request)
    record(session, who, Event.SIGNED_IN, Subject(kind="account", id=account), now=visit.now)
    return SignedIn(account=account, secret=secret)


def with_code(
    database: Database, account: str, code: str, visit: Visit, match: MatchCode
) -> SignedIn | Wrong | TooOften:
    """The second step, by a code from the app or a recovery code; each is taken once."""
    tries = ((CODE_OF_ACCOUNT, account), (CODE_OF_ACCOUNT_A_DAY, account))
    wait = count_try(database, *tries, now=visit.now)
    if wait:
        return TooOften(wait=wait)
    with database.reading() as session:
        known = rows.credentials_of_id(session, account)
    if known is None or not known.account.active or not known.second_step:
        return Wrong()
    number = match(known.second_step, code, known.last_code)
    recovery = None if number else recovery_codes.among(code, known.recovery_codes)
    with database.writing() as session:
        if not (rows.take_code(session, account, number) if number else _use_up(session, account, recovery)):
            return Wrong()
        forgive(session, *tries[0], tries[1])
        return signed_in(session, account, visit)


def _use_up(session: Transaction, account: str, recovery: str | None) -> bool:
    rows.hold_accounts(session)  # the same code in two places at the same moment opens one
    known = rows.credentials_of_id(session, account)
    if recovery is None or known is None or recovery not in known.recovery_codes:
        return False
    rows.set_recovery_codes(session, account, [one for one in known.recovery_codes if one != recovery])
    return True


def ask_for_link(database: Database, email: str, purpose: Purpose, mail: Post, visit: Visit) -> TooOften | None:
    """E-mail a link to sign in or to choose a password, where there is an active account with this address."""
    address = normalised(email)
    tries = ((LINK_TO_ACCOUNT, address or email), (LINK_FROM_NETWORK, visit.network))
    with database.writing() as session:
        wait = count_within(session, *tries, now=visit.now)
        account = rows.account_of_email(session, address) if address else None
        if account and account.active and not wait:
            send_link(session, mail, account, purpose, visit.now)
    return TooOften(wait=wait) if wait else None
