"""What a worker works with, and what one job sees of it while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from selfassess.language import Translator
from selfassess.mail.transports import Transport
from selfassess.services.access import Actor
from selfassess.services.copy_folder import CopyFolder
from selfassess.services.work import GoOn, Steps
from selfassess.store.database import Database

_SECONDS_BETWEEN_STEPS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """`clock` gives aware times; `base_address` begins links in messages; `sender` is who e-mails come from;
    `copies` where safe copies go."""

    database: Database
    instance: Path
    t: Translator
    clock: Callable[[], datetime]
    base_address: str
    transport: Transport
    sender: str
    copies: CopyFolder


class JobProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The job cannot be done, today or later; the message says why, to the person who asked for it."""


class StoppedError(BaseException):
    """The job shall not go on; raised by `Context.progress`. No `except Exception` of a job holds it up."""

    def __init__(self, why: GoOn | None) -> None:
        super().__init__()
        self.why = why
        """None where the worker itself has to stop."""


@dataclass(slots=True, kw_only=True)
class Context:
    """One attempt at a job. `actor` is who asked for it, to be handed to every service: they check what it may do."""

    place: Workplace
    actor: Actor
    arguments: Mapping[str, Any]
    told: Callable[[Steps | None], GoOn]
    """Tells the table of jobs that the worker is alive and how far it is."""
    stopping: threading.Event
    """Set when the worker has to stop."""
    _told_at: float = field(default=0.0, init=False)

    @property
    def now(self) -> datetime:
        """The time."""
        return self.place.clock()

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Say how far the job is, as often as you like; `note` is what it is at, in words.

        Raises `StoppedError` where it was cancelled, is somebody else's by now, or the worker has to stop: what was
        done so far must then be whole, or done again without harm by the next attempt.
        """
        if self.stopping.is_set():
            raise StoppedError(None)
        since = time.monotonic()
        if since - self._told_at < _SECONDS_BETWEEN_STEPS and done < total:
            return
        self._told_at = since
        answer = self.told(Steps(done=done, total=total, note=note))
        if answer is not GoOn.YES:
            raise StoppedError(answer)
