"""Pages that explain: help and support, accessibility, privacy, the method. They tell nothing about anybody."""

from __future__ import annotations

from flask import url_for
from werkzeug import Response

from selfassess.services.site_texts import SitePage
from selfassess.web.navigation import administers
from selfassess.web.pages import page
from selfassess.web.security.policies import PUBLIC
from selfassess.web.security.routes import Routes
from selfassess.web.site_words import shown
from selfassess.web.wiring import wiring

routes = Routes("support")


@routes.get("/help", PUBLIC)
def help() -> Response:
    """Support for people first, then for using the program."""
    return _show(SitePage.HELP, wiring().t("Help and support"))


@routes.get("/accessibility", PUBLIC)
def accessibility() -> Response:
    """What works for whom, and what has not been tested."""
    return _show(SitePage.ACCESSIBILITY, wiring().t("Accessibility statement"))


@routes.get("/privacy", PUBLIC)
def privacy() -> Response:
    """What is kept, where, and for how long."""
    return _show(SitePage.PRIVACY, wiring().t("Privacy notice"))


@routes.get("/method", PUBLIC)
def method() -> Response:
    """How answers become figures, and what figures cannot say."""
    return page("method.html", title=wiring().t("About the method"))


def _show(which: SitePage, title: str) -> Response:
    blocks, changed = shown(which)
    edit = url_for("site_words.edit", words=which.value) if administers() else ""
    periods = url_for("retention.retention") if edit and which is SitePage.PRIVACY else ""
    return page("site_page.html", title=title, blocks=blocks, changed=changed, edit=edit, periods=periods)
