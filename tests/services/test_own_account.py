"""One's own account: what changes how one signs in ends what was open before, and needs proof."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from selfassess.services import own_account
from selfassess.services.access import OPERATOR, Actor, ActorKind
from selfassess.services.accounts import add_account, set_active
from selfassess.services.links import hash_of
from selfassess.services.passwords import hashed
from selfassess.services.problems import NotFoundError
from selfassess.services.sessions import SignedIn as Here
from selfassess.services.sessions import session_of
from selfassess.services.sign_in import SignedIn, Wrong, ask_for_link, with_code, with_link, with_password
from selfassess.store.links import Purpose

from .installation import HASH, PASSWORD, Installation, number_of, set_up_app
from .members import MAIL


def test_a_new_password_ends_every_other_session_and_every_link(here: Installation) -> None:
    elsewhere, this = here.cookie(), here.cookie()
    ask_for_link(here.database, "ann@example.org", Purpose.SIGN_IN, MAIL, here.visit)
    link = here.secret_to("ann@example.org")
    own_account.change_password(
        here.database, here.as_ann, hash_of(this), hashed("turnip gravel eleven"), MAIL, now=here.now
    )
    assert session_of(here.database, elsewhere, now=here.now) is None
    assert isinstance(session_of(here.database, this, now=here.now), Here)
    assert with_link(here.database, link, here.visit) == Wrong()
    assert with_password(here.database, "ann@example.org", PASSWORD, here.visit) == Wrong()
    assert isinstance(with_password(here.database, "ann@example.org", "turnip gravel eleven", here.visit), SignedIn)
    assert ("ann@example.org", "Your password was changed") in [letter[:2] for letter in here.letters()]


def test_a_password_chosen_by_a_link_ends_every_session(here: Installation) -> None:
    elsewhere = here.cookie()
    ask_for_link(here.database, "ann@example.org", Purpose.PASSWORD, MAIL, here.visit)
    secret = here.secret_to("ann@example.org")
    assert isinstance(own_account.choose_password(here.database, secret, HASH, MAIL, here.visit), SignedIn)
    assert own_account.choose_password(here.database, secret, HASH, MAIL, here.visit) == Wrong()
    assert session_of(here.database, elsewhere, now=here.now) is None


def test_setting_up_an_app_and_switching_it_off_end_every_other_session(here: Installation) -> None:
    elsewhere = here.cookie()
    set_up_app(here)
    assert session_of(here.database, elsewhere, now=here.now) is None
    done = with_code(here.database, here.ann.id, "code-8", here.visit, number_of)
    also = with_code(here.database, here.ann.id, "code-9", here.visit, number_of)
    assert isinstance(done, SignedIn)
    assert isinstance(also, SignedIn)
    own_account.remove_second_step(here.database, here.as_ann, hash_of(done.secret), MAIL, now=here.now)
    own_account.remove_second_step(here.database, here.as_ann, hash_of(done.secret), MAIL, now=here.now)
    assert session_of(here.database, also.secret, now=here.now) is None
    assert isinstance(session_of(here.database, done.secret, now=here.now), Here)
    with pytest.raises(NotFoundError):
        own_account.set_recovery_codes(here.database, here.as_ann, [], now=here.now)


def test_a_new_address_is_the_persons_once_its_link_was_opened(here: Installation) -> None:
    assert own_account.ask_for_new_email(here.database, here.as_ann, "new@example.org", MAIL, now=here.now) is None
    assert own_account.own_credentials(here.database, here.as_ann).account.email == "ann@example.org"
    secret = here.secret_to("new@example.org")
    changed = own_account.prove_email(here.database, secret, MAIL, here.visit)
    assert changed is not None
    assert changed.email == "new@example.org"
    assert own_account.prove_email(here.database, secret, MAIL, here.visit) is None
    assert {letter[:2] for letter in here.letters()} == {
        ("new@example.org", "Confirm your e-mail address"),
        ("ann@example.org", "Your e-mail address was changed"),
    }


def test_somebody_elses_address_is_not_taken_and_only_they_are_told(here: Installation) -> None:
    asked = own_account.ask_for_new_email(here.database, here.as_ann, "admin@example.org", MAIL, now=here.now)
    assert asked is None
    [(to, subject, words)] = here.letters()
    assert (to, subject) == ("admin@example.org", "Your address was given by somebody else")
    assert "/link/" not in words


def test_an_address_that_was_taken_meanwhile_stays_with_who_has_it(here: Installation) -> None:
    own_account.ask_for_new_email(here.database, here.as_ann, "new@example.org", MAIL, now=here.now)
    with here.database.writing() as session:
        add_account(session, "Quick", "new@example.org", password=None, now=here.now)
    assert own_account.prove_email(here.database, here.secret_to("new@example.org"), MAIL, here.visit) is None


def test_a_password_proves_again_who_one_is_and_is_counted(here: Installation) -> None:
    cookie = here.cookie()
    later = here.now + timedelta(hours=1)
    found = session_of(here.database, cookie, now=later)
    assert isinstance(found, Here)
    assert not found.is_fresh(later)
    for _ in range(4):
        assert own_account.prove_by_password(here.database, here.as_ann, hash_of(cookie), "no", now=later) is False
    assert own_account.prove_by_password(here.database, here.as_ann, hash_of(cookie), PASSWORD, now=later) is True
    found = session_of(here.database, cookie, now=later)
    assert isinstance(found, Here)
    assert found.is_fresh(later)
    waits = [
        own_account.prove_by_password(here.database, here.as_ann, hash_of(cookie), "no", now=later) for _ in range(6)
    ]
    assert waits == [False] * 5 + [timedelta(minutes=5)]


def test_who_has_no_account_changes_none(here: Installation) -> None:
    nobody: list[Callable[[], object]] = [
        lambda: own_account.change_name(here.database, OPERATOR, "X", now=here.now),
        lambda: own_account.own_credentials(here.database, Actor(kind=ActorKind.PERSON, account="gone")),
        lambda: own_account.set_recovery_codes(here.database, OPERATOR, [], now=here.now),
    ]
    for attempt in nobody:
        with pytest.raises(NotFoundError):
            attempt()
    set_active(here.database, OPERATOR, here.ann.id, active=False, now=here.now)
    with pytest.raises(NotFoundError):
        own_account.change_name(here.database, here.as_ann, "X", now=here.now)
