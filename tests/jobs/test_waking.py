"""A word that there is work reaches a worker by each way, and where it cannot nobody notices but the log."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from selfassess.jobs.waking import Waking


@pytest.fixture
def way(database_url: str, tmp_path: Path) -> Iterator[Callable[[], Waking]]:
    """The way of this kind of database, as each process opens it for itself."""
    queue = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    opened: list[Waking] = []

    def another() -> Waking:
        opened.append(Waking(queue, database_url=database_url, instance=tmp_path))
        return opened[-1]

    yield another
    for one in opened:
        one.close()


def listening(waking: Waking) -> tuple[threading.Event, threading.Event, threading.Thread]:
    heard, stopping = threading.Event(), threading.Event()
    thread = threading.Thread(target=waking.listen, args=(heard.set, stopping))
    thread.start()
    return heard, stopping, thread


def test_a_word_is_heard_also_before_anybody_listens(way: Callable[[], Waking]) -> None:
    way().wake()
    heard, stopping, thread = listening(way())
    assert heard.wait(60)
    heard.clear()
    way().wake()
    assert heard.wait(60)
    stopping.set()
    thread.join(60)


def test_words_that_nobody_hears_do_not_heap_up(way: Callable[[], Waking]) -> None:
    waking = way()
    for _ in range(50):
        waking.wake()
    assert waking._huey().pending_count() == 1


def test_what_somebody_else_put_into_the_queue_is_no_program_and_stops_nobody(tmp_path: Path) -> None:
    waking = Waking("sqlite", database_url="", instance=tmp_path)
    waking.wake()
    with sqlite3.connect(tmp_path / "queue.sqlite3") as queue:
        queue.execute("UPDATE task SET data = ?", (b"cos\nsystem\n(S'touch owned'\ntR.",))
    queue.close()
    heard, stopping, thread = listening(waking)
    assert not heard.wait(0.5)
    stopping.set()
    thread.join(60)
    assert not Path("owned").exists()


@pytest.mark.parametrize("queue", ["redis://127.0.0.1:1/0", "postgresql"])
def test_a_way_that_is_not_there_is_no_error_for_who_wakes(queue: str, tmp_path: Path) -> None:
    Waking(queue, database_url="postgresql://nobody@127.0.0.1:1/nothing", instance=tmp_path).wake()


OPEN = """
import sys
from pathlib import Path
from selfassess.jobs.waking import Waking
waking = Waking("postgresql", database_url=sys.argv[1], instance=Path())
print("ready", flush=True)
sys.stdin.readline()
waking._huey().storage.queue_size()
waking.close()
"""


def test_programs_that_make_the_tables_of_the_queue_at_once_all_find_them(postgresql: Any) -> None:
    name = postgresql.new_database(migrated=True)
    command = [sys.executable, "-c", OPEN, postgresql.url(name)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    assert [(program.communicate()[1], program.returncode) for program in programs] == [("", 0)] * 4
    postgresql.drop(name)
