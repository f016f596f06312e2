"""Who holds a job keeps it while it lives, and nobody finishes what another one has."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from selfassess.jobs.workplace import Context
from selfassess.services.work import all_holds, go_on, settle_done, take
from selfassess.store.database import Database
from selfassess.store.jobs import Hold, JobState

from .doubling import Result, double


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
