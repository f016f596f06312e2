"""A worker does each job once, whatever goes wrong in it, with the rights of who asked for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from selfassess.jobs.workplace import Context, JobProblem
from selfassess.services.access import OPERATOR, VISITOR, WORKER, Action, Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.jobs import cancel_job, queue
from selfassess.services.places import organisation_for
from selfassess.services.problems import NotPermittedError
from selfassess.services.work import MOST_ATTEMPTS, all_holds, go_on, settle_done, take
from selfassess.store.accounts import set_rights
from selfassess.store.database import Database
from selfassess.store.jobs import Hold, JobState
from selfassess.store.memberships import claim_organisations
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind

Result = Mapping[str, Any]


def double(context: Context) -> Result:
    return {"twice": 2 * context.arguments["number"], "actor": context.actor.kind.value}


def test_a_job_is_done_and_says_what_came_of_it(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 21})
    yard.worker().round()
    job = yard.job(id)
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"twice": 42, "actor": "worker"}, 1)
    assert job.finished_at == yard.clock()
    assert (job.worker, job.heartbeat_at) == (None, None)


def test_the_same_occasion_is_asked_for_twice_and_done_once(yard):
    yard.kinds["double"] = double
    first = yard.ask("double", arguments={"number": 1}, key="today")
    assert yard.ask("double", arguments={"number": 2}, key="today") == first
    yard.worker().round()
    assert yard.ask("double", arguments={"number": 3}, key="today") == first
    assert yard.job(first).result["twice"] == 2


def test_a_job_is_not_begun_before_it_is_due(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1}, due_at=yard.clock() + timedelta(hours=1))
    yard.worker().round()
    assert yard.job(id).state is JobState.QUEUED
    yard.clock.go(hours=1)
    yard.worker().round()
    assert yard.job(id).state is JobState.DONE


def test_a_kind_of_another_version_waits_for_a_worker_that_knows_it(yard):
    id = yard.ask("double", arguments={"number": 1})
    yard.worker().round()
    assert yard.job(id).state is JobState.QUEUED
    yard.kinds["double"] = double
    yard.worker().round()
    assert yard.job(id).state is JobState.DONE


def test_a_visitor_asks_for_nothing(yard):
    with pytest.raises(NotPermittedError):
        yard.ask("double", VISITOR)


@pytest.mark.parametrize(("kind", "key"), [("No Kind", None), ("x" * 41, None), ("double", ""), ("double", "k" * 121)])
def test_what_is_no_kind_or_key_is_refused(database: Database, kind: str, key: str | None, yard):
    with database.writing() as session, pytest.raises(ValueError, match="no kind or key"):
        queue(session, OPERATOR, kind, {}, key=key, now=yard.clock())


# What goes wrong in a job


def poison(context: Context) -> Result:
    raise KeyError(context.arguments.get("secret", "nothing"))


def give_up(_: Context) -> Result:
    raise SystemExit(3)


def no_json(_: Context) -> Result:
    return {"set": {1, 2}}


@pytest.mark.parametrize(("kind", "error"), [(poison, "KeyError"), (give_up, "SystemExit"), (no_json, "TypeError")])
def test_a_job_that_fails_is_tried_again_later_and_given_up_in_words_while_others_are_done(yard, kind, error):
    yard.kinds |= {"poison": kind, "double": double}
    bad, good = yard.ask("poison", arguments={"secret": "hunter2"}), yard.ask("double", arguments={"number": 1})
    worker = yard.worker()
    worker.round()
    assert (yard.job(bad).state, yard.job(good).state) == (JobState.QUEUED, JobState.DONE)
    worker.round()
    assert yard.job(bad).attempts == 1  # not before its pause is over
    for _ in range(MOST_ATTEMPTS):
        yard.clock.go(hours=1)
        worker.round()
    job = yard.job(bad)
    assert (job.state, job.attempts) == (JobState.FAILED, MOST_ATTEMPTS)
    assert job.failure == f"Something went wrong on our side ({error}). Ask for help."


def test_a_problem_in_words_is_for_good(yard):
    def impossible(_: Context) -> Result:
        raise JobProblem("There is nothing to report on yet.")

    yard.kinds["impossible"] = impossible
    id = yard.ask("impossible")
    yard.worker().round()
    assert (yard.job(id).state, yard.job(id).failure) == (JobState.FAILED, "There is nothing to report on yet.")


def test_a_job_whose_worker_dies_each_time_is_given_up(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1})
    worker = yard.worker()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert take(yard.database, ["double"], f"gone {attempt}", now=yard.clock()).attempts == attempt
        yard.kinds.clear()  # so that nobody does it meanwhile
        worker.round()
        yard.clock.go(minutes=1)
        worker.round()
    job = yard.job(id)
    assert (job.state, job.failure) == (
        JobState.FAILED,
        "The worker that ran it ended without a word, 3 times. Ask for help.",
    )


# Cancelling


def test_a_job_that_waits_is_cancelled_at_once(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1})
    assert cancel_job(yard.database, OPERATOR, id, now=yard.clock()).state is JobState.CANCELLED
    yard.worker().round()
    assert yard.job(id).attempts == 0


def test_a_job_that_runs_stops_at_its_next_step(yard):
    steps: list[int] = []

    def count(context: Context) -> Result:
        for number in range(1, 100):
            with suppress(Exception):  # as careless code does
                context.progress(number, 0, f"Step {number}")
            steps.append(number)
            if number == 3:
                cancel_job(yard.database, OPERATOR, id, now=yard.clock())
        return {}

    yard.kinds["count"] = count
    id = yard.ask("count")
    yard.worker().round()
    assert (yard.job(id).state, steps) == (JobState.CANCELLED, [1, 2, 3])
    assert cancel_job(yard.database, OPERATOR, id, now=yard.clock()).state is JobState.CANCELLED


def test_a_finished_job_stays_what_it_is(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1})
    yard.worker().round()
    assert cancel_job(yard.database, OPERATOR, id, now=yard.clock()).state is JobState.DONE


# Who holds a job


def test_a_worker_that_was_taken_for_dead_cannot_finish_what_another_one_has(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1})
    late = Hold(job=id, worker="late")
    take(yard.database, ["double"], "late", now=yard.clock())
    worker = yard.worker()
    worker.round()
    yard.clock.go(minutes=1)
    worker.round()
    assert yard.job(id).result["twice"] == 2
    assert not settle_done(yard.database, late, {"twice": "wrong"}, now=yard.clock())
    assert go_on(yard.database, late, None, now=yard.clock()).value == "somebody else has it, or nobody"
    assert yard.job(id).result["twice"] == 2


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1), timedelta(days=4000)])
def test_a_clock_that_is_put_right_takes_no_job_from_a_worker_that_lives(yard, step):
    yard.kinds["double"] = double
    hold = Hold(job=yard.ask("double", arguments={"number": 1}), worker="alive")
    take(yard.database, ["double"], "alive", now=yard.clock())
    worker = yard.worker()
    worker.round()
    yard.clock.at += step
    for _ in range(20):
        yard.clock.go(seconds=5)
        go_on(yard.database, hold, None, now=yard.clock())
        worker.round()
    assert [one.worker for one in all_holds(yard.database)] == ["alive"]


def test_a_sign_of_life_from_the_future_keeps_no_job_from_those_who_live(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1})
    yard.clock.at += timedelta(days=365)
    take(yard.database, ["double"], "gone", now=yard.clock())
    yard.clock.at -= timedelta(days=365)
    worker = yard.worker()
    worker.round()
    yard.clock.go(minutes=1)
    worker.round()
    assert yard.job(id).state is JobState.DONE


def test_a_worker_that_has_to_stop_leaves_its_job_to_another_one_and_that_counts_for_nothing(yard):
    began = threading.Event()

    def endless(context: Context) -> Result:
        while context.arguments["run"]:
            began.set()
            context.progress(0, 0)
        return {}

    yard.kinds["endless"] = endless
    id = yard.ask("endless", arguments={"run": True})
    worker = yard.worker()
    running = threading.Thread(target=worker.run)
    running.start()
    began.wait(60)
    worker.stop()
    running.join(60)
    assert (yard.job(id).state, yard.job(id).attempts) == (JobState.QUEUED, 0)


def test_a_worker_outlives_trouble_with_its_database(yard, caplog, eventually):
    yard.kinds["double"] = double
    id = yard.ask("double", arguments={"number": 1})
    rename(yard.database, "job", "away")
    worker = yard.worker()
    running = threading.Thread(target=worker.run)
    running.start()
    eventually(lambda: caplog.records)
    rename(yard.database, "away", "job")
    eventually(lambda: yard.job(id).state is JobState.DONE)
    worker.stop()
    running.join(60)


def rename(database: Database, old: str, new: str) -> None:
    with database.writing() as session:
        session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


# With whose rights


@pytest.fixture
def lead(yard) -> Actor:
    """Somebody who leads the organisation `council`."""
    with yard.database.writing() as session:
        account = add_account(session, "Ada", "ada@example.org", password=None, now=yard.clock())
        add_organisation(session, "council", "Example Council", OrganisationKind.COUNCIL, yard.clock())
        claim_organisations(session, account.id, yard.clock())
    return Actor(kind=ActorKind.PERSON, account=account.id)


def name_it(context: Context) -> Result:
    place = context.place
    return {"name": organisation_for(place.database, context.actor, Action.RUN_ORGANISATION, "council").name}


def test_a_job_runs_with_the_rights_of_who_asked_for_it(yard, lead):
    yard.kinds["name"] = name_it
    id = yard.ask("name", lead)
    yard.worker().round()
    assert yard.job(id).result == {"name": "Example Council"}


def without_role(database: Database, account: str) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE membership SET ended_at = since"))


def without_account(database: Database, account: str) -> None:
    with database.writing() as session:
        set_rights(session, account, active=False, administrator=False)


@pytest.mark.parametrize(
    ("lose", "words"),
    [
        (without_role, "There is no organisation council."),
        (without_account, "Whoever asked for this can no longer sign in, so it was not done."),
    ],
)
def test_rights_that_were_taken_away_meanwhile_are_not_there(
    yard, lead, lose: Callable[[Database, str], None], words: str
):
    yard.kinds["name"] = name_it
    id = yard.ask("name", lead)
    lose(yard.database, lead.account)
    yard.worker().round()
    job = yard.job(id)
    assert (job.state, job.failure, job.attempts) == (JobState.FAILED, words, 1)


def test_what_the_program_asks_of_itself_runs_with_its_own_rights(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", WORKER, arguments={"number": 1})
    yard.worker().round()
    assert yard.job(id).result["actor"] == "worker"
