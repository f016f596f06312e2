"""Invitations are accepted once, by whom they are for, while they last."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

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
from selfassess.services.access import OPERATOR, VISITOR, Actor
from selfassess.services.invitations import LASTS, Invited, Invitee, invite
from selfassess.services.people import people_in
from selfassess.services.places import organisation_for
from selfassess.services.rights import Action
from selfassess.services.sign_in import Visit
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Role

from .members import MAIL, Town, at

Ask = Callable[..., Invited]


def visit(now: datetime) -> Visit:
    return Visit(network="127.0.0.1", device="a browser", request="r1", now=now)


def new(email: str | None = None) -> NewAccount:
    return NewAccount(name="Anna Example", email=email, password="hash")


def roles_of(database: Database, force: Organisation, name: str) -> set[Role]:
    return {
        role for one in people_in(database, OPERATOR, at(force)).here if one.account.name == name for role in one.roles
    }


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


@pytest.mark.parametrize("secret", ["", "x", "0" * 32, "\0", "\udcff", "a" * 10_000, "../../etc", "%00", "ſecret"])
def test_a_mangled_link_opens_nothing(town: Town, database: Database, ask: Ask, now: datetime, secret: str):
    ask("anna@example.org")
    assert look_at_invitation(database, secret, now=now) == NoOffer(why=Why.UNKNOWN)
    assert accept(database, town.person("anna"), secret, now=now) == NoOffer(why=Why.UNKNOWN)
    assert accept_as_new(database, secret, new(), visit(now)) == NoOffer(why=Why.UNKNOWN)


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
