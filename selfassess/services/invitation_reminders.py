"""People are reminded, once, of an invitation that runs out soon."""

from __future__ import annotations

from datetime import datetime, timedelta

from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.invitation_letter import invitation_address, names_in
from selfassess.services.letters import Link, letter
from selfassess.services.links import hash_of, new_secret
from selfassess.services.outbox import post
from selfassess.store import invitations as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.expiring import invitations_running_out
from selfassess.store.people import Invitation, Place

BEFORE = timedelta(days=3)
"""How long before it runs out."""


def remind_of_invitations(database: Database, who: Actor, mail: Post, *, now: datetime) -> int:
    """Remind everybody who has not been, each in a transaction of their own; gives how many."""
    with database.reading() as session:
        found = invitations_running_out(session, now, now + BEFORE)
    return sum(_remind(database, who, place, id, mail, now) for place, id in found)


def _remind(database: Database, who: Actor, place: Place, id: str, mail: Post, now: datetime) -> bool:
    with database.writing() as session:
        held = rows.find_invitation(session, place, id, to_change=True)
        # Sent within these days it was a reminder already, or so late that one would only be a nuisance.
        if held is None or held.accepted_at or held.revoked_at or held.sent_at >= held.expires_at - BEFORE:
            return False
        # Only the hash of the link that was sent is kept: a new one takes its place, for no longer than that one.
        secret = new_secret()
        rows.set_sent(session, held.id, hash_of(secret), now, held.expires_at)
        _send(session, held, secret, mail, now)
        subject = Subject(kind="invitation", id=held.id, organisation=held.organisation, partnership=held.partnership)
        record(session, who, Event.INVITED_AGAIN, subject, now=now, after={"role": held.role.value, "reminder": True})
        return True


def _send(session: Transaction, invitation: Invitation, secret: str, mail: Post, now: datetime) -> None:
    t = mail.t
    said = {"place": names_in(session, invitation).place, "day": t.date(invitation.expires_at.date())}
    message = letter(
        t,
        to=invitation.email or "",
        name=invitation.name,
        subject=t("Your invitation to {place} ends on {day}", **said),
        paragraphs=[
            t("You were invited to {place} and have not answered yet. The invitation ends on {day}.", **said),
        ],
        link=Link(words=t("See the invitation"), address=invitation_address(mail.base_address, secret)),
        after=[
            t("This link takes the place of the one you were sent before. You will not be reminded again."),
            t("If you expected no invitation, do nothing: without you nobody can accept it."),
        ],
        why=t("You get this because somebody typed your address to invite you."),
        installation=mail.base_address,
    )
    post(session, message, key=f"invitation:{hash_of(secret)}", now=now)
