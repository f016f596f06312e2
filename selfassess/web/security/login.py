"""Who is signed in: the secret in the cookie, looked up once a request, and what those get who are not.

Not Flask-Login: it knows a person by what stands in the cookie alone, so that nobody could be signed out elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # has no types of its own, nor are there stubs
from werkzeug import Response
from werkzeug.exceptions import HTTPException

from selfassess.services.kept_forms import keep_form
from selfassess.services.letters import PRODUCT
from selfassess.services.sessions import SignedIn, TooLong, session_of
from selfassess.services.sign_in import Visit
from selfassess.services.throttle import network_of
from selfassess.store.problem import StoreProblem
from selfassess.web.security.actors import SignIn, accounts_exist, install_sign_in, who
from selfassess.web.security.device import device_words
from selfassess.web.security.guard import LARGEST_FORM, csrf
from selfassess.web.wiring import wiring

if TYPE_CHECKING:
    from selfassess.web.security.second_step import Codes

FIRST_STEP_HOLDS = timedelta(minutes=10)
"""How long one may take to find one's phone."""

_CODES = "selfassess.codes"
_SECRET, _FIRST_STEP, _KEPT = "secret", "first step", "kept"

# Passwords and codes are typed there: they are kept nowhere, and typed again soon.
_NEVER_KEPT = ("account.", "second_step.", "kept.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """Somebody who still has to give a code, and where they were going."""

    account: str
    next: str


def install_login(app: Flask) -> None:
    """Make people known by their sessions, and tell every template who it is for."""
    install_sign_in(app, SignIn(account=_account, ask=_ask))
    app.jinja_env.globals.update(corner=_corner)


def signed_in() -> SignedIn | None:
    """The session that the present request belongs to."""
    found = _found()
    return found if isinstance(found, SignedIn) else None


def _corner() -> tuple[str, str]:
    """For the corner of every page: whether it is for a `person` (with the name), for anybody, or nobody knows."""
    try:
        found = signed_in()
        if found:
            return "person", found.account.name
        return ("visitor" if accounts_exist() else "alone"), ""
    except StoreProblem:  # the page may be the one that says so
        return "unknown", ""


def this_session() -> SignedIn:
    """The same on a page that only people who are signed in get."""
    found = signed_in()
    assert found is not None  # noqa: S101 - asked for on no other page
    return found


def visit() -> Visit:
    """From where the present request comes."""
    use = wiring()
    return Visit(
        network=network_of(request.remote_addr),
        device=device_words(request.headers.get("User-Agent", ""), use.t),
        request=who().request,
        now=use.now(),
    )


def enter(secret: str) -> None:
    """Sign this browser in. Nothing of what its cookie held before stays: it may be somebody else's doing."""
    session.clear()
    session[_SECRET] = secret
    g.pop("login", None)


def leave() -> None:
    """Forget everything this browser was told."""
    session.clear()
    g.pop("login", None)


def remember_first_step(account: str, next: str) -> None:
    """The first step is done; the cookie is signed, so nobody can say so themselves."""
    session.clear()
    session[_FIRST_STEP] = {"account": account, "at": wiring().now().timestamp(), "next": next}


def first_step() -> FirstStep | None:
    """Who has done the first step in this browser, not too long ago."""
    told: dict[str, Any] | None = session.get(_FIRST_STEP)
    if told is None or wiring().now().timestamp() - told["at"] > FIRST_STEP_HOLDS.total_seconds():
        return None
    return FirstStep(account=told["account"], next=told["next"])


def something_was_kept() -> bool:
    """Whether what was typed in this browser waits until its person has signed in again."""
    return bool(session.get(_KEPT))


def own_address(target: str) -> str | None:
    """`target` where it is a page of ours, so that nobody is sent elsewhere after signing in; else None."""
    # A browser takes a backslash for a slash and leaves out what cannot be seen.
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return None
    try:
        parts = urlsplit(target)
        current_app.url_map.bind(request.host).match(parts.path, method="GET")
    except (HTTPException, ValueError):
        return None
    return target


def _account() -> str | None:
    found = signed_in()
    return found.account.id if found else None


def _found() -> SignedIn | TooLong | None:
    if "login" not in g:
        use, secret = wiring(), session.get(_SECRET)
        g.login = session_of(use.database, secret, now=use.now()) if secret else None
    found: SignedIn | TooLong | None = g.login
    return found


def _ask() -> Response:
    """To the page to sign in, and from there back; a form is kept for the person whose session it came too late for."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("sign_in.sign_in_page", next=request.full_path.rstrip("?")), 303)
    ended = _found()
    if isinstance(ended, TooLong) and _is_ours_to_keep():
        fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
        keep_form(wiring().database, ended.account, request.full_path.rstrip("?"), fields, now=wiring().now())
        session[_KEPT] = True
    return redirect(url_for("sign_in.sign_in_page"), 303)


def _is_ours_to_keep() -> bool:
    """Not what another site sent, or a person would find it among their own words and send it on."""
    if (request.endpoint or "").startswith(_NEVER_KEPT) or (request.content_length or 0) > LARGEST_FORM:
        return False
    if not request.full_path.isprintable():  # no page of ours, and no text that every database keeps
        return False
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def waiting_minutes(wait: timedelta) -> int:
    """A waiting time in whole minutes, the last one begun counts."""
    return max(1, -int(-wait.total_seconds() // 60))


def codes() -> Codes:
    """What reads codes from apps; their secrets are encrypted with the key of this installation."""
    from selfassess.web.security.second_step import Codes

    if _CODES not in current_app.extensions:
        current_app.extensions[_CODES] = Codes({"1": current_app.config["SECRET_KEY"]}, issuer=PRODUCT)
    made = current_app.extensions[_CODES]
    assert isinstance(made, Codes)  # noqa: S101 - made above
    return made


def is_fresh() -> bool:
    """Whether the person proved recently enough who they are to change how they sign in."""
    return this_session().is_fresh(wiring().now())
