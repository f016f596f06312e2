"""Where one is signed in, and signing out there."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.services import sessions
from selfassess.services.access import Actor
from selfassess.store.database import Database
from selfassess.store.sessions import LoginSession
from selfassess.web.pages import page
from selfassess.web.security import login
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN, signed_in
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("account")


def _session_for(database: Database, who: Actor, id: str) -> LoginSession:
    return sessions.session_for(database, who, id, now=wiring().now())


@routes.get("/account/sessions", SIGNED_IN)
def places() -> Response:
    """Every browser one is signed in with, this one first."""
    use, found = wiring(), login.signed_in()
    this = found.session.id if found else ""
    listed = sorted(sessions.sessions_of(use.database, who(), now=use.now()), key=lambda one: one.id != this)
    return page(
        "account/places.html",
        title=use.t("Where you are signed in"),
        listed=listed,
        this=this,
        hours=(_hours(sessions.IDLE.total_seconds()), _hours(sessions.WHOLE.total_seconds())),
        back=(url_for("account.account"), use.t("Your account")),
    )


def _hours(seconds: float) -> int:
    return int(seconds // 3600)


@routes.post("/account/sessions/<string:place>/end", signed_in(place=_session_for))
def end_place(place: LoginSession) -> Response:
    """Sign out there."""
    use = wiring()
    sessions.end_session(use.database, who(), place.id, now=use.now())
    flash(use.t("Signed out: {device}.", device=place.device))
    return redirect(url_for("account.places"), 303)


@routes.post("/account/sessions/end-others", SIGNED_IN)
def end_other_places() -> Response:
    """Sign out everywhere but here."""
    use, found = wiring(), login.signed_in()
    if found:
        sessions.end_other_sessions(use.database, who(), found.session.id, now=use.now())
        flash(use.t("You are signed out everywhere else."))
    return redirect(url_for("account.places"), 303)
