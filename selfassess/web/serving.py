"""Serves the application to this machine only: waitress on a loopback address, on the first free port."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Never

import waitress  # type: ignore[import-untyped]  # has no types of its own, nor are there stubs
from flask import Flask
from waitress.wasyncore import close_all  # type: ignore[import-untyped]  # the same

PORTS_TRIED = 50
"""How many ports from the one asked for are tried before giving up."""

_THREADS = 8
# Above the application's own limits, so that a body too large is refused by our page and not by waitress's bare one.
_LARGEST_BODY = 256 * 1024 * 1024
# Half a request each, from another program on this machine, must not keep people out. `select` takes 512 on Windows.
_MOST_CONNECTIONS = 400
_SILENT_SECONDS = 20

# Only these: pages answer to these names and to no other (`security.guard`), so that no other site can reach them.
_LOOPBACK = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1", "[::1]": "::1"}

logger = logging.getLogger(__name__)


class NotLocalError(Exception):
    """Nothing was served: not an address of this machine alone, or no free port; the message says how to mend it."""


class Server:
    """A server that already holds its port and answers as soon as `run` is called, in any thread.

    `address` is where it is, such as `http://127.0.0.1:5000`; `taken` the ports that were passed over because
    something else listens there. Port 0 takes any free one. Raises `NotLocalError`.
    """

    def __init__(self, app: Flask, host: str, port: int) -> None:
        address = loopback(host)
        listening, self.taken = _listen(address, port)
        self.port: int = listening.getsockname()[1]
        self.address = f"http://{f'[{address}]' if ':' in address else address}:{self.port}"
        self._open: dict[int, object] = {}
        self._server = waitress.create_server(
            app,
            map=self._open,
            sockets=[listening],
            threads=_THREADS,
            ident=None,
            max_request_body_size=_LARGEST_BODY,
            connection_limit=_MOST_CONNECTIONS,
            channel_timeout=_SILENT_SECONDS,
        )
        self._stopped = threading.Event()

    def run(self) -> None:
        """Serve until `stop`, an interrupt or `SystemExit` in this thread; requests that run are let finish."""
        try:
            self._server.run()
        finally:
            self._server.task_dispatcher.shutdown()
            self._stopped.set()

    def stop(self) -> None:
        """Stop a server that runs in another thread, and wait until it has; twice is once."""
        if not self._stopped.is_set():
            # In the serving thread: closing sockets that another thread waits on ends in a traceback. A loop that is
            # awake anyway may close everything before it is woken: then there is nothing left to wake.
            with suppress(OSError):
                self._server.trigger.pull_trigger(lambda: close_all(self._open))
            self._stopped.wait(10)


def serve_until_stopped(
    app: Flask, host: str, port: int, *, say: Callable[[str], None], warn: Callable[[str], None] | None = None
) -> None:
    """Serve until Ctrl+C or a termination signal. `say` gets the address once it can be opened.

    `warn` gets a sentence where `port` is taken and the next free one is used; without it that goes to the log.
    Raises `NotLocalError`.
    """
    server = Server(app, host, port)
    if server.taken:
        (warn or logger.warning)(f"Port {port} is taken by another program: using {server.port} instead.")
    signal.signal(signal.SIGTERM, _terminate)
    say(server.address)
    server.run()


def loopback(host: str) -> str:
    """The loopback address that `host` means; raises `NotLocalError` for every other one, also for names."""
    address = _LOOPBACK.get(host.lower())
    if address is None:
        raise NotLocalError(
            f"This version serves only this machine, since it has no accounts yet: “{host}” is not an address of it "
            "alone. Use 127.0.0.1, ::1 or localhost."
        )
    return address


def _listen(address: str, port: int) -> tuple[socket.socket, tuple[int, ...]]:
    """A listening socket on the first free port from `port` on, and the ports passed over."""
    taken: list[int] = []
    last = min(port + PORTS_TRIED, 65536) if port else 1
    for candidate in range(port, last):
        opened = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            # On Windows the option would let two programs share a port; elsewhere it only skips the wait after a stop.
            if os.name != "nt":
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((address, candidate))
            opened.listen(128)
        except OSError as error:
            opened.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise NotLocalError(f"Cannot listen on {address}, port {candidate}: {error.strerror}.") from None
            taken.append(candidate)
        else:
            return opened, tuple(taken)
    raise NotLocalError(f"No port from {port} to {last - 1} is free on {address}. Name another one with --port.")


def _terminate(_signal: int, _frame: FrameType | None) -> Never:
    raise SystemExit(0)
