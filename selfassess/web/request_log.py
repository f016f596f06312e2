"""One line in the log for each request: which page, what came of it and what it cost; not who, and nothing they sent.

A page is told by the pattern of its address: the rest of an address may be a key, and names whose thing it is.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, g, has_request_context, request

from selfassess.store.statements import count_statements
from selfassess.web.security.actors import request_id

NO_PAGE = "no page"

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})

logger = logging.getLogger(__name__)


class OfRequest(logging.Filter):
    """Puts the id of the present request into every record that is made during one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True."""
        record.request = request_id() if has_request_context() else None
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer: of which page (its pattern, or `NO_PAGE`), after how many seconds and statements."""

    method: str
    route: str
    status: int
    seconds: float
    statements: int


def install_request_log(app: Flask, *told: Callable[[Answered], None]) -> None:
    """Log every answer, give it its id, and tell `told`; before anything else is installed, to see all of it."""
    app.before_request(_begin)

    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = request_id()
        answered = _answered(response)
        for tell in (_log, *told):
            tell(answered)
        return response

    app.after_request(end)


def _begin() -> None:
    g.began, g.count = time.perf_counter(), count_statements()


def _answered(response: Response) -> Answered:
    return Answered(
        # A client may call its method as it likes.
        method=request.method if request.method in _METHODS else "another method",
        route=request.url_rule.rule if request.url_rule else NO_PAGE,
        status=response.status_code,
        seconds=time.perf_counter() - g.began,
        statements=g.count.statements,
    )


def _log(one: Answered) -> None:
    ms = round(one.seconds * 1000)
    facts = {"method": one.method, "route": one.route, "status": one.status, "ms": ms, "statements": one.statements}
    words = "%s %s %d in %d ms with %d statements"
    logger.info(words, one.method, one.route, one.status, ms, one.statements, extra={"facts": facts})
