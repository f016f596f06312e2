"""Numbers for Prometheus, for whoever has the token or is at this machine, and only where a setting asks for them."""

from __future__ import annotations

import hmac

from flask import Response, abort, request

from selfassess.web.security.actors import came_from_this_machine
from selfassess.web.security.policies import PUBLIC
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("metrics")


@routes.get("/metrics", PUBLIC)
def metrics() -> Response:
    """404 for everybody else, as where there is no such page."""
    offered = wiring().metrics
    if offered is None or not _admitted(offered.token):
        abort(404)
    return Response(offered.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _admitted(token: str | None) -> bool:
    if token is None:
        return came_from_this_machine()
    scheme, _, brought = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(brought.strip().encode(), token.encode())
