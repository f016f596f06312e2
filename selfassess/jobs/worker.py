"""A worker: round after round it takes back what others lost, plans, sends what is to be sent, and does what is due."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Mapping

from selfassess.jobs.kinds import KINDS, Kind
from selfassess.jobs.running import SECONDS_BETWEEN_BEATS, Attempt
from selfassess.jobs.waking import Waking
from selfassess.jobs.watch import Watch
from selfassess.jobs.workplace import Workplace
from selfassess.services import outbox, schedule, work
from selfassess.services.packs import JOB as MAKE_PACKS
from selfassess.store.problem import StoreProblem

SECONDS_BETWEEN_ROUNDS = 2.0
"""How long a job that nobody woke a worker for waits at most."""

FEW_CORES = 2
"""On a machine with no more, one worker at a time makes packs: what is left over is for pages."""

MESSAGES_IN_A_ROUND = 10
"""A slow mail server must not hold up jobs for longer than these take."""

logger = logging.getLogger(__name__)


class Worker:
    """Does one job at a time until `stop`; any number may share a database, in as many processes and machines."""

    def __init__(
        self,
        place: Workplace,
        waking: Waking | None = None,
        *,
        kinds: Mapping[str, Kind] = KINDS,
        watch: Watch | None = None,
        beat: float = SECONDS_BETWEEN_BEATS,
    ) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._place, self._waking, self._kinds, self._beat = place, waking, kinds, beat
        self._watch = watch or Watch()
        self._stopping = threading.Event()
        self._woken = threading.Event()

    def run(self) -> None:
        """Work until `stop`. A database that cannot be used is waited for, and nothing that fails ends it."""
        if self._waking:
            threading.Thread(target=self._waking.listen, args=(self._woken.set, self._stopping), daemon=True).start()
        said = ""
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                self.round()
                said = ""
            except StoreProblem as problem:
                if str(problem) != said:  # once, not in every round
                    said = str(problem)
                    logger.warning("%s", said)
            except Exception:
                logger.exception("A round failed.")
            self._woken.wait(SECONDS_BETWEEN_ROUNDS)

    def stop(self) -> None:
        """End as soon as the job that runs comes to its next step, which is then done by another worker."""
        self._stopping.set()
        self._woken.set()

    def round(self) -> None:
        """Everything there is to do at this moment. Raises `StoreProblem`."""
        place = self._place
        for lost in self._watch.lost(work.all_holds(place.database)):
            if work.take_back(place.database, lost, place.t, now=place.clock()):
                logger.warning("Job %s was left by worker %s.", lost.job, lost.worker)
        daily = (*schedule.SCHEDULE, schedule.BACK_UP) if place.copies.daily else schedule.SCHEDULE
        schedule.plan(place.database, daily, now=place.clock())
        self._send()
        while not self._stopping.is_set() and self._do_one():
            self._send()

    def _send(self) -> None:
        place = self._place
        try:
            outbox.deliver(
                place.database, place.transport, sender=place.sender, clock=place.clock, most=MESSAGES_IN_A_ROUND
            )
        except StoreProblem:
            raise
        except Exception:
            # A message that nobody foresaw stops neither the others nor jobs; its claim runs out, and it is given up.
            logger.exception("A message could not be sent.")

    def _do_one(self) -> bool:
        """Take a job and do it; False where none is due."""
        place = self._place
        alone = (MAKE_PACKS,) if (os.cpu_count() or 1) <= FEW_CORES else ()
        job = work.take(place.database, self._kinds.keys(), self.name, alone=alone, now=place.clock())
        if job is None:
            return False
        if self._waking and work.more_due(place.database, self._kinds.keys(), alone=alone, now=place.clock()):
            self._waking.wake()
        Attempt(place, self._kinds, job, self.name, self._stopping).run(self._beat)
        return True
