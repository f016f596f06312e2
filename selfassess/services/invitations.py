"""Invitations to a role: sent by e-mail or handed over as a link, sent again, taken back.

Only the hash of a link's secret is kept. Sending again makes a new secret, and the one before is of no use any more.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from selfassess.services.access import Actor, may_in_organisation, require_in_organisation
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.invitation_letter import send_invitation
from selfassess.services.links import hash_of, new_secret
from selfassess.services.people import may_run, require_in_place
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.throttle import Limit, count_within
from selfassess.store import invitations as rows
from selfassess.store.accounts import account_of_email
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import heads_of, hold_place, roles_held
from selfassess.store.people import Invitation, Organisation, Partnership, Place, Role

LASTS = timedelta(days=14)
"""How long an invitation can be accepted after it was last sent."""

BY_ACCOUNT = Limit(what="invitations by account", most=1000, window=timedelta(days=1))
"""So that an account in wrong hands cannot be used to send e-mail to the world."""

_HAS_A_LEAD = "invite people to an organisation that has a lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Who is invited as what: `email` is `accounts.normalised`, None for a link to hand over; `name` may be empty.

    A contributor may be asked to contribute to one `assessment` at once: to these `sections` (None: all), by `due_on`.
    """

    name: str
    email: str | None
    role: Role
    assessment: str | None = None
    sections: frozenset[str] | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """The invitation is on its way, or its link is to be handed over: `secret` is kept nowhere."""

    invitation: Invitation
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedBefore:
    """Nothing was sent: an invitation of this address to this role is open."""

    invitation: Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class HasRole:
    """Nothing was sent: whoever has this address has the role already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMany:
    """Nothing was sent: this account has sent very many today. `wait` is how long until it can send more."""

    wait: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Nothing was sent or taken back: it was accepted or taken back meanwhile."""


def invite(
    database: Database, who: Actor, place: Place, invitee: Invitee, mail: Post, *, now: datetime
) -> Invited | InvitedBefore | HasRole | TooMany:
    """Offer a role. For those who run the place; for its first lead see `roles_to_offer`.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        hold_place(session, place)
        require_to_invite(session, who, place, invitee.role)
        wait = count_sending(session, who, now)
        if wait:
            return TooMany(wait=wait)
        done = invite_within(session, who, place, invitee, mail, now)
        if isinstance(done, Invited):
            record_invited(session, who, done.invitation, now)
        return done


def count_sending(session: Transaction, who: Actor, now: datetime) -> timedelta | None:
    """Count one invitation by this account; how long to wait where it sent too many."""
    return count_within(session, (BY_ACCOUNT, who.account), now=now) if who.account else None


def invite_within(
    session: Transaction, who: Actor, place: Place, invitee: Invitee, mail: Post, now: datetime
) -> Invited | InvitedBefore | HasRole:
    """The same in a transaction that decided that they may; `record_invited` is to be called at its end."""
    if invitee.email is not None:
        account = account_of_email(session, invitee.email)
        if account and invitee.role in roles_held(session, place, account.id):
            return HasRole()
        before = rows.open_invitation(session, place, invitee.email, invitee.role, now)
        if before:
            return InvitedBefore(invitation=before)
    made, secret = _new(who, place, invitee, now), new_secret()
    rows.add_invitation(session, made, hash_of(secret))
    send_invitation(session, mail, made, secret, now)
    return Invited(invitation=made, secret=secret)


def _new(who: Actor, place: Place, invitee: Invitee, now: datetime) -> Invitation:
    return Invitation(
        id=secrets.token_hex(16),
        email=invitee.email,
        name=invitee.name,
        organisation=place.organisation,
        partnership=place.partnership,
        role=invitee.role,
        invited_by=who.account,
        invited_at=now,
        sent_at=now,
        expires_at=now + LASTS,
        accepted_at=None,
        accepted_by=None,
        revoked_at=None,
        assessment=invitee.assessment,
        sections=invitee.sections,
        due_on=invitee.due_on,
    )


def send_again(
    database: Database, who: Actor, invitation: Invitation, mail: Post, *, now: datetime
) -> Invited | TooMany | Settled:
    """Give it a new link and fourteen days more; the link before is of no use any more. For those who may invite."""
    with database.writing() as session:
        stored = _held(session, who, invitation)
        if stored is None:
            return Settled()
        wait = count_sending(session, who, now)
        if wait:
            return TooMany(wait=wait)
        secret = new_secret()
        rows.set_sent(session, stored.id, hash_of(secret), now, now + LASTS)
        sent = rows.find_invitation(session, stored.place, stored.id)
        assert sent is not None  # noqa: S101 - held since it was found
        send_invitation(session, mail, sent, secret, now)
        _record(session, who, Event.INVITED_AGAIN, sent, now)
        return Invited(invitation=sent, secret=secret)


def revoke(database: Database, who: Actor, invitation: Invitation, *, now: datetime) -> bool:
    """Take it back; False where it was accepted or taken back already. For those who may invite."""
    with database.writing() as session:
        stored = _held(session, who, invitation)
        if stored is None:
            return False
        rows.settle_revoked(session, stored.id, now)
        _record(session, who, Event.INVITATION_REVOKED, stored, now)
        return True


def _held(session: Transaction, who: Actor, invitation: Invitation) -> Invitation | None:
    """The invitation as it is now, for somebody who may invite to it; None where it is settled."""
    require_to_invite(session, who, invitation.place, invitation.role)
    stored = rows.find_invitation(session, invitation.place, invitation.id, to_change=True)
    if stored is None or stored.accepted_at or stored.revoked_at:
        return None
    return stored


def waiting_in(database: Database, who: Actor, place: Place) -> tuple[Invitation, ...]:
    """Those that nobody accepted or took back, expired ones too, as far as this person may invite to the role."""
    with database.reading() as session:
        offered = roles_to_offer_in(session, who, place)
        return tuple(one for one in rows.unsettled_in(session, place) if one.role in offered)


def invitation_in(database: Database, who: Actor, place: Organisation | Partnership, id: str) -> Invitation:
    """One to this place, for those who may invite to its role; `NotFoundError` for any other."""
    at = Place(organisation=place.id) if isinstance(place, Organisation) else Place(partnership=place.id)
    with database.reading() as session:
        found = rows.find_invitation(session, at, id)
        if found is None or found.role not in roles_to_offer_in(session, who, at):
            raise NotFoundError(f"There is no invitation {id}.")
        return found


def required_roles_to_offer(database: Database, who: Actor, place: Place) -> tuple[Role, ...]:
    """The same, for the form to invite; `NotPermittedError` where this person may offer none."""
    offered = roles_to_offer(database, who, place)
    if not offered:
        raise NotPermittedError(_HAS_A_LEAD, frozenset({Role.LEAD}))
    return offered


def roles_to_offer(database: Database, who: Actor, place: Place) -> tuple[Role, ...]:
    """The roles this person may invite to: all for those who run the place.

    Who administers a partnership may invite the lead of an organisation in it, as long as it has none.
    """
    with database.reading() as session:
        return roles_to_offer_in(session, who, place)


def roles_to_offer_in(session: Transaction, who: Actor, place: Place) -> tuple[Role, ...]:
    """The same inside a transaction that is open."""
    if may_run(session, who, place):
        return place.roles
    if place.organisation and may_in_organisation(session, who, Action.INVITE_LEAD, place.organisation):
        return () if heads_of(session, place) else (place.head,)
    return ()


def require_to_invite(session: Transaction, who: Actor, place: Place, role: Role) -> None:
    """Go on only for those who may offer this role there."""
    if role not in place.roles:
        raise ValueError("There is no such role in such a place.")
    if role in roles_to_offer_in(session, who, place):
        return
    if place.organisation:
        missing = f"There is no organisation {place.organisation}."
        require_in_organisation(session, who, Action.INVITE_LEAD, place.organisation, missing)
        raise NotPermittedError(_HAS_A_LEAD, frozenset({Role.LEAD}))
    require_in_place(session, who, place, runs=True)


def record_invited(session: Transaction, who: Actor, invitation: Invitation, now: datetime) -> None:
    """Put on record that it was sent."""
    _record(session, who, Event.INVITED, invitation, now)


def _record(session: Transaction, who: Actor, event: Event, invitation: Invitation, now: datetime) -> None:
    subject = Subject(
        kind="invitation",
        id=invitation.id,
        organisation=invitation.organisation,
        partnership=invitation.partnership,
    )
    after = {"role": invitation.role.value, "by_email": invitation.email is not None}
    record(session, who, event, subject, now=now, after=after)
