"""Signing in and one's own account: each proof works once and for its person alone, and tells strangers nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.services import own_account
from selfassess.services.access import Actor, ActorKind
from selfassess.services.account_letters import Post
from selfassess.services.accounts import add_account, set_active
from selfassess.services.links import hash_of, look_at_link
from selfassess.services.passwords import fault_of, hashed, matches
from selfassess.services.problems import NotFoundError
from selfassess.services.recovery_codes import new_codes
from selfassess.services.sessions import (
    IDLE,
    WHOLE,
    TooLong,
    end_other_sessions,
    end_session,
    session_for,
    session_of,
    sessions_of,
)
from selfassess.services.sessions import SignedIn as Here
from selfassess.services.sign_in import (
    CodeAsked,
    SignedIn,
    TooOften,
    Visit,
    Wrong,
    ask_for_link,
    with_code,
    with_link,
    with_password,
)
from selfassess.store.database import Database
from selfassess.store.links import Purpose
from selfassess.store.people import Account

PASSWORD = "three random words"
HASH = hashed(PASSWORD)
CODES, KEPT_CODES = new_codes()
T = Translator()
MAIL = Post(t=T, base_address="https://assess.example.org")
SECOND = timedelta(seconds=1)
OPERATOR = Actor(kind=ActorKind.OPERATOR)


@dataclass
class Installation:
    """A database with Ann, who signs in with `PASSWORD`, and the administrator."""

    database: Database
    ann: Account
    visit: Visit

    def later(self, wait: timedelta) -> Visit:
        return replace(self.visit, now=self.visit.now + wait)

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def as_ann(self) -> Actor:
        return Actor(kind=ActorKind.PERSON, account=self.ann.id)

    def cookie(self) -> str:
        done = with_password(self.database, "ann@example.org", PASSWORD, self.visit)
        assert isinstance(done, SignedIn)
        return done.secret

    def letters(self) -> list[tuple[str, str, str]]:
        """Each message in order: to whom, subject, text."""
        with self.database.reading() as session:
            rows = session.execute(text('SELECT "to", subject, text FROM outbox ORDER BY created_at, id'))
            return [(to, subject, words) for to, subject, words in rows]

    def secret_to(self, address: str) -> str:
        """The secret of the link last sent there."""
        words = [words for to, _, words in self.letters() if to == address and "/link/" in words]
        return re.findall(r"https://assess\.example\.org/link/([\w-]{32})\n", words[-1])[0]


@pytest.fixture
def here(database: Database, now: datetime) -> Installation:
    with database.writing() as session:
        add_account(session, "Admin", "admin@example.org", administrator=True, password=None, now=now)
        ann = add_account(session, "Ann", "ann@example.org", password=HASH, now=now)
    assert ann is not None
    return Installation(database, ann, Visit(network="192.0.2.1", device="Firefox on Windows", request=None, now=now))


def number_of(secret: str, code: str, last: int | None) -> int | None:
    """An app that shows `code-5` at its fifth interval, and so on."""
    number = int(code.removeprefix("code-")) if code.startswith("code-") else 0
    return number if number > (last or 0) else None


def set_up_app(here: Installation) -> None:
    cookie = here.cookie()
    own_account.set_up_second_step(
        here.database, here.as_ann, hash_of(cookie), "encrypted", 5, KEPT_CODES, MAIL, now=here.now
    )


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


# Passwords


@pytest.mark.parametrize(
    "password",
    ["short", "passwordpassword", "aaaaaaaaaaaaaaaa", "ann@example.org1", "Ann Example 12", "selfassess123",
     "123456789012345", "qwertyuiopasdf", "x" * 201, "three random words\0"],
)  # fmt: skip
def test_what_is_short_or_easy_to_guess_is_no_password(password: str) -> None:
    assert fault_of(password, T, known=["Ann Example", "ann@example.org"])


@pytest.mark.parametrize(
    "password", ["turnip gravel eleven", "ŵyneb coch hapus iawn", "Kj8#mPq2$vX9w", "🎈🚒 balloon fire engine"]
)
def test_three_random_words_are_a_password_in_any_language(password: str) -> None:
    assert fault_of(password, T, known=["Ann"]) is None
    assert matches(password, hashed(password)) == (True, None)


def test_the_same_letters_are_the_same_password_on_every_keyboard() -> None:
    assert matches(
        "cafe\N{COMBINING ACUTE ACCENT} turnip gravel", hashed("caf\N{LATIN SMALL LETTER E WITH ACUTE} turnip gravel")
    )[0]


def test_nothing_of_a_password_is_kept(here: Installation) -> None:
    with here.database.reading() as session:
        kept = session.scalar(text("SELECT password FROM account WHERE email = 'ann@example.org'"))
    assert kept.startswith("$argon2id$")


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


# The second step


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


# Sessions


def test_a_session_ends_after_two_hours_without_a_request_and_after_a_working_day(here: Installation) -> None:
    cookie = here.cookie()
    busy = here.now
    while busy + timedelta(hours=1) < here.now + WHOLE:
        busy += timedelta(hours=1)
        assert isinstance(session_of(here.database, cookie, now=busy), Here)
    assert session_of(here.database, cookie, now=here.now + WHOLE) == TooLong(account=here.ann.id)
    cookie = here.cookie()
    assert isinstance(session_of(here.database, cookie, now=here.now + IDLE - SECOND), Here)
    assert session_of(here.database, cookie, now=here.now + 3 * IDLE) == TooLong(account=here.ann.id)


def test_a_request_is_noted_once_a_minute(here: Installation) -> None:
    cookie = here.cookie()
    seen = []
    for seconds in (10, 59, 60, 61, 119, 120):
        session_of(here.database, cookie, now=here.now + seconds * SECOND)
        seen.append(sessions_of(here.database, here.as_ann, now=here.now)[0].seen_at - here.now)
    assert [after.total_seconds() for after in seen] == [0, 0, 60, 60, 60, 120]


def test_each_browser_can_be_signed_out_by_its_person_alone(here: Installation) -> None:
    first, second, third = here.cookie(), here.cookie(), here.cookie()
    stranger = Actor(kind=ActorKind.PERSON, account="somebody")
    with pytest.raises(NotFoundError):
        session_for(here.database, stranger, hash_of(first), now=here.now)
    end_session(here.database, stranger, hash_of(first), now=here.now)
    assert isinstance(session_of(here.database, first, now=here.now), Here)
    end_session(here.database, here.as_ann, hash_of(first), now=here.now)
    assert session_of(here.database, first, now=here.now) is None
    end_other_sessions(here.database, here.as_ann, hash_of(third), now=here.now)
    assert session_of(here.database, second, now=here.now) is None
    assert [one.id for one in sessions_of(here.database, here.as_ann, now=here.now)] == [hash_of(third)]


def test_a_secret_that_was_never_given_out_is_nobodys(here: Installation) -> None:
    cookie = here.cookie()
    for secret in ("", "x", cookie[:-1], cookie + "x", hash_of(cookie), "\ud800"):
        assert session_of(here.database, secret, now=here.now) is None


# One's own account


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
