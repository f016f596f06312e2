"""Pages that explain: help and support, accessibility, privacy, the method. They tell nothing about anybody."""

from __future__ import annotations

from werkzeug import Response

from selfassess.web.pages import page
from selfassess.web.security.actors import accounts_exist
from selfassess.web.security.policies import PUBLIC
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("support")


@routes.get("/help", PUBLIC)
def help() -> Response:
    """Support for people first, then for using the program."""
    return page("help.html", title=wiring().t("Help and support"))


@routes.get("/accessibility", PUBLIC)
def accessibility() -> Response:
    """What works for whom, and what has not been tested."""
    return page("accessibility.html", title=wiring().t("Accessibility statement"))


@routes.get("/privacy", PUBLIC)
def privacy() -> Response:
    """What is kept, where, and for how long."""
    return page("privacy.html", title=wiring().t("Privacy notice"), alone=not accounts_exist())


@routes.get("/method", PUBLIC)
def method() -> Response:
    """How answers become figures, and what figures cannot say."""
    return page("method.html", title=wiring().t("About the method"))
