"""Signing in by password or link: each proof works once and for its person alone, and tells strangers nothing."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest

from selfassess.services import own_account
from selfassess.services.access import OPERATOR
from selfassess.services.accounts import set_active
from selfassess.services.links import look_at_link
from selfassess.services.passwords import matches
from selfassess.services.sessions import SignedIn as Here
from selfassess.services.sessions import session_of
from selfassess.services.sign_in import SignedIn, TooOften, Wrong, ask_for_link, with_link, with_password
from selfassess.store.links import Purpose

from .installation import HASH, PASSWORD, SECOND, Installation
from .members import MAIL

# By password


def test_the_password_signs_in_however_the_address_is_written(here: Installation) -> None:
    done = with_password(here.database, " ANN@example.org ", PASSWORD, here.visit)
    assert isinstance(done, SignedIn)
    found = session_of(here.database, done.secret, now=here.now)
    assert isinstance(found, Here)
    assert (found.account.id, found.session.device) == (here.ann.id, "Firefox on Windows")


@pytest.mark.parametrize(
    ("email", "password"),
    [("ann@example.org", "three random word"), ("ann@example.org", ""), ("nobody@example.org", PASSWORD),
     ("admin@example.org", PASSWORD), ("admin@example.org", ""), ("no address", PASSWORD), ("\0\ud800", "\0\ud800"),
     ("ann@example.org", "x" * 100_000)],
)  # fmt: skip
def test_everything_else_is_wrong_in_the_same_way(here: Installation, email: str, password: str) -> None:
    assert with_password(here.database, email, password, here.visit) == Wrong()


def test_who_was_switched_off_is_told_the_same_as_a_stranger(here: Installation) -> None:
    set_active(here.database, OPERATOR, here.ann.id, active=False, now=here.now)
    assert with_password(here.database, "ann@example.org", PASSWORD, here.visit) == Wrong()


def test_a_stranger_costs_as_much_hashing_as_a_member(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes: list[str] = []
    context = matches.__globals__["_HASHES"]
    handler = context.handler()
    real = handler.verify
    monkeypatch.setattr(handler, "verify", lambda secret, kept, **more: hashes.append(kept) or real(secret, kept))
    matches("a wrong password", HASH)
    matches("a wrong password", None)
    assert len(hashes) == 2
    costs = [re.findall(r"m=\d+,t=\d+,p=\d+", hash) for hash in hashes]
    assert costs[0] == costs[1]


def test_after_five_wrong_passwords_even_the_right_one_waits_and_strangers_do_too(here: Installation) -> None:
    for email in ("ann@example.org", "nobody@example.org"):
        for _ in range(5):
            assert with_password(here.database, email, "wrong", here.visit) == Wrong()
        done = with_password(here.database, email.upper(), PASSWORD, here.later(SECOND))
        assert done == TooOften(wait=timedelta(minutes=5) - SECOND)
    assert isinstance(
        with_password(here.database, "ann@example.org", PASSWORD, here.later(timedelta(minutes=5))), SignedIn
    )


def test_who_is_kept_out_by_somebody_elses_guesses_still_gets_in_by_a_link(here: Installation) -> None:
    for _ in range(9):
        with_password(here.database, "ann@example.org", "wrong", here.visit)
    assert ask_for_link(here.database, "ann@example.org", Purpose.SIGN_IN, MAIL, here.visit) is None
    done = with_link(here.database, here.secret_to("ann@example.org"), here.visit)
    assert isinstance(done, SignedIn)


# By link


def test_a_link_is_looked_at_as_often_as_one_likes_and_used_once(here: Installation) -> None:
    ask_for_link(here.database, "Ann@Example.org", Purpose.SIGN_IN, MAIL, here.visit)
    secret = here.secret_to("ann@example.org")
    for _ in range(3):
        assert look_at_link(here.database, secret, now=here.now) is not None
    assert isinstance(with_link(here.database, secret, here.visit), SignedIn)
    assert with_link(here.database, secret, here.visit) == Wrong()


def test_a_link_used_twice_at_the_same_moment_opens_once(here: Installation) -> None:
    ask_for_link(here.database, "ann@example.org", Purpose.SIGN_IN, MAIL, here.visit)
    secret = here.secret_to("ann@example.org")
    outcomes: list[object] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(type(with_link(here.database, secret, here.visit))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == sorted([SignedIn, Wrong, Wrong, Wrong], key=str)


def test_a_link_expires(here: Installation) -> None:
    ask_for_link(here.database, "ann@example.org", Purpose.SIGN_IN, MAIL, here.visit)
    secret = here.secret_to("ann@example.org")
    assert with_link(here.database, secret, here.later(timedelta(minutes=30))) == Wrong()
    assert isinstance(with_link(here.database, secret, here.later(timedelta(minutes=29))), SignedIn)


def test_a_mangled_link_or_one_for_something_else_opens_nothing_and_stays(here: Installation) -> None:
    ask_for_link(here.database, "ann@example.org", Purpose.PASSWORD, MAIL, here.visit)
    secret = here.secret_to("ann@example.org")
    for mangled in (secret[:-1], secret + "=", secret.swapcase(), "", "\0", "\ud800", "é" * 500, secret):
        assert with_link(here.database, mangled, here.visit) == Wrong()
        assert own_account.prove_email(here.database, mangled, MAIL, here.visit) is None
    assert look_at_link(here.database, secret, now=here.now) is not None


def test_nobody_gets_a_message_who_has_no_account_and_nobody_is_told(here: Installation) -> None:
    for email in ("nobody@example.org", "no address"):
        assert ask_for_link(here.database, email, Purpose.SIGN_IN, MAIL, here.visit) is None
    set_active(here.database, OPERATOR, here.ann.id, active=False, now=here.now)
    assert ask_for_link(here.database, "ann@example.org", Purpose.PASSWORD, MAIL, here.visit) is None
    assert here.letters() == []


def test_a_mailbox_is_not_flooded(here: Installation) -> None:
    for email in ("ann@example.org", "nobody@example.org"):
        waits = [ask_for_link(here.database, email, Purpose.SIGN_IN, MAIL, here.visit) for _ in range(5)]
        assert [wait is None for wait in waits] == [True, True, True, False, False]
    assert len(here.letters()) == 3
