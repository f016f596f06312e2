"""Erasing a person, asked about first: oneself, or, for administrators, somebody else."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.services.erasure import Erasable, LastAdministrator, erasable, erase
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import PUBLIC, SIGNED_IN, administrator
from selfassess.web.security.routes import Routes
from selfassess.web.views.account import fresh
from selfassess.web.wiring import wiring

routes = Routes("erasure")


@routes.get("/accounts/<string:account>/erase", administrator(account=erasable))
def person_page(account: Erasable) -> Response:
    """What goes and what stays of somebody else."""
    return _ask(account, url_for("erasure.person", account=account.account.id))


@routes.post("/accounts/<string:account>/erase", administrator(account=erasable))
def person(account: Erasable) -> Response:
    """Erase somebody; twice is once."""
    use, id = wiring(), account.account.id
    if isinstance(erase(use.database, who(), id, now=use.now()), LastAdministrator):
        return redirect(url_for("erasure.person_page", account=id), 303)
    if id == who().account:
        return redirect(url_for("erasure.gone"), 303)
    flash(use.t("The person is erased. What they did and answered stays, without their name."))
    return redirect(url_for("home.home"), 303)


@routes.get("/account/erase", SIGNED_IN)
@fresh
def own_page() -> Response:
    """What goes and what stays of oneself."""
    return _ask(_oneself(), url_for("erasure.own"))


@routes.post("/account/erase", SIGNED_IN)
@fresh
def own() -> Response:
    """Erase oneself; from then on nobody is signed in here."""
    use = wiring()
    if isinstance(erase(use.database, who(), _oneself().account.id, now=use.now()), LastAdministrator):
        return redirect(url_for("erasure.own_page"), 303)
    return redirect(url_for("erasure.gone"), 303)


@routes.get("/account/erased", PUBLIC)
def gone() -> Response:
    """The last page for somebody who is erased; it knows nobody."""
    return page("erased.html", title=wiring().t("Your account is erased"))


def _oneself() -> Erasable:
    account = who().account
    if account is None:
        raise NotFound  # while there are no accounts
    return erasable(wiring().database, who(), account)


def _ask(found: Erasable, action: str) -> Response:
    if found.account.erased_at is not None:
        raise NotFound
    t, myself = wiring().t, found.account.id == who().account
    title = t("Erase your account") if myself else t("Erase {name}", name=found.account.name)
    back = (url_for("account.account"), t("Your account")) if myself else None
    return page("erase.html", title=title, found=found, myself=myself, action=action, back=back)
