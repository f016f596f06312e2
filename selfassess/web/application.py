"""The Flask application, but for what it writes into a log: an address may hold the secret that opens it."""

from __future__ import annotations

from types import TracebackType

from flask import Flask, request


class Application(Flask):
    """Logs which page failed by the pattern of its address: of a link or a calendar, the rest of it is a key."""

    def log_exception(self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]) -> None:
        """With its traceback, in which no values stand."""
        where = request.url_rule.rule if request.url_rule else "no page"
        self.logger.error("Exception on %s [%s]", where, request.method, exc_info=exc_info)
