"""The packs of a run made by several processes at once, for whoever waits at a terminal."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from selfassess.jobs.beside import let_others_go_first
from selfassess.jobs.packs import FRAMES
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Catalogue, questionnaires_on_offer
from selfassess.services.pack_making import Making, left_to_make, make_item
from selfassess.services.packs import counts_of_run
from selfassess.store.database import Database, open_database
from selfassess.store.pack_items import PackItem


class WorkersEndError(Exception):
    """Processes ended before they could begin anything: another attempt would end likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Where each process finds what it works on."""

    database_url: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Here:
    """What a process opened once for all that it makes."""

    database: Database
    catalogue: Catalogue
    frames: Path


def make_side_by_side(
    database: Database, instance: Instance, run: str, count: int, told: Callable[[int, int], None]
) -> None:
    """Make what waits of a run in `count` processes; `told` gets how many are done of how many.

    A process that ends without a word takes nothing with it but its own item, which is begun again a few times.
    Raises `WorkersEndError`, and `StoreProblem` where the database can no longer be used.
    """
    begun = -1
    while left := left_to_make(database, OPERATOR, run):
        if sum(one.begun for one in left) == begun:
            raise WorkersEndError
        begun = sum(one.begun for one in left)
        counts = counts_of_run(database, OPERATOR, run)
        try:
            for done in _make(instance, run, left, min(count, len(left))):
                told(counts.settled + done, counts.total)
        except BrokenProcessPool:
            continue


def _make(instance: Instance, run: str, items: Sequence[PackItem], count: int) -> Iterator[int]:
    """Counts what is done."""
    with _processes(instance, count) as pool:
        futures = [pool.submit(_make_one, run, one.name) for one in items]
        for done, future in enumerate(futures, start=1):
            future.result()
            yield done


@contextmanager
def _processes(instance: Instance, count: int) -> Iterator[ProcessPoolExecutor]:
    """Begun anew rather than copied from this one, which has a database open."""
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(instance,)
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


_here: _Here | None = None


def _begin(instance: Instance) -> None:
    global _here
    let_others_go_first()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all on a terminal; whoever started this decides
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    _here = _Here(
        database=open_database(instance.database_url),
        catalogue=questionnaires_on_offer(instance.folder),
        frames=instance.folder / FRAMES,
    )


def _end_with_parent() -> None:
    """A pool whose maker was killed waits for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _make_one(run: str, name: str) -> None:
    assert _here is not None  # noqa: S101 - `_begin` ran first
    making = Making(
        database=_here.database,
        who=OPERATOR,
        catalogue=_here.catalogue,
        t=Translator(),
        frames=_here.frames,
        now=datetime.now(UTC),
    )
    make_item(making, run, name)
