"""Sessions: they end by themselves, by their person, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfassess.services.access import Actor, ActorKind
from selfassess.services.links import hash_of
from selfassess.services.problems import NotFoundError
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

from .installation import SECOND, Installation


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
