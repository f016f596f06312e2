"""A worker does each job once, whatever goes wrong in it, and stops when it is told to."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from selfassess.jobs.workplace import Context, JobProblem
from selfassess.services.access import OPERATOR, VISITOR
from selfassess.services.jobs import cancel_job, queue
from selfassess.services.problems import NotPermittedError
from selfassess.services.work import MOST_ATTEMPTS, take
from selfassess.store.database import Database
from selfassess.store.jobs import JobState

from .doubling import Result, double


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
