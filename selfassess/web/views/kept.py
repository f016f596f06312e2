"""What was sent after a session had ended: still here for its person, to be sent again or thrown away."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.services.access import Actor
from selfassess.services.kept_forms import forget_form, form_for, forms_of
from selfassess.store.database import Database
from selfassess.store.kept_forms import KeptForm
from selfassess.web.forms.controls import showable
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN, signed_in
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("kept")


def _form_for(database: Database, who: Actor, id: str) -> KeptForm:
    return form_for(database, who, id, now=wiring().now())


_OWN = signed_in(kept=_form_for)


@routes.get("/kept", SIGNED_IN)
def kept() -> Response:
    """What is kept, latest first."""
    use = wiring()
    forms = forms_of(use.database, who(), now=use.now())
    if not forms:
        return redirect(url_for("home.home"), 303)
    return page("account/kept.html", title=use.t("What you typed is still here"), forms=forms, showable=showable)


@routes.post("/kept/<string:kept>/send", _OWN)
def send(kept: KeptForm) -> Response:
    """On to where it was meant to go: 307 makes the browser send the same fields there."""
    forget_form(wiring().database, who(), kept.id)
    return redirect(kept.address, 307)


@routes.post("/kept/<string:kept>/remove", _OWN)
def remove(kept: KeptForm) -> Response:
    """Throw it away."""
    forget_form(wiring().database, who(), kept.id)
    flash(wiring().t("What was kept is thrown away."))
    return redirect(url_for("kept.kept"), 303)
