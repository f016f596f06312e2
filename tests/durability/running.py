"""Servers of `selfassess serve` that a test starts, and kills at its end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVERS = Path(__file__).with_name("servers.py")


class Servers:
    """Servers on one database, one after the other; see `servers.py`."""

    def __init__(self, *program: Path, url: str, instance: Path, **settings: str) -> None:
        environ = {**os.environ, "SELFASSESS_DATABASE_URL": url, "SELFASSESS_INSTANCE": str(instance), **settings}
        command = [sys.executable, SERVERS, *program]
        self._forking = subprocess.Popen(
            command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *_: object) -> None:
        self._forking.communicate()

    @contextmanager
    def serving(self) -> Iterator[int]:
        """A new server, killed at the end; gives its port."""
        assert self._forking.stdin is not None
        self._forking.stdin.write(f"{random.randrange(20000, 60000)}\n")
        process = int(self._line_with("process").split()[1])
        port = int(self._line_with("is ready at").rsplit(":", 1)[1])
        try:
            yield port
        finally:
            os.kill(process, signal.SIGKILL)
            assert self._line_with("ended").split() == ["ended", str(-signal.SIGKILL)]

    def _line_with(self, words: str) -> str:
        assert self._forking.stdout is not None
        line = next(line for line in self._forking.stdout if words in line or "ended" in line)
        assert words in line, "the server ended by itself; what it said is on the error output"
        return line
