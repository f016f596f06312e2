"""The first administrator: made once, by who holds the link, and lead of everything that was there before."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from selfassess.services.access import LOCAL, OPERATOR, VISITOR, Actor, ActorKind, is_alone
from selfassess.services.accounts import accounts
from selfassess.services.assessments import list_assessments
from selfassess.services.links import look_at_link
from selfassess.services.problems import NotFoundError
from selfassess.services.sessions import SignedIn, session_of
from selfassess.services.set_up import (
    NewPerson,
    NotAnAdministratorError,
    add_person,
    is_set_up_link,
    new_set_up_link,
    set_up,
)
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate

ADDRESS = "https://assess.example.org"
FIRST = NewPerson(name="Ann", email="ann@example.org", password="a hash", administrator=True)
STORED = Path(__file__).parents[1] / "store" / "releases"
BEFORE_ACCOUNTS = [STORED / "0.1.0", STORED / "0.2.0"]


def secret_of(address: str | None) -> str:
    assert address is not None
    assert address.startswith(f"{ADDRESS}/set-up/")
    return address.rsplit("/", 1)[-1]


@pytest.fixture
def make(database: Database, now: datetime) -> Callable[..., tuple[object, str] | None]:
    def made(who: Actor, secret: str | None) -> tuple[object, str] | None:
        return set_up(database, who, FIRST, secret=secret, device="Firefox", now=now)

    return made


def test_the_link_makes_one_administrator_who_is_signed_in(database: Database, now: datetime, make: Callable) -> None:
    secret = secret_of(new_set_up_link(database, ADDRESS, now))
    assert is_alone(database)
    account, cookie = make(VISITOR, secret)
    assert not is_alone(database)
    assert account.administrator
    assert isinstance(session_of(database, cookie, now=now), SignedIn)
    assert make(VISITOR, secret) is None
    assert new_set_up_link(database, ADDRESS, now) is None


def test_a_new_start_makes_a_new_link_and_the_earlier_one_is_of_no_use(
    database: Database, now: datetime, make: Callable
) -> None:
    first = secret_of(new_set_up_link(database, ADDRESS, now))
    second = secret_of(new_set_up_link(database, ADDRESS, now))
    assert make(VISITOR, first) is None
    assert is_set_up_link(database, second, now=now)
    assert not is_set_up_link(database, second, now=now + timedelta(days=1))
    assert make(VISITOR, second) is not None


@pytest.mark.parametrize("secret", ["", "guess", "\0", "\ud800"])
def test_a_guess_makes_nobody_an_administrator(database: Database, now: datetime, make: Callable, secret: str) -> None:
    new_set_up_link(database, ADDRESS, now)
    assert make(VISITOR, secret) is None
    assert is_alone(database)


def test_without_a_link_only_who_is_at_this_machine_sets_up(database: Database, make: Callable) -> None:
    with pytest.raises(NotFoundError):
        make(VISITOR, None)
    assert make(LOCAL, None) is not None
    assert make(LOCAL, None) is None


def test_of_two_who_set_up_at_the_same_moment_one_is_the_administrator(
    database: Database, now: datetime, make: Callable
) -> None:
    made: list[object] = []
    threads = [threading.Thread(target=lambda: made.append(make(LOCAL, None))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made.count(None) == 2
    assert len(accounts(database, OPERATOR)) == 1


def test_on_a_terminal_the_first_account_must_be_an_administrators(database: Database, now: datetime) -> None:
    bob = NewPerson(name="Bob", email="bob@example.org")
    with pytest.raises(NotAnAdministratorError):
        add_person(database, OPERATOR, bob, now=now)
    first = add_person(database, OPERATOR, FIRST, now=now)
    second = add_person(database, OPERATOR, bob, now=now)
    assert first is not None
    assert second is not None
    assert add_person(database, OPERATOR, bob, now=now) is None
    link = look_at_link(database, second.secret, now=now)
    assert link is not None
    assert link.account == second.account.id
    with pytest.raises(NotFoundError):
        add_person(database, Actor(kind=ActorKind.PERSON, account=second.account.id), FIRST, now=now)


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Path], Database]]:
    """`old(release)`: the database of a release, brought up to date."""
    opened: list[Database] = []
    names: list[str] = []

    def upgraded(release: Path) -> Database:
        if request.param == "sqlite":
            copy = tmp_path / "database.sqlite3"
            copy.write_bytes(gzip.decompress((release / "database.sqlite3.gz").read_bytes()))
            url = f"sqlite:///{copy}"
        else:
            server = request.getfixturevalue("postgresql")
            names.append(server.load(gzip.decompress((release / "database.sql.gz").read_bytes()).decode()))
            url = server.url(names[-1])
        opened.append(open_database(url))
        migrate(opened[-1])
        return opened[-1]

    yield upgraded
    for database in opened:
        database.close()
    for name in names:
        request.getfixturevalue("postgresql").drop(name)


@pytest.mark.parametrize("release", BEFORE_ACCOUNTS, ids=lambda release: release.name)
def test_what_was_made_before_there_were_accounts_is_the_first_administrators(
    old: Callable[[Path], Database], release: Path, now: datetime
) -> None:
    database = old(release)
    before = {assessment.id for assessment in list_assessments(database, LOCAL)}
    done = set_up(database, LOCAL, FIRST, secret=None, device="Firefox", now=now)
    assert done is not None
    as_ann = Actor(kind=ActorKind.PERSON, account=done[0].id)
    assert {assessment.id for assessment in list_assessments(database, as_ann)} == before
    assert len(before) >= 4
    stranger = add_person(database, OPERATOR, NewPerson(name="Bob", email="bob@example.org"), now=now)
    assert stranger is not None
    as_bob = Actor(kind=ActorKind.PERSON, account=stranger.account.id)
    assert list_assessments(database, as_bob) == ()
