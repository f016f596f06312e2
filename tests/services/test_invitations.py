"""Invitations: sent once by whom they may be sent, replaced, taken back; and what their letters say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.services.accepting import Accepted, NoOffer, Why, accept
from selfassess.services.access import Actor
from selfassess.services.invitations import (
    BY_ACCOUNT,
    LASTS,
    HasRole,
    Invited,
    InvitedBefore,
    Invitee,
    Settled,
    TooMany,
    invitation_in,
    invite,
    required_roles_to_offer,
    revoke,
    roles_to_offer,
    send_again,
    waiting_in,
)
from selfassess.services.links import hash_of
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.throttle import count_within
from selfassess.store.database import Database
from selfassess.store.people import Role

from .members import MAIL, Town, at

Ask = Callable[..., Invited]


def letters(database: Database) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        return [
            tuple(row)
            for row in session.execute(text('SELECT "to", subject, text, html FROM outbox ORDER BY created_at'))
        ]


def test_the_letter_says_who_invites_to_what_and_holds_the_only_copy_of_the_secret(database: Database, ask: Ask):
    done = ask("anna@example.org")
    ((to, subject, words, html),) = letters(database)
    assert (to, subject) == ("anna@example.org", "You are invited to Force")
    assert "Hello Anna," in words
    assert "lee invites you to Force, as viewer." in words
    assert "until 15 October 2026" in words
    assert re.findall(r"https://assess\.example\.org/invitations/(\S+)", words) == [done.secret]
    assert f'href="https://assess.example.org/invitations/{done.secret}"' in html
    with database.reading() as session:
        assert session.scalar(text("SELECT secret FROM invitation")) == hash_of(done.secret)


def test_a_link_to_hand_over_is_not_sent(database: Database, ask: Ask):
    assert ask(None).secret
    assert letters(database) == []


def test_sending_again_makes_a_new_link_and_the_one_before_is_of_no_use(
    town: Town, database: Database, lead: Actor, ask: Ask, now: datetime
):
    anna, first = town.person("anna"), ask("anna@example.org")
    later = now + LASTS + timedelta(days=3)
    second = send_again(database, lead, first.invitation, MAIL, now=later)
    assert isinstance(second, Invited)
    assert second.invitation.expires_at == later + LASTS
    assert accept(database, anna, first.secret, now=later) == NoOffer(why=Why.UNKNOWN)
    assert len(letters(database)) == 2
    assert isinstance(accept(database, anna, second.secret, now=later), Accepted)
    assert send_again(database, lead, first.invitation, MAIL, now=later) == Settled()


def test_what_was_taken_back_is_of_no_use(town: Town, database: Database, lead: Actor, ask: Ask, force, now: datetime):
    anna, sent = town.person("anna"), ask("anna@example.org")
    assert revoke(database, lead, sent.invitation, now=now)
    assert not revoke(database, lead, sent.invitation, now=now)
    done = accept(database, anna, sent.secret, now=now)
    assert isinstance(done, NoOffer)
    assert done.why is Why.REVOKED
    assert waiting_in(database, lead, at(force)) == ()
    assert isinstance(ask("anna@example.org"), Invited)


def test_who_has_the_role_or_an_open_invitation_is_not_invited_again(
    town: Town, database: Database, lead: Actor, ask: Ask, force, now: datetime
):
    town.person("val", (force, Role.VIEWER))
    has = Invitee(name="", email="val@example.org", role=Role.VIEWER)
    assert invite(database, lead, at(force), has, MAIL, now=now) == HasRole()
    sent = ask("anna@example.org")
    again = Invitee(name="", email="anna@example.org", role=Role.VIEWER)
    assert invite(database, lead, at(force), again, MAIL, now=now) == InvitedBefore(invitation=sent.invitation)
    ask("anna@example.org", Role.MODERATOR)
    assert isinstance(invite(database, lead, at(force), again, MAIL, now=now + LASTS), Invited)


def test_only_so_many_are_invited_a_day(database: Database, lead: Actor, force, now: datetime):
    with database.writing() as session:
        for _ in range(BY_ACCOUNT.most):
            assert count_within(session, (BY_ACCOUNT, str(lead.account)), now=now) is None
    done = invite(database, lead, at(force), Invitee(name="", email=None, role=Role.VIEWER), MAIL, now=now)
    assert isinstance(done, TooMany)
    done = invite(
        database, lead, at(force), Invitee(name="", email=None, role=Role.VIEWER), MAIL, now=now + BY_ACCOUNT.window
    )
    assert isinstance(done, Invited)


def test_a_partnership_administrator_invites_the_first_lead_and_nobody_else(
    town: Town, database: Database, now: datetime
):
    partnership, (council,) = town.partnership("Together", "Council")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    assert roles_to_offer(database, pat, at(council)) == (Role.LEAD,)
    with pytest.raises(NotPermittedError):
        invite(database, pat, at(council), Invitee(name="", email=None, role=Role.VIEWER), MAIL, now=now)
    first = invite(database, pat, at(council), Invitee(name="", email=None, role=Role.LEAD), MAIL, now=now)
    assert isinstance(first, Invited)
    assert waiting_in(database, pat, at(council)) == (first.invitation,)
    assert isinstance(accept(database, town.person("lee"), first.secret, now=now), Accepted)

    assert roles_to_offer(database, pat, at(council)) == ()
    for refused in (
        lambda: required_roles_to_offer(database, pat, at(council)),
        lambda: invite(database, pat, at(council), Invitee(name="", email=None, role=Role.LEAD), MAIL, now=now),
    ):
        with pytest.raises(NotPermittedError, match="has a lead"):
            refused()


def test_who_runs_another_place_invites_nobody_here_and_touches_no_invitation(
    town: Town, database: Database, ask: Ask, force, now: datetime
):
    sent, other = ask("anna@example.org"), town.organisation("Other")
    eve = town.person("eve", (other, Role.LEAD), (force, Role.CONTRIBUTOR))
    stranger = town.person("mal", (other, Role.LEAD))
    for who, error in ((eve, NotPermittedError), (stranger, NotFoundError)):
        with pytest.raises(error):
            invite(database, who, at(force), Invitee(name="", email=None, role=Role.LEAD), MAIL, now=now)
        with pytest.raises(error):
            revoke(database, who, sent.invitation, now=now)
        with pytest.raises(error):
            send_again(database, who, sent.invitation, MAIL, now=now)
        with pytest.raises(NotFoundError):
            invitation_in(database, who, force, sent.invitation.id)
        with pytest.raises(NotFoundError):
            invitation_in(database, who, other, sent.invitation.id)
        assert waiting_in(database, who, at(force)) == ()


def test_a_role_of_another_kind_of_place_is_refused(database: Database, lead: Actor, force, now: datetime):
    with pytest.raises(ValueError, match="no such role"):
        invite(database, lead, at(force), Invitee(name="", email=None, role=Role.STEERING_GROUP), MAIL, now=now)


HOSTILE = ('"><svg onload=alert(1)>', "{{ 7*7 }}", "<b>bold</b>", "Bcc: eve@example.org", "‮evil", "%s{place}{0}")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_stay_words_in_the_letter(town: Town, database: Database, now: datetime, words: str):
    force = town.organisation(words)
    lead = town.person("lee", (force, Role.LEAD))
    invite(database, lead, at(force), Invitee(name=words, email="a@example.org", role=Role.VIEWER), MAIL, now=now)
    ((_, subject, plain, html),) = letters(database)
    assert subject == f"You are invited to {words}"
    assert words in plain
    assert "<svg" not in html
    assert "<b>" not in html
    assert len(subject.splitlines()) == 1
