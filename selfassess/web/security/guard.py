"""What every request must pass before its page runs: a known host, a policy that admits it, a form of our own."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect  # type: ignore[import-untyped]  # it has none, nor are there stubs
from werkzeug.exceptions import BadRequest, Forbidden, NotFound, RequestEntityTooLarge

from selfassess.web.security.routes import Again, Policy, Route, route_for

LARGEST_BODY = 3 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
MOST_FIELDS = 5000

# Flask's own TRUSTED_HOSTS cannot hold [::1]: it cuts the name at the first colon.
_OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_FIELD_NAME = re.compile(r"[A-Za-z0-9_-]{1,200}")
_LOOPBACK = frozenset({"127.0.0.1", "::1"})

csrf = CSRFProtect()


class StrangeHostError(BadRequest):
    """The request names a host that is not this machine, as a site does that points its own name here."""


def install_guard(app: Flask) -> None:
    """Set the limits of bodies and cookies, and put the checks in front of every page."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        SESSION_COOKIE_NAME="selfassess",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,  # `_trusted` checks, so that what was typed is not lost
        WTF_CSRF_TIME_LIMIT=None,  # people think for hours over a section; the token ends with the session
    )
    csrf.init_app(app)
    app.before_request(_check)


def _check() -> Any:
    """Let the request through (None), answer in place of its page, or raise what the error pages show."""
    if not _OWN_HOST.fullmatch(request.headers.get("Host", "")):
        raise StrangeHostError
    if request.endpoint is None:
        return None
    route = route_for(current_app, request.endpoint, request.method)
    if route is None:
        raise NotFound
    admit(route)
    return None if request.method in ("GET", "HEAD") else _trusted(route)


def admit(route: Route) -> None:
    """Raise `Forbidden` where the route's policy does not let this request in."""
    if route.policy is Policy.LOCAL_LEAD and request.remote_addr not in _LOOPBACK:
        raise Forbidden


def _trusted(route: Route) -> Any:
    """None for a form that we gave out in this session; else the form again where the route can show it."""
    _limit_form()
    try:
        csrf.protect()
    except CSRFError:
        # Another site's form must not come back filled in, ready to be sent by one click.
        if route.again is None or not _same_origin():
            raise
        return route.again(Again.NOT_TRUSTED, **(request.view_args or {}))
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
