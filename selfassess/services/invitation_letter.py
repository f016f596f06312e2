"""The e-mail that invites somebody, and what stands in it and on the page it leads to: who invites to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.services.account_letters import Post
from selfassess.services.letters import Link, letter
from selfassess.services.links import hash_of
from selfassess.services.outbox import post
from selfassess.services.place_words import role_means, role_words
from selfassess.store.accounts import account_of_id
from selfassess.store.database import Transaction
from selfassess.store.organisations import find_organisation
from selfassess.store.partnerships import find_partnership
from selfassess.store.people import Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names behind the ids of an invitation; `around` is the organisation that a service is in, else empty.

    `inviter` is empty where nobody with an account invited, or that person was erased.
    """

    place: str
    around: str
    inviter: str


def names_in(session: Transaction, invitation: Invitation) -> Named:
    """Who invites to what, in names."""
    inviter = account_of_id(session, invitation.invited_by) if invitation.invited_by else None
    place, around = "", ""
    if invitation.organisation:
        organisation = find_organisation(session, invitation.organisation)
        parent = find_organisation(session, organisation.parent) if organisation and organisation.parent else None
        place, around = organisation.name if organisation else "", parent.name if parent else ""
    elif invitation.partnership:
        partnership = find_partnership(session, invitation.partnership)
        place = partnership.name if partnership else ""
    return Named(place=place, around=around, inviter=inviter.name if inviter else "")


def invitation_address(base_address: str, secret: str) -> str:
    """Where the link of an invitation leads."""
    return f"{base_address}/invitations/{secret}"


def send_invitation(session: Transaction, mail: Post, invitation: Invitation, secret: str, now: datetime) -> None:
    """Put the letter into the outbox; nothing for a link that is handed over."""
    if invitation.email is None:
        return
    t, named = mail.t, names_in(session, invitation)
    place = (
        t("{service} ({organisation})", service=named.place, organisation=named.around) if named.around else named.place
    )
    if named.inviter:
        first = t("{inviter} invites you to {place}, as {role}.", inviter=named.inviter, place=place,
                  role=role_words(t, invitation.role))  # fmt: skip
    else:
        first = t("You are invited to {place}, as {role}.", place=place, role=role_words(t, invitation.role))
    message = letter(
        t,
        to=invitation.email,
        name=invitation.name,
        subject=t("You are invited to {place}", place=named.place),
        paragraphs=[
            first,
            t("There you can {means}.", means=role_means(t, invitation.role)),
        ],
        link=Link(words=t("See the invitation"), address=invitation_address(mail.base_address, secret)),
        after=[
            t("The link is for you alone and can be used until {day}.", day=t.date(invitation.expires_at.date())),
            t("If you expected no invitation, do nothing: without you nobody can accept it."),
        ],
        why=t("You get this because somebody typed your address to invite you."),
        installation=mail.base_address,
    )
    post(session, message, key=f"invitation:{hash_of(secret)}", now=now)
