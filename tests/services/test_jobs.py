"""Who sees and cancels which jobs, what is put on record of it, and when the program says that it is not well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from selfassess.services import outbox
from selfassess.services.access import LOCAL, OPERATOR, VISITOR, Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.health import faults
from selfassess.services.jobs import (
    KEEP_FINISHED,
    cancel_job,
    forget_finished_jobs,
    list_jobs,
    queue,
    see_job,
)
from selfassess.services.problems import NotFoundError
from selfassess.services.work import Hold, settle_failed, take
from selfassess.store.audit import Choice, latest_events
from selfassess.store.database import Database, open_database


@pytest.fixture
def person(database: Database, now: datetime) -> Callable[..., Actor]:
    """`person("ada", administrator=True)`: somebody with an account."""

    def one(name: str, *, administrator: bool = False) -> Actor:
        email = f"{name}@example.org"
        with database.writing() as session:
            account = add_account(session, name, email, administrator=administrator, password=None, now=now)
            assert account is not None
        return Actor(kind=ActorKind.PERSON, account=account.id)

    return one


@pytest.fixture
def ask(database: Database, now: datetime) -> Callable[[Actor], str]:
    def one(who: Actor) -> str:
        with database.writing() as session:
            return queue(session, who, "report", {}, now=now)

    return one


def test_everybody_sees_and_cancels_their_own_jobs_and_administrators_all(
    database: Database, person: Callable[..., Actor], ask: Callable[[Actor], str], now: datetime
) -> None:
    ada, bob, chief = person("ada"), person("bob"), person("chief", administrator=True)
    of_ada, of_bob, of_program = ask(ada), ask(bob), ask(OPERATOR)
    assert [job.id for job in list_jobs(database, ada).jobs] == [of_ada]
    assert {job.id for job in list_jobs(database, chief).jobs} == {of_ada, of_bob, of_program}
    assert list_jobs(database, LOCAL) == list_jobs(database, chief)
    assert list_jobs(database, chief).names == {ada.account: "ada", bob.account: "bob"}
    assert not list_jobs(database, ada).of_everybody
    for foreign in (of_bob, of_program, "nothing", "\0"):
        for do in (see_job, cancel_job):
            with pytest.raises(NotFoundError, match=r"There is no such job; finished ones are listed for 30 days\."):
                do(database, ada, foreign, **({"now": now} if do is cancel_job else {}))
    assert cancel_job(database, ada, of_ada, now=now).finished_at == now
    assert cancel_job(database, chief, of_bob, now=now).finished_at == now


def test_a_visitor_sees_no_job_not_even_those_that_are_nobodys(database: Database, ask: Callable[[Actor], str]) -> None:
    id = ask(OPERATOR)
    with pytest.raises(NotFoundError):
        list_jobs(database, VISITOR)
    with pytest.raises(NotFoundError):
        see_job(database, VISITOR, id)


def test_cancelling_is_put_on_record_once(database: Database, ask: Callable[[Actor], str], now: datetime) -> None:
    id = ask(OPERATOR)
    for _ in range(2):
        cancel_job(database, OPERATOR, id, now=now)
    with database.reading() as session:
        recorded = latest_events(session, Choice(event="job cancelled"), skip=0, most=9)
    assert [one.subject for one in recorded] == [id]


def test_finished_jobs_are_forgotten_after_a_while_and_waiting_ones_never(
    database: Database, ask: Callable[[Actor], str], now: datetime
) -> None:
    done, waiting = ask(OPERATOR), ask(OPERATOR)
    cancel_job(database, OPERATOR, done, now=now)
    assert forget_finished_jobs(database, now=now + KEEP_FINISHED) == 0
    assert forget_finished_jobs(database, now=now + KEEP_FINISHED + timedelta(seconds=1)) == 1
    assert [job.id for job in list_jobs(database, OPERATOR).jobs] == [waiting]


# Health


def test_nothing_is_wrong_at_first(database: Database, now: datetime) -> None:
    assert faults(database, now=now) == []


def test_a_job_that_nobody_takes_is_said(database: Database, ask: Callable[[Actor], str], now: datetime) -> None:
    ask(OPERATOR)
    assert faults(database, now=now + timedelta(minutes=10)) == []
    said = faults(database, now=now + timedelta(minutes=11))
    assert said == ["A job has been due for 11 minutes and no worker takes it."]


def test_a_worker_that_falls_silent_is_said(database: Database, ask: Callable[[Actor], str], now: datetime) -> None:
    id = ask(OPERATOR)
    take(database, ["report"], "one", now=now)
    said = faults(database, now=now + timedelta(minutes=3))
    assert said == ["A worker has not been heard of for 3 minutes in the middle of a job."]
    settle_failed(database, Hold(job=id, worker="one"), "No.", now=now)
    assert faults(database, now=now + timedelta(minutes=3)) == []


def test_a_message_that_nobody_sends_is_said(database: Database, now: datetime) -> None:
    with database.writing() as session:
        outbox.post(session, outbox.Message(to="a@example.org", subject="s", text="t", html="h"), key="k", now=now)
    assert faults(database, now=now + timedelta(minutes=16)) == [
        "A message has been due for 16 minutes and nobody sends it."
    ]


def test_a_database_that_is_not_at_its_step_is_said(empty_url: str, now: datetime) -> None:
    database = open_database(empty_url)
    assert faults(database, now=now) == [
        "The database is not at the step this version needs. Run on its machine: selfassess upgrade."
    ]
    database.close()


def test_a_database_that_is_gone_is_said_without_saying_where(now: datetime) -> None:
    database = open_database("postgresql://me:secret@127.0.0.1:1/answers")
    assert faults(database, now=now) == ["The database cannot be used. The log says why."]
    database.close()
