"""`serve` and `worker` as people start them: what they say, what runs beside, and that nothing is left behind."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.jobs import list_jobs
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate

from .started import Start, said

FOREVER = 60


def done(instance: Path) -> set[str]:
    """The kinds of jobs that somebody has done there."""
    database = open_database(f"sqlite:///{instance}/selfassess.sqlite3")
    migrate(database)
    kinds = {job.kind for job in list_jobs(database, OPERATOR).jobs if job.state == "done"}
    database.close()
    return kinds


def wait_for(ask: Callable[[], Any]) -> None:
    end = time.monotonic() + FOREVER
    while not ask():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL], ids=lambda one: one.name)
def test_serve_says_where_it_is_has_a_worker_beside_and_leaves_none_behind(
    start: Start, tmp_path: Path, end: signal.Signals
) -> None:
    server = start("serve")
    words = said(server)
    assert "selfassess is ready at  http://127.0.0.1:" in words
    assert "this address works once, for a day:\n  http://127.0.0.1:" in words
    assert "/set-up/" in words
    wait_for(lambda: "clean-up" in done(tmp_path))
    server.send_signal(end)
    assert server.stderr is not None
    server.stderr.read()  # comes to its end only when the worker, which has it too, is gone
    assert server.wait() in (0, 1, -signal.SIGKILL)


def children(process: subprocess.Popen[str]) -> list[str]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return found.stdout.split()


@pytest.mark.parametrize(("options", "workers"), [((), 1), (("--no-worker",), 0)])
def test_there_is_one_worker_beside_serve_or_none(start: Start, options: tuple[str, ...], workers: int) -> None:
    server = start("serve", *options)
    address = said(server).partition("is ready at")[2].split()[0]
    urllib.request.urlopen(f"{address}/help").close()  # it is under way by now, and so would be a worker
    wait_for(lambda: not workers or children(server))
    assert len(children(server)) == workers


def test_workers_on_their_own_do_jobs_and_stop_in_good_order(start: Start, tmp_path: Path) -> None:
    workers = [start("worker"), start("worker", "--count", "2")]
    wait_for(lambda: {"clean-up", "remind-of-invitations"} <= done(tmp_path))
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
        assert (worker.wait(), worker.communicate()) == (0, ("", ""))


def test_others_are_not_let_in_unprepared_and_all_that_is_missing_is_said(start: Start) -> None:
    server = start("serve", "--host", "0.0.0.0")
    out, problems = server.communicate()
    assert (server.returncode, out) == (1, "")
    assert "SELFASSESS_SECRET_KEY_FILE" in problems
    assert "SELFASSESS_ADDRESS" in problems
    assert "Traceback" not in problems
