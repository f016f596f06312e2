"""Accounts: found however the address is written, switched off for good, and never without an administrator."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from selfassess.services.access import LOCAL, OPERATOR, VISITOR, Actor, ActorKind
from selfassess.services.accounts import (
    account_for,
    account_of_email,
    accounts,
    add_account,
    hand_over_link,
    normalised,
    set_active,
    set_administrator,
)
from selfassess.services.links import look_at_link
from selfassess.services.problems import NotFoundError
from selfassess.services.sessions import session_of, start_session
from selfassess.store.accounts import set_rights
from selfassess.store.database import Database
from selfassess.store.people import Account

Add = Callable[..., Account]


@pytest.fixture
def add(database: Database, now: datetime) -> Add:
    """`add("ann")`: an account with that name and `ann@example.org`."""

    def made(name: str, *, administrator: bool = False) -> Account:
        email = f"{name}@example.org"
        with database.writing() as session:
            account = add_account(session, name, email, administrator=administrator, password=None, now=now)
        assert account is not None
        return account

    return made


def person(account: Account) -> Actor:
    return Actor(kind=ActorKind.PERSON, account=account.id)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ann@Example.ORG ", "ann@example.org"),
        ("ann+forms@example.org", "ann+forms@example.org"),
        ("ann@EXÄMPLE.org", "ann@exämple.org"),
        ("ann@ｅxample.org", "ann@example.org"),
    ],
)
def test_an_address_is_kept_in_one_form_however_it_is_written(typed: str, kept: str) -> None:
    assert normalised(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "ann", "ann@", "@example.org", "ann@example", "a b@example.org", "ann@example.org\nBcc: x@example.org",
     "ann@example.org\0", "ann@example.org, bob@example.org", "Ann <ann@example.org>", "a" * 400 + "@example.org",
     "ann@[127.0.0.1]", "ann@example..org", "\ud800@example.org"],
)  # fmt: skip
def test_what_is_no_address_or_would_be_two_is_none(typed: str) -> None:
    assert normalised(typed) is None


def test_an_account_is_found_by_its_address_and_added_once(database: Database, add: Add, now: datetime) -> None:
    ann = add("ann")
    with database.writing() as session:
        assert account_of_email(session, " ANN@example.org") == ann
        assert account_of_email(session, "nobody") is None
        assert add_account(session, "Other", "ann@example.org", password=None, now=now) is None


def test_only_administrators_see_accounts(database: Database, add: Add) -> None:
    admin, bob = add("admin", administrator=True), add("bob")
    for who in (OPERATOR, LOCAL, person(admin)):
        assert [one.name for one in accounts(database, who)] == ["admin", "bob"]
        assert account_for(database, who, bob.id) == bob
    for who in (VISITOR, person(bob)):
        with pytest.raises(NotFoundError):
            accounts(database, who)
        with pytest.raises(NotFoundError):
            account_for(database, who, bob.id)
    with pytest.raises(NotFoundError):
        account_for(database, OPERATOR, "nobody\0")


def test_switching_an_account_off_ends_its_sessions_and_links(database: Database, add: Add, now: datetime) -> None:
    add("admin", administrator=True)
    bob = add("bob")
    with database.writing() as session:
        cookie = start_session(session, bob.id, "Firefox", now)
    link = hand_over_link(database, OPERATOR, "bob@example.org", without_second_step=False, now=now)
    assert set_active(database, OPERATOR, bob.id, active=False, now=now)
    assert set_active(database, OPERATOR, bob.id, active=False, now=now)
    assert session_of(database, cookie, now=now) is None
    assert look_at_link(database, link, now=now) is None
    with pytest.raises(NotFoundError):
        hand_over_link(database, OPERATOR, "bob@example.org", without_second_step=False, now=now)
    assert set_active(database, OPERATOR, bob.id, active=True, now=now)
    assert session_of(database, cookie, now=now) is None  # a session that has ended does not come back


def test_the_last_active_administrator_stays_one(database: Database, add: Add, now: datetime) -> None:
    admin, other = add("admin", administrator=True), add("other", administrator=True)
    assert set_active(database, person(admin), other.id, active=False, now=now)
    assert not set_administrator(database, person(admin), admin.id, administrator=False, now=now)
    assert not set_active(database, OPERATOR, admin.id, active=False, now=now)
    assert account_for(database, OPERATOR, admin.id) == admin
    assert set_active(database, person(admin), other.id, active=True, now=now)
    assert set_administrator(database, person(admin), admin.id, administrator=False, now=now)
    with pytest.raises(NotFoundError):
        set_administrator(database, person(admin), other.id, administrator=False, now=now)


@pytest.mark.parametrize("way", ["removed", "switched off"])
def test_of_two_administrators_who_remove_each_other_at_once_one_stays(
    database: Database, add: Add, now: datetime, way: str
) -> None:
    for _ in range(5):
        pair = [add(f"{way.replace(' ', '-')}-{_}-{one}", administrator=True) for one in "ab"]
        together = threading.Barrier(2)
        refused: list[Account] = []

        def remove(who: Account, whom: Account, together=together, refused=refused) -> None:
            together.wait()
            try:
                if way == "removed":
                    done = set_administrator(database, person(who), whom.id, administrator=False, now=now)
                else:
                    done = set_active(database, person(who), whom.id, active=False, now=now)
            except NotFoundError:
                done = False
            if not done:
                refused.append(who)

        threads = [threading.Thread(target=remove, args=order) for order in (pair, pair[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        manage = [one for one in accounts(database, OPERATOR) if one.administrator and one.active]
        assert len(refused) == 1
        assert [one.id for one in manage] == [next(one.id for one in pair if one not in refused)]
        for one in pair:  # out of the way of the next round
            with database.writing() as session:
                set_rights(session, one.id, active=False, administrator=False)
