"""What every request must pass before its page runs: a known host, a policy that admits it, a form of our own."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect  # type: ignore[import-untyped]  # it has none, nor are there stubs
from werkzeug.exceptions import BadRequest, NotFound, RequestEntityTooLarge

from selfassess.services.access import ActorKind
from selfassess.web.security.actors import ask_to_sign_in, who
from selfassess.web.security.hosts import answers_to
from selfassess.web.security.policies import Values
from selfassess.web.security.routes import Admitted, Again, Route, route_for
from selfassess.web.wiring import wiring

LARGEST_BODY = 3 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
MOST_FIELDS = 5000

_FIELD_NAME = re.compile(r"[A-Za-z0-9_-]{1,200}")

csrf = CSRFProtect()


class StrangeHostError(BadRequest):
    """The request names a host that is not ours, as a site does that points its own name here."""


def install_guard(app: Flask, *, https: bool) -> None:
    """Set the limits of bodies and cookies, and put the checks in front of every page.

    With `https` cookies travel no other way, and no other site, not even a neighbour under the same domain, sets them.
    """
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        SESSION_COOKIE_NAME="__Host-selfassess" if https else "selfassess",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,  # `_trusted` checks, so that what was typed is not lost
        WTF_CSRF_TIME_LIMIT=None,  # people think for hours over a section; the token ends with the session
    )
    csrf.init_app(app)
    app.before_request(_check)


def _check() -> Any:
    """Let the request through (None), answer in place of its page, or raise what the error pages show."""
    if not answers_to(request.headers.get("Host", ""), wiring().hosts):
        raise StrangeHostError
    if request.endpoint is None:
        return None
    route = route_for(current_app, request.endpoint, request.method)
    if route is None:
        raise NotFound
    if not route.policy.everybody and who().kind is ActorKind.VISITOR:
        return ask_to_sign_in()
    g.admitted = Admitted(route=route, values=_values(route))
    return None if request.method in ("GET", "HEAD") else _trusted(route, g.admitted.values)


def _values(route: Route) -> Values:
    """What the view gets: the parts of the address, and in place of the ids among them what its policy loads."""
    ids: dict[str, str] = request.view_args or {}
    policy = route.policy
    if policy.load is None:
        return ids
    plain = {name: value for name, value in ids.items() if name not in policy.takes}
    return plain | policy.load(wiring().database, who(), ids)


def _trusted(route: Route, values: Values) -> Any:
    """None for a form that we gave out in this session; else the form again where the route can show it."""
    _limit_form()
    try:
        csrf.protect()
    except CSRFError:
        # Another site's form must not come back filled in, ready to be sent by one click.
        if route.again is None or not _same_origin():
            raise
        return route.again(Again.NOT_TRUSTED, **values)
    return None


def _limit_form() -> None:
    """Werkzeug counts only the parts of multipart forms; others must not be larger either.

    No field of ours has another name; WTForms fails on a place in a list that is written in superscript or without end.
    """
    if request.mimetype != "multipart/form-data" and (request.content_length or 0) > LARGEST_FORM:
        raise RequestEntityTooLarge
    if sum(len(values) for _, values in request.form.lists()) > MOST_FIELDS:
        raise RequestEntityTooLarge
    if not all(_FIELD_NAME.fullmatch(name) for name in request.form):
        raise BadRequest


def _same_origin() -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.host}"
