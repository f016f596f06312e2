"""Workers as processes of their own: killed in the middle of a job, side by side, and left by who started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.jobs import cancel_job
from selfassess.store.jobs import JobState

PROGRAM = Path(__file__).with_name("worker_program.py")
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(database_url: str, tmp_path: Path) -> Iterator[Start]:
    """Starts a worker in a process of its own; it ends with the test at the latest."""
    started: list[subprocess.Popen[bytes]] = []

    def one() -> subprocess.Popen[bytes]:
        command = [sys.executable, str(PROGRAM), database_url, str(tmp_path)]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE))
        return started[-1]

    yield one
    for process in started:
        process.communicate()


@pytest.fixture
def told(tmp_path: Path) -> Callable[[], list[str]]:
    """What jobs wrote."""
    file = tmp_path / "told"

    def lines() -> list[str]:
        return file.read_text().splitlines() if file.exists() else []

    return lines


def test_a_job_whose_worker_is_killed_in_the_middle_is_taken_up_again_and_finishes_once(
    yard: Any, start: Start, told: Any, eventually: Any, settled: Any, tmp_path: Path
) -> None:
    id = yard.ask("wait", arguments={"file": str(tmp_path / "told")})
    first = start()
    eventually(lambda: told() == [f"begin {first.pid}"])
    first.kill()
    first.wait()
    settled()
    assert yard.job(id).state is JobState.RUNNING
    second, third = start(), start()
    eventually(lambda: len(told()) == 2)
    (tmp_path / "go").touch()
    eventually(lambda: yard.job(id).finished_at)
    job = yard.job(id)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert job.result["by"] in (second.pid, third.pid)
    assert told() == [f"begin {first.pid}", f"begin {job.result['by']}", f"end {job.result['by']}"]


def test_workers_side_by_side_never_do_the_same_job(
    yard: Any, start: Start, told: Any, eventually: Any, tmp_path: Path
) -> None:
    (tmp_path / "go").touch()
    jobs = [yard.ask("wait", arguments={"file": str(tmp_path / f"told-{number}")}) for number in range(40)]
    workers = [start() for _ in range(3)]
    eventually(lambda: all(yard.job(id).finished_at for id in jobs))
    written = [(tmp_path / f"told-{number}").read_text().split() for number in range(40)]
    assert [words[0::2] for words in written] == [["begin", "end"]] * 40
    assert all(yard.job(id).attempts == 1 for id in jobs)
    assert Counter(int(words[1]) for words in written).keys() <= {one.pid for one in workers}


def test_a_job_in_another_process_is_cancelled(
    yard: Any, start: Start, told: Any, eventually: Any, tmp_path: Path
) -> None:
    id = yard.ask("wait", arguments={"file": str(tmp_path / "told")})
    worker = start()
    eventually(told)
    assert cancel_job(yard.database, OPERATOR, id, now=yard.clock()).cancel_asked
    eventually(lambda: yard.job(id).finished_at)
    assert yard.job(id).state is JobState.CANCELLED
    assert told() == [f"begin {worker.pid}"]


def test_a_worker_ends_with_who_started_it_and_leaves_its_job_to_others(
    yard: Any, start: Start, told: Any, eventually: Any, tmp_path: Path
) -> None:
    id = yard.ask("wait", arguments={"file": str(tmp_path / "told")})
    worker = start()
    eventually(told)
    worker.communicate()  # the end of its input
    assert worker.returncode == 0
    assert (yard.job(id).state, yard.job(id).attempts) == (JobState.QUEUED, 0)


KEEPER = """
import sys
from selfassess.jobs.beside import Beside
child = '''
import os, sys, threading
from selfassess.jobs.beside import end_with
end_with(sys.stdin.buffer, lambda: os._exit(0))
print(os.getpid(), flush=True)
threading.Event().wait()
'''
with Beside(("-c", child)):
    sys.stdin.read()
"""


@pytest.fixture
def keeper() -> Iterator[subprocess.Popen[str]]:
    """A program that keeps a child, whose number it prints for each that it starts."""
    with subprocess.Popen(
        [sys.executable, "-c", KEEPER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def test_a_child_that_dies_is_started_again(keeper: subprocess.Popen[str]) -> None:
    assert keeper.stdout is not None
    first = int(keeper.stdout.readline())
    os.kill(first, signal.SIGKILL)
    assert int(keeper.stdout.readline()) != first


@pytest.mark.parametrize("end", [signal.SIGKILL, None], ids=["killed", "ended"])
def test_a_child_ends_with_the_program_that_keeps_it(keeper: subprocess.Popen[str], end: signal.Signals | None) -> None:
    assert keeper.stdout is not None
    assert keeper.stdin is not None
    assert int(keeper.stdout.readline())
    if end:
        keeper.send_signal(end)
    else:
        keeper.stdin.close()
    assert keeper.stdout.read() == ""  # both have let go of it
