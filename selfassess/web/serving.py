"""Serves the application to this machine only: waitress on a loopback address, on the next free port."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask


class ServingProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The pages cannot be served; the message says why and how to mend it."""


def serve(app: Flask, host: str, port: int, *, say: Callable[[str], None], ready: Callable[[str], None]) -> None:
    """Serve until interrupted or terminated. `say` gets a sentence where `port` is taken and the next free one is used;
    `ready` gets the address, such as `http://127.0.0.1:5000`, once it answers. Raises `ServingProblem`.
    """
    raise NotImplementedError
