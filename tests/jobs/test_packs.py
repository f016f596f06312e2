"""Packs are made by a worker: cancelled where they are not wanted, gone on with by another where one is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.jobs.kinds import KINDS
from selfassess.language import Translator
from selfassess.services import work
from selfassess.services.access import OPERATOR
from selfassess.services.documents import kept_documents
from selfassess.services.jobs import cancel_job, queue
from selfassess.services.pack_files import packed
from selfassess.services.packs import ask_for_packs, counts_of_run, items_of
from selfassess.store.jobs import JobState
from selfassess.store.pack_runs import PackRun, RunState, find_run

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is asked of the database here is asked of both kinds in tests/services."""
PROGRAM = Path(__file__).with_name("worker_program.py")


@pytest.fixture
def asked(yard: Any, regions: Any) -> Callable[[int], PackRun]:
    """Asks for the packs of a partnership of so many organisations, for whoever is at the machine."""

    def ask(organisations: int) -> PackRun:
        region = regions(yard.database, yard.clock())
        for number in range(organisations):
            region.result(region.organisation(f"Council {number:02}"), 1, Choice.STEERING)
        run = ask_for_packs(
            yard.database,
            OPERATOR,
            region.partnership.id,
            "2026",
            ".html",
            by_job=True,
            now=yard.clock(),
        )
        assert run is not None
        return run

    return ask


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker in a process of its own; it ends with the test at the latest."""
    started: list[subprocess.Popen[bytes]] = []

    def one() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, PROGRAM, database_url, tmp_path], stdin=subprocess.PIPE))
        return started[-1]

    yield one
    for process in started:
        process.communicate()


def state(yard: Any, run: PackRun) -> RunState:
    with yard.database.reading() as session:
        found = find_run(session, run.id)
    assert found is not None
    return found.state


# On SQLite processes that make packs are killed in tests/cli/test_pack.py.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_worker_that_is_killed_in_the_middle_leaves_what_it_made_to_the_next(
    yard: Any, asked: Any, start: Any, eventually: Any, settled: Any
) -> None:
    run = asked(5)
    first = start()
    eventually(lambda: counts_of_run(yard.database, OPERATOR, run.id).made >= 2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    settled()
    before = {one.name: one.sha256 for one in items_of(yard.database, OPERATOR, run.id) if one.sha256}
    assert 2 <= len(before) < 6
    start()
    eventually(lambda: yard.job(run.job).finished_at)
    assert (yard.job(run.job).state, yard.job(run.job).attempts) == (JobState.DONE, 2)
    assert yard.job(run.job).result == {"made": 6, "failed": 0}
    items = items_of(yard.database, OPERATOR, run.id)
    assert {name: after for name, after in ((one.name, one.sha256) for one in items) if name in before} == before
    assert sum(one.begun for one in items) <= 6 + 1
    data = b"".join(packed(yard.database, OPERATOR, run.id, Translator()))
    assert len(zipfile.ZipFile(BytesIO(data)).namelist()) == 7


@ON_SQLITE
def test_a_job_that_is_cancelled_cancels_its_packs(yard: Any, asked: Any) -> None:
    yard.kinds |= KINDS
    run = asked(2)

    def cancelled_meanwhile(context: Any) -> Any:
        cancel_job(yard.database, OPERATOR, run.job, now=yard.clock())
        return KINDS["make-packs"](context)

    yard.kinds["make-packs"] = cancelled_meanwhile
    yard.worker().round()
    assert yard.job(run.job).state is JobState.CANCELLED
    assert state(yard, run) is RunState.CANCELLED
    assert items_of(yard.database, OPERATOR, run.id) == ()


def test_while_a_worker_makes_packs_another_takes_none_where_there_is_no_core_for_it(yard: Any, asked: Any) -> None:
    asked(1)
    with yard.database.writing() as session:
        queue(session, OPERATOR, "make-packs", {"run": "another"}, now=yard.clock())
    take = partial(work.take, yard.database, ["make-packs"], now=yard.clock())
    assert take(worker="first", alone=["make-packs"])
    assert take(worker="second", alone=["make-packs"]) is None
    assert not work.more_due(yard.database, ["make-packs"], alone=["make-packs"], now=yard.clock())
    assert take(worker="second")


@ON_SQLITE
def test_what_is_locked_has_its_final_report_made_by_a_worker(yard: Any, regions: Any) -> None:
    yard.kinds |= KINDS
    region = regions(yard.database, yard.clock())
    id = region.result(region.organisation("Council"))
    yard.worker().round()
    assert kept_documents(yard.database, OPERATOR, id).keys() == {("pack", ".pdf")}
