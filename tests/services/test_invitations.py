"""Invitations: sent once, accepted once by whom they are for, replaced, taken back, expired."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.services.accepting import (
    Accepted,
    AddressTaken,
    NewAccount,
    NoOffer,
    Offer,
    OtherPerson,
    Why,
    accept,
    accept_as_new,
    look_at_invitation,
)
from selfassess.services.access import OPERATOR, VISITOR, Action, Actor
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
from selfassess.services.people import people_in
from selfassess.services.places import organisation_for
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.sign_in import Visit
from selfassess.services.throttle import count_within
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Role

from .members import MAIL, Town, at

Ask = Callable[..., Invited]


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


@pytest.fixture
def force(town: Town) -> Organisation:
    return town.organisation("Force")


@pytest.fixture
def lead(town: Town, force: Organisation) -> Actor:
    return town.person("lee", (force, Role.LEAD))


@pytest.fixture
def ask(database: Database, now: datetime, force: Organisation, lead: Actor) -> Ask:
    """`ask("anna@example.org")`: the lead invites this address; None for a link to hand over."""

    def sent(email: str | None, role: Role = Role.VIEWER) -> Invited:
        done = invite(database, lead, at(force), Invitee(name="Anna", email=email, role=role), MAIL, now=now)
        assert isinstance(done, Invited)
        return done

    return sent


def visit(now: datetime) -> Visit:
    return Visit(network="127.0.0.1", device="a browser", request="r1", now=now)


def new(email: str | None = None) -> NewAccount:
    return NewAccount(name="Anna Example", email=email, password="hash")


def letters(database: Database) -> list[tuple[str, str, str, str]]:
    with database.reading() as session:
        return [
            tuple(row)
            for row in session.execute(text('SELECT "to", subject, text, html FROM outbox ORDER BY created_at'))
        ]


def roles_of(database: Database, force: Organisation, name: str) -> set[Role]:
    return {
        role for one in people_in(database, OPERATOR, at(force)).here if one.account.name == name for role in one.roles
    }


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


def test_looking_uses_nothing_up_and_accepting_does(town: Town, database: Database, ask: Ask, force, now: datetime):
    anna, secret = town.person("anna"), ask("anna@example.org").secret
    for _ in range(3):
        offer = look_at_invitation(database, secret, now=now)
        assert isinstance(offer, Offer)
        assert (offer.named.place, offer.named.inviter, offer.has_account) == ("Force", "lee", True)
    assert isinstance(accept(database, anna, secret, now=now), Accepted)
    assert roles_of(database, force, "anna") == {Role.VIEWER}
    assert isinstance(accept(database, anna, secret, now=now), Accepted)  # a double click
    used = look_at_invitation(database, secret, now=now)
    assert isinstance(used, NoOffer)
    assert used.why is Why.USED


def test_an_invitation_sent_to_somebody_else_is_not_accepted_nor_used_up(
    town: Town, database: Database, ask: Ask, force, now: datetime
):
    other, secret = town.person("eve"), ask("anna@example.org").secret
    done = accept(database, other, secret, now=now)
    assert isinstance(done, OtherPerson)
    assert done.signed_in_as == "eve@example.org"
    assert roles_of(database, force, "eve") == set()
    assert isinstance(accept(database, town.person("anna"), secret, now=now), Accepted)


def test_a_link_that_was_handed_over_is_for_whoever_holds_it_once(
    town: Town, database: Database, ask: Ask, force, now: datetime
):
    secret = ask(None).secret
    assert isinstance(accept(database, town.person("eve"), secret, now=now), Accepted)
    done = accept(database, town.person("mal"), secret, now=now)
    assert isinstance(done, NoOffer)
    assert roles_of(database, force, "mal") == set()


def test_nobody_who_is_not_signed_in_accepts(database: Database, ask: Ask, now: datetime):
    secret = ask("anna@example.org").secret
    for who in (VISITOR, OPERATOR):
        assert accept(database, who, secret, now=now) == NoOffer(why=Why.UNKNOWN)
    assert isinstance(look_at_invitation(database, secret, now=now), Offer)


def test_a_new_account_has_the_address_that_the_letter_went_to(database: Database, ask: Ask, force, now: datetime):
    secret = ask("anna@example.org").secret
    done = accept_as_new(database, secret, new("mal@example.org"), visit(now))
    assert isinstance(done, tuple)
    (member,) = [one for one in people_in(database, OPERATOR, at(force)).here if one.account.name == "Anna Example"]
    assert member.account.email == "anna@example.org"
    assert not member.account.administrator
    assert isinstance(accept_as_new(database, secret, new(), visit(now)), NoOffer)


def test_a_bare_link_takes_the_address_that_is_typed_unless_it_is_somebodys(
    town: Town, database: Database, ask: Ask, force, now: datetime
):
    town.person("eve")
    secret = ask(None).secret
    done = accept_as_new(database, secret, new("eve@example.org"), visit(now))
    assert isinstance(done, AddressTaken)
    assert roles_of(database, force, "eve") == set()
    assert isinstance(accept_as_new(database, secret, new("anna@example.org"), visit(now)), tuple)
    with pytest.raises(ValueError, match="needs one"):
        accept_as_new(database, ask(None).secret, new(None), visit(now))


def test_after_fourteen_days_it_has_expired(town: Town, database: Database, ask: Ask, now: datetime):
    anna, secret = town.person("anna"), ask("anna@example.org").secret
    assert isinstance(look_at_invitation(database, secret, now=now + LASTS - timedelta(seconds=1)), Offer)
    for done in (
        look_at_invitation(database, secret, now=now + LASTS),
        accept(database, anna, secret, now=now + LASTS),
        accept_as_new(database, secret, new(), visit(now + LASTS)),
    ):
        assert isinstance(done, NoOffer)
        assert done.why is Why.EXPIRED


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


@pytest.mark.parametrize("secret", ["", "x", "0" * 32, "\0", "\udcff", "a" * 10_000, "../../etc", "%00", "ſecret"])
def test_a_mangled_link_opens_nothing(town: Town, database: Database, ask: Ask, now: datetime, secret: str):
    ask("anna@example.org")
    assert look_at_invitation(database, secret, now=now) == NoOffer(why=Why.UNKNOWN)
    assert accept(database, town.person("anna"), secret, now=now) == NoOffer(why=Why.UNKNOWN)
    assert accept_as_new(database, secret, new(), visit(now)) == NoOffer(why=Why.UNKNOWN)


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


def test_of_two_who_accept_one_link_at_the_same_moment_one_gets_the_role(
    town: Town, database: Database, ask: Ask, force, now: datetime
):
    for number in range(6):
        secret, done = ask(None).secret, []
        people = [town.person(f"{name}{number}") for name in "ab"]
        barrier = threading.Barrier(2)

        def take(who: Actor, secret: str = secret, done: list[object] = done, barrier=barrier) -> None:
            barrier.wait()
            done.append(accept(database, who, secret, now=now))

        threads = [threading.Thread(target=take, args=(who,)) for who in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(type(one).__name__ for one in done) == ["Accepted", "NoOffer"]
        assert len(people_in(database, OPERATOR, at(force)).here) == number + 2


def test_while_there_are_no_accounts_no_invitation_makes_one(town: Town, database: Database, now: datetime):
    force = town.organisation("Force")
    sent = invite(database, OPERATOR, at(force), Invitee(name="", email=None, role=Role.LEAD), MAIL, now=now)
    assert isinstance(sent, Invited)
    assert accept_as_new(database, sent.secret, new("eve@example.org"), visit(now)) == NoOffer(why=Why.UNKNOWN)
    assert organisation_for(database, OPERATOR, Action.SEE_OUTLINE, force.id) == force


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
