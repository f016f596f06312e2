"""What the link of an invitation opens: looking at it uses nothing up, accepting it does, once.

An invitation that was e-mailed is for whoever has that address: somebody signed in with another one is told, and
nothing is used up. A link that was handed over is for whoever holds it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from selfassess.services.access import Actor, ActorKind
from selfassess.services.accounts import add_account, record_account
from selfassess.services.audit import Event, Subject, record
from selfassess.services.invitation_letter import Named, names_in
from selfassess.services.links import hash_of
from selfassess.services.participating import Wanted, take_part_as_invited
from selfassess.services.sign_in import SignedIn, Visit, signed_in
from selfassess.store import invitations as rows
from selfassess.store.accounts import account_of_email, account_of_id
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import give_role
from selfassess.store.memberships import any_account
from selfassess.store.people import Account, Invitation


class Why(Enum):
    """Why an invitation cannot be accepted."""

    UNKNOWN = "unknown"
    """No such link: mangled, cut off, or replaced when it was sent again."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An invitation that can be accepted. `has_account`: the address it was sent to belongs to an account."""

    invitation: Invitation
    named: Named
    has_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOffer:
    """One that cannot; `named` is missing where it is unknown."""

    why: Why
    named: Named | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPerson:
    """Nothing was used up: the invitation was sent to another address than the one of who is signed in."""

    offer: Offer
    signed_in_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The role is theirs, now or since they accepted before."""

    invitation: Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTaken:
    """Nothing was used up: there is an account with this address, whose person signs in instead."""

    offer: Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Who joins: `name` one printable line, `password` a hash; `email` `normalised`, only asked for by a bare link."""

    name: str
    email: str | None
    password: str


def look_at_invitation(database: Database, secret: str, *, now: datetime) -> Offer | NoOffer:
    """Who invites to what, for whoever holds the link. Uses nothing up."""
    with database.reading() as session:
        return _look(session, secret, now)


def _look(session: Transaction, secret: str, now: datetime, *, to_change: bool = False) -> Offer | NoOffer:
    found = rows.invitation_of_secret(session, hash_of(secret), to_change=to_change)
    # While the program works alone nobody may make the first account this way: it would be nobody's administrator.
    if found is None or not any_account(session):
        return NoOffer(why=Why.UNKNOWN)
    named, why = names_in(session, found), _why_not(found, now)
    if why:
        return NoOffer(why=why, named=named)
    known = account_of_email(session, found.email) if found.email else None
    return Offer(invitation=found, named=named, has_account=known is not None)


def _why_not(invitation: Invitation, now: datetime) -> Why | None:
    if invitation.accepted_at:
        return Why.USED
    if invitation.revoked_at:
        return Why.REVOKED
    return Why.EXPIRED if invitation.expires_at <= now else None


def accept(database: Database, who: Actor, secret: str, *, now: datetime) -> Accepted | OtherPerson | NoOffer:
    """Take the role, as the person who is signed in. The same person accepting twice is told the same."""
    with database.writing() as session:
        account = account_of_id(session, who.account) if who.account else None
        if account is None or not account.active:
            return NoOffer(why=Why.UNKNOWN)
        before = rows.invitation_of_secret(session, hash_of(secret))
        if before and before.accepted_by == account.id:
            return Accepted(invitation=before)
        offer = _look(session, secret, now, to_change=True)
        if isinstance(offer, NoOffer):
            return offer
        if offer.invitation.email not in (None, account.email):
            return OtherPerson(offer=offer, signed_in_as=account.email or "")
        _take(session, offer.invitation, account, now)
        _record(session, who, offer.invitation, now)
        return Accepted(invitation=offer.invitation)


def accept_as_new(
    database: Database, secret: str, person: NewAccount, visit: Visit
) -> tuple[Accepted, SignedIn] | AddressTaken | NoOffer:
    """Make an account, take the role and sign in, all or nothing.

    Its address is the one the invitation was sent to, which the link has proved. Where the link was handed over, it
    is the one that was typed: nothing that is sent to that address later is opened by having typed it here.
    """
    with database.writing() as session:
        offer = _look(session, secret, visit.now, to_change=True)
        if isinstance(offer, NoOffer):
            return offer
        email = offer.invitation.email or person.email
        if email is None:
            raise ValueError("An invitation without an address needs one to be accepted.")
        account = add_account(session, person.name, email, password=person.password, now=visit.now)
        if account is None:
            return AddressTaken(offer=offer)
        who = Actor(kind=ActorKind.PERSON, account=account.id, request=visit.request)
        _take(session, offer.invitation, account, visit.now)
        record_account(session, who, account, visit.now)
        _record(session, who, offer.invitation, visit.now)
        return Accepted(invitation=offer.invitation), signed_in(session, account.id, visit)


def _take(session: Transaction, invitation: Invitation, account: Account, now: datetime) -> None:
    rows.settle_accepted(session, invitation.id, account.id, now)
    give_role(session, secrets.token_hex(16), invitation.place, account.id, invitation.role, now)
    if invitation.assessment:
        wanted = Wanted(sections=invitation.sections, due_on=invitation.due_on)
        take_part_as_invited(session, invitation.assessment, account.id, wanted, by=invitation.invited_by, now=now)


def _record(session: Transaction, who: Actor, invitation: Invitation, now: datetime) -> None:
    subject = Subject(
        kind="invitation",
        id=invitation.id,
        organisation=invitation.organisation,
        partnership=invitation.partnership,
    )
    record(session, who, Event.INVITATION_ACCEPTED, subject, now=now, after={"role": invitation.role.value})
