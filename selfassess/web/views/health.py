"""What programs ask that watch this one, and where to report a weakness; for everybody, so telling nothing else."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, abort, current_app

from selfassess.services.health import faults
from selfassess.web.security.policies import PUBLIC
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

_SECURITY_TXT_HOLDS = timedelta(days=90)

routes = Routes("health")


@routes.get("/healthz", PUBLIC)
def alive() -> Response:
    """The process answers; whether it can do anything is another question."""
    return _json({"status": "alive"}, 200)


@routes.get("/readyz", PUBLIC)
def ready() -> Response:
    """503 with what is wrong, in words, where people or their messages and jobs would wait in vain."""
    use = wiring()
    found = faults(use.database, now=use.now())
    return _json({"status": "not ready" if found else "ready", "problems": found}, 503 if found else 200)


@routes.get("/.well-known/security.txt", PUBLIC)
def security_txt() -> Response:
    """RFC 9116; it holds for as long as it is asked for again, since somebody runs this program then."""
    use = wiring()
    if use.security_contact is None:
        abort(404)
    lines = [f"Contact: {use.security_contact}", f"Expires: {use.now() + _SECURITY_TXT_HOLDS:%Y-%m-%dT%H:%M:%SZ}"]
    lines += ["Preferred-Languages: en", f"Canonical: {use.base_address}/.well-known/security.txt"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _json(said: dict[str, object], status: int) -> Response:
    return Response(current_app.json.dumps(said) + "\n", status, mimetype="application/json")
