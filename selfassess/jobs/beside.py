"""Workers as child processes: started, started again where they die, and ended with whoever started them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import IO

_SECONDS_TO_START_AGAIN = (1.0, 5.0, 30.0)
_SECONDS_TO_END = 3.0
_LESS_URGENT = 5  # what pages need goes first

logger = logging.getLogger(__name__)


class Beside:
    """Keeps `count` workers alive within a `with` block, each a process that ends when its input does.

    They hold the other end of a pipe, so that they also end where this process is killed and can say nothing.
    """

    def __init__(
        self,
        command: tuple[str, ...] = ("-m", "selfassess", "worker", "--until-input-ends"),
        *,
        count: int = 1,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._command, self._environ = (sys.executable, *command), {**os.environ, **(environ or {})}
        self._ending = threading.Event()
        self._keepers = [threading.Thread(target=self._keep, daemon=True) for _ in range(count)]

    def __enter__(self) -> Beside:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.end()
        for keeper in self._keepers:
            keeper.join()

    def end(self) -> None:
        """Let all end; leaving the block waits until they have."""
        self._ending.set()

    def wait(self) -> None:
        """Until `end` is called."""
        self._ending.wait()

    def _keep(self) -> None:
        deaths = 0
        while not self._ending.is_set():
            command = self._command
            with subprocess.Popen(command, env=self._environ, stdin=subprocess.PIPE) as child:  # noqa: S603 - our own program
                self._wait_for(child)
            if self._ending.is_set():
                return
            pause = _SECONDS_TO_START_AGAIN[min(deaths, len(_SECONDS_TO_START_AGAIN) - 1)]
            logger.warning("A worker ended with code %s; another one starts in %d s.", child.returncode, pause)
            deaths += 1
            self._ending.wait(pause)

    def _wait_for(self, child: subprocess.Popen[bytes]) -> None:
        """Until it ends by itself, or has been ended: its input first, then, where it is busy, by force."""
        while child.poll() is None and not self._ending.wait(0.2):
            pass
        assert child.stdin is not None  # noqa: S101 - asked for above
        child.stdin.close()
        try:
            child.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            child.kill()


def end_with(parent: IO[bytes], stop: Callable[[], None]) -> None:
    """In a child: call `stop` once whoever holds the other end of `parent` is gone, and then end for sure."""

    def watch() -> None:
        while parent.read(1):
            pass
        stop()
        threading.Event().wait(_SECONDS_TO_END)
        os._exit(0)  # in the middle of a job: another worker takes it up

    threading.Thread(target=watch, name="parent", daemon=True).start()


def let_others_go_first() -> None:
    """In a child: work where nobody waits must not slow pages down."""
    if hasattr(os, "nice"):
        os.nice(_LESS_URGENT)
