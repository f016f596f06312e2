"""Workers on a database of each kind, with a clock that tests set and jobs that tests write."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from selfassess.jobs.kinds import Kind
from selfassess.jobs.watch import Watch
from selfassess.jobs.worker import Worker
from selfassess.jobs.workplace import Workplace
from selfassess.language import Translator
from selfassess.mail.transports import open_transport
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.copy_folder import CopyFolder
from selfassess.services.jobs import queue, see_job
from selfassess.store.database import Database
from selfassess.store.jobs import Job

FOREVER = 60
"""Seconds after which a test that waits for another process has waited in vain."""


@dataclass
class Clock:
    """Shows what it is set to: the wall's time, and seconds that only go forward."""

    at: datetime = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
    seconds: float = 0.0

    def __call__(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def go(self, **by: float) -> None:
        """Let this time pass on both."""
        self.at += timedelta(**by)
        self.seconds += timedelta(**by).total_seconds()


@dataclass
class Yard:
    """Where jobs are asked for and workers are hired."""

    database: Database
    folder: Path
    clock: Clock
    kinds: dict[str, Kind] = field(default_factory=dict)
    mail: str = "folder"
    daily_copies: bool = False

    @property
    def copies(self) -> CopyFolder:
        return CopyFolder(path=self.folder / "backups", kept=2, daily=self.daily_copies)

    def worker(self) -> Worker:
        place = Workplace(
            database=self.database,
            instance=self.folder,
            t=Translator(),
            clock=self.clock,
            base_address="http://127.0.0.1:5000",
            transport=open_transport(self.mail, self.folder / "mail"),
            sender="selfassess <no-reply@selfassess>",
            copies=self.copies,
        )
        return Worker(place, kinds=self.kinds, watch=Watch(monotonic=self.clock.monotonic))

    def ask(self, kind: str, who: Actor = OPERATOR, arguments: Mapping[str, Any] | None = None, **more: Any) -> str:
        with self.database.writing() as session:
            return queue(session, who, kind, arguments or {}, now=self.clock(), **more)

    def job(self, id: str) -> Job:
        return see_job(self.database, OPERATOR, id)


@pytest.fixture
def yard(database: Database, tmp_path: Path) -> Yard:
    return Yard(database, tmp_path, Clock())


@pytest.fixture
def eventually() -> Callable[..., Any]:
    """`eventually(ask)`: what `ask` gives as soon as it is true, however long another process takes to come to it."""

    def wait(ask: Callable[[], Any]) -> Any:
        end = time.monotonic() + FOREVER
        while not (found := ask()):
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.01)
        return found

    return wait
