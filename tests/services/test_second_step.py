"""The second step of signing in: asked for whatever the first was, and no code works twice."""

from __future__ import annotations

import threading
from datetime import timedelta

from selfassess.services import own_account
from selfassess.services.sign_in import (
    CodeAsked,
    SignedIn,
    TooOften,
    Wrong,
    ask_for_link,
    with_code,
    with_link,
    with_password,
)
from selfassess.store.links import Purpose

from .installation import CODES, HASH, PASSWORD, SECOND, Installation, number_of, set_up_app
from .members import MAIL


def test_with_an_app_neither_password_nor_link_is_enough(here: Installation) -> None:
    set_up_app(here)
    assert with_password(here.database, "ann@example.org", PASSWORD, here.visit) == CodeAsked(account=here.ann.id)
    ask_for_link(here.database, "ann@example.org", Purpose.SIGN_IN, MAIL, here.visit)
    assert with_link(here.database, here.secret_to("ann@example.org"), here.visit) == CodeAsked(account=here.ann.id)
    ask_for_link(here.database, "ann@example.org", Purpose.PASSWORD, MAIL, here.later(SECOND))
    secret = here.secret_to("ann@example.org")
    done = own_account.choose_password(here.database, secret, HASH, MAIL, here.visit)
    assert done == CodeAsked(account=here.ann.id)


def test_a_code_is_taken_once_and_none_before_it(here: Installation) -> None:
    set_up_app(here)
    assert with_code(here.database, here.ann.id, "code-5", here.visit, number_of) == Wrong()
    assert isinstance(with_code(here.database, here.ann.id, "code-7", here.visit, number_of), SignedIn)
    for used in ("code-7", "code-6"):
        assert with_code(here.database, here.ann.id, used, here.visit, number_of) == Wrong()


def test_a_code_that_two_use_at_the_same_moment_opens_once(here: Installation) -> None:
    set_up_app(here)
    both = threading.Barrier(2)
    outcomes: list[object] = []

    def wait_for_both(secret: str, code: str, last: int | None) -> int:
        both.wait()
        return 9

    def sign_in() -> None:
        outcomes.append(type(with_code(here.database, here.ann.id, "code-9", here.visit, wait_for_both)))

    threads = [threading.Thread(target=sign_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == sorted([SignedIn, Wrong], key=str)


def test_a_recovery_code_is_taken_once_however_it_is_typed(here: Installation) -> None:
    set_up_app(here)
    assert isinstance(
        with_code(here.database, here.ann.id, CODES[0].upper().replace("-", " "), here.visit, number_of), SignedIn
    )
    assert with_code(here.database, here.ann.id, CODES[0], here.visit, number_of) == Wrong()


def test_codes_cannot_be_guessed_for_long(here: Installation) -> None:
    set_up_app(here)
    tries = [here.later(timedelta(minutes=5 * round)) for round in range(12) for _ in range(6)]
    done = [with_code(here.database, here.ann.id, "x", visit, lambda *_: None) for visit in tries]
    assert 40 <= done.count(Wrong()) <= 50
    assert done[5] == TooOften(wait=timedelta(minutes=5))
    a_day_later = here.later(timedelta(days=1))
    assert isinstance(with_code(here.database, here.ann.id, "code-9", a_day_later, number_of), SignedIn)
