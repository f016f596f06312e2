"""One line in the log for each request: which page, what came of it and what it cost; not who, and nothing they sent.

A page is told by the pattern of its address: the rest of an address may be a key, and names whose thing it is.
"""

from __future__ import annotations

import logging
import time

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


def install_request_log(app: Flask) -> None:
    """Time every request, and give each answer its id; before anything else is installed, so that it sees all of it."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began, g.count = time.perf_counter(), count_statements()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    ms = round((time.perf_counter() - g.began) * 1000)
    # A client may call its method as it likes.
    method = request.method if request.method in _METHODS else "another method"
    route = request.url_rule.rule if request.url_rule else NO_PAGE
    facts = {
        "method": method,
        "route": route,
        "status": response.status_code,
        "ms": ms,
        "statements": g.count.statements,
    }
    logger.info(
        "%s %s %d in %d ms with %d statements",
        method,
        route,
        response.status_code,
        ms,
        g.count.statements,
        extra={"facts": facts},
    )
    return response
