"""Finds the jobs of workers that are gone: those whose sign of life has not changed for as long as this one looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from selfassess.store.jobs import Hold

SECONDS_WITHOUT_LIFE = 30.0
"""How long nobody touches a job whose worker is silent: several beats, so that a busy machine loses nothing."""


class Watch:
    """Remembers since when each job shows the same sign of life, by a clock that only ever goes forward.

    What the sign says is not compared with any clock: where one is wrong or put right, all jobs would look lost, or
    none. The price: a worker that just came waits the whole time before it takes what another one left.
    """

    def __init__(self, seconds: float = SECONDS_WITHOUT_LIFE, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._monotonic = seconds, monotonic
        self._since: dict[Hold, float] = {}

    def lost(self, holds: Collection[Hold]) -> tuple[Hold, ...]:
        """Of the jobs that are held at this moment those whose workers are gone."""
        now = self._monotonic()
        self._since = {hold: self._since.get(hold, now) for hold in holds}
        return tuple(hold for hold, since in self._since.items() if now - since >= self._seconds)
