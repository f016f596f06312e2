"""Serves the application: waitress on one address, on this machine the first free port, until it is told to stop."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import threading
from contextlib import suppress
from ipaddress import ip_address
from types import FrameType
from typing import Never

import waitress  # type: ignore[import-untyped]  # has no types of its own, nor are there stubs
from flask import Flask
from waitress.wasyncore import close_all  # type: ignore[import-untyped]  # the same

from selfassess.web.wiring import NAME

PORTS_TRIED = 50
"""How many ports from the one asked for are tried before giving up."""

_THREADS = 8
# Above the application's own limits, so that a body too large is refused by our page and not by waitress's bare one.
_LARGEST_BODY = 256 * 1024 * 1024
# Half a request each, from another program on this machine, must not keep people out. `select` takes 512 on Windows.
_MOST_CONNECTIONS = 400
_SILENT_SECONDS = 20

logger = logging.getLogger(__name__)


class NotServedError(Exception):
    """Nothing was served: no address to listen on, or no free port; the message says how to mend it."""


class Server:
    """A server that already holds its port and answers as soon as `run` is called, in any thread.

    `address` is where it is, such as `http://127.0.0.1:5000`; `taken` the ports that were passed over because
    something else listens there. Port 0 takes any free one. Raises `NotServedError`, also where others could reach an
    application that was made for this machine alone.
    """

    def __init__(self, app: Flask, host: str, port: int) -> None:
        address = address_of(host)
        alone = ip_address(address).is_loopback
        others = NAME in app.extensions and app.extensions[NAME].others_can_reach
        if not alone and NAME in app.extensions and not others:
            raise NotServedError(f"The application serves only this machine, and {host} is not an address of it alone.")
        # Others, and a proxy that stands before it for them, were told which port it is; here it is said each time.
        listening, self.taken = _listen(address, port, PORTS_TRIED if alone and not others else 1)
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
            # What proxies add is believed where it is set how many there are (`app`); elsewhere it gives them away.
            clear_untrusted_proxy_headers=False,
        )
        self._server.logger.addFilter(_without_address)
        self._stopped = threading.Event()

    def run(self) -> None:
        """Serve until `stop`, an interrupt or `SystemExit` in this thread; requests that run are let finish."""
        try:
            self._server.run()
        finally:
            self._server.task_dispatcher.shutdown()
            self._stopped.set()

    def run_until_stopped(self) -> None:
        """The same in the main thread, until a termination signal too."""
        signal.signal(signal.SIGTERM, _terminate)
        self.run()

    def stop(self) -> None:
        """Stop a server that runs in another thread, and wait until it has; twice is once."""
        if not self._stopped.is_set():
            # In the serving thread: closing sockets that another thread waits on ends in a traceback. A loop that is
            # awake anyway may close everything before it is woken: then there is nothing left to wake.
            with suppress(OSError):
                self._server.trigger.pull_trigger(lambda: close_all(self._open))
            self._stopped.wait(10)


def address_of(host: str) -> str:
    """The IP address that `host` means on this machine; raises `NotServedError` where it is none."""
    name = host.strip("[]").lower()
    try:
        found = socket.getaddrinfo("127.0.0.1" if name == "localhost" else name or "?", None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotServedError(
            f"“{host}” is no address to listen on. Use 127.0.0.1 for this machine only, 0.0.0.0 for all its networks."
        ) from None
    return str(found[0][4][0])


def _listen(address: str, port: int, tried: int) -> tuple[socket.socket, tuple[int, ...]]:
    """A listening socket on the first free port from `port` on, and the ports passed over."""
    taken: list[int] = []
    last = min(port + tried, 65536) if port else 1
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
                raise NotServedError(f"Cannot listen on {address}, port {candidate}: {error.strerror}.") from None
            taken.append(candidate)
        else:
            return opened, tuple(taken)
    ports = f"Port {port} is not free" if last - port == 1 else f"No port from {port} to {last - 1} is free"
    raise NotServedError(f"{ports} on {address}. Name another one with --port.")


def _without_address(record: logging.LogRecord) -> bool:
    """What waitress says of a request that it could not finish, without its address: there may be a secret in it."""
    if isinstance(record.msg, str):
        record.msg = record.msg.partition(" while serving ")[0]
    return True


def _terminate(_signal: int, _frame: FrameType | None) -> Never:
    raise SystemExit(0)
