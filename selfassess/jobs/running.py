"""One attempt at one job: it runs, its heart beats beside it, and whatever comes of it is written down."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from selfassess.jobs.kinds import Kind
from selfassess.jobs.workplace import Context, JobProblem, StoppedError, Workplace
from selfassess.services import work
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.work import GoOn, Steps
from selfassess.store.jobs import Hold, Job
from selfassess.store.problem import StoreProblem

SECONDS_BETWEEN_BEATS = 5.0

logger = logging.getLogger(__name__)


class Attempt:
    """A job this worker has taken. Nothing that goes wrong in it comes out of `run`, but for a lost database."""

    def __init__(
        self, place: Workplace, kinds: Mapping[str, Kind], job: Job, worker: str, stopping: threading.Event
    ) -> None:
        self._place, self._kinds, self._job, self._stopping = place, kinds, job, stopping
        self._hold = Hold(job=job.id, worker=worker)

    def run(self, beat: float = SECONDS_BETWEEN_BEATS) -> None:
        """Do it, and write down what came of it; `beat` is how often the worker says that it is alive, in seconds.

        `StoreProblem` where that cannot be written: another worker then finds the heart still, and takes the job.
        """
        began = time.monotonic()
        with self._heart(beat):
            settle = self._attempt()
        settle()
        job, ms = self._job, round((time.monotonic() - began) * 1000)
        facts = {"job": job.id, "kind": job.kind, "ms": ms}
        logger.info("Job %s (%s) took %d ms.", job.id, job.kind, ms, extra={"facts": facts})

    def _attempt(self) -> Callable[[], object]:
        """What is to be written down, once the heart has stopped."""
        database, hold, t = self._place.database, self._hold, self._place.t
        now = self._place.clock
        try:
            result = self._do()
        except StoppedError as stopped:
            if stopped.why is GoOn.LOST:
                return partial(logger.warning, "Job %s is somebody else’s by now.", self._job.id)
            settle = work.give_back if stopped.why is None else work.settle_cancelled
            return partial(settle, database, hold, now=now())
        except (JobProblem, NotFoundError, NotPermittedError) as problem:
            return partial(work.settle_failed, database, hold, self._words(problem), now=now())
        except StoreProblem as problem:
            return partial(work.try_later, database, self._job, hold, str(problem), now=now())
        except (Exception, SystemExit) as error:  # a library that gives up must not take the worker with it
            logger.exception("Job %s (%s) failed.", self._job.id, self._job.kind)
            why = t("Something went wrong on our side ({error}). Ask for help.", error=type(error).__name__)
            return partial(work.try_later, database, self._job, hold, why, now=now())
        return partial(work.settle_done, database, hold, result, now=now())

    def _do(self) -> Mapping[str, object]:
        actor = work.requester(self._place.database, self._job)
        if actor is None:
            raise JobProblem(self._place.t("Whoever asked for this can no longer sign in, so it was not done."))
        context = Context(
            place=self._place,
            actor=actor,
            arguments=self._job.arguments,
            told=self._tell,
            stopping=self._stopping,
        )
        result = self._kinds[self._job.kind](context)
        json.dumps(result)  # fails here, as the job's own fault, rather than when it is written down
        return result

    def _words(self, problem: Exception) -> str:
        if isinstance(problem, NotPermittedError):
            return self._place.t("Whoever asked for this may no longer do it, so it was not done.")
        return str(problem)

    def _tell(self, steps: Steps | None) -> GoOn:
        return work.go_on(self._place.database, self._hold, steps, now=self._place.clock())

    @contextmanager
    def _heart(self, beat: float) -> Iterator[None]:
        """Say that the worker is alive, also during a long step; a beat that fails is made up for by the next."""
        ended = threading.Event()

        def beat_until_ended() -> None:
            while not ended.wait(beat):
                try:
                    self._tell(None)
                except StoreProblem as problem:
                    logger.warning("Job %s: %s", self._job.id, problem)

        heart = threading.Thread(target=beat_until_ended, name="heart", daemon=True)
        heart.start()
        try:
            yield
        finally:
            ended.set()
            heart.join()
