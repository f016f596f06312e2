"""The first administrator: by the link printed at the first start, or at this machine while it works alone."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import set_up as services
from selfassess.services.passwords import hashed
from selfassess.services.set_up import NewPerson, is_set_up_link
from selfassess.web.forms.person import (
    email_field,
    name_field,
    new_password_field,
    read_email,
    read_name,
    read_new_password,
)
from selfassess.web.forms.plain import PlainForm
from selfassess.web.security import login
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.policies import PUBLIC, SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.links import of_no_use
from selfassess.web.wiring import wiring

routes = Routes("set_up")


@routes.get("/set-up", SIGNED_IN)
def set_up_page() -> Response:
    """What changes with accounts, and the first one; while there are none."""
    return _done_already() or _ask(_form(), secret=None)


@routes.post("/set-up", SIGNED_IN)
def set_up() -> Response:
    """Make the first account."""
    return _done_already() or _make(secret=None)


@routes.get("/set-up/<string:secret>", PUBLIC)
def set_up_by_link_page(secret: str) -> Response:
    """The same, for who has the link."""
    return _done_already() or _of_no_use(secret) or _ask(_form(), secret=secret)


@routes.post("/set-up/<string:secret>", PUBLIC)
def set_up_by_link(secret: str) -> Response:
    """Make the first account, once."""
    return _done_already() or _of_no_use(secret) or _make(secret=secret)


def _done_already() -> Response | None:
    if not accounts_exist():
        return None
    flash(wiring().t("Accounts are set up already."))
    return redirect(url_for("home.home" if login.signed_in() else "sign_in.sign_in_page"), 303)


def _of_no_use(secret: str) -> Response | None:
    return None if is_set_up_link(wiring().database, secret, now=wiring().now()) else of_no_use()


def _form() -> PlainForm:
    t = wiring().t
    return PlainForm({"name": name_field(t), "email": email_field(t), "password": new_password_field(t)})


def _ask(form: PlainForm, *, secret: str | None, status: int = 200) -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Set up accounts"),
        text=[
            t("From then on everybody signs in, on this machine too, and sees what their role allows. This cannot be"
              " undone."),
            t("You become the administrator, who manages accounts and partnerships, and lead of every organisation"
              " that is here already: nothing is lost. Then you can invite others."),
        ],
        action=url_for("set_up.set_up_by_link", secret=secret) if secret else url_for("set_up.set_up"),
        label=t("Make the first account"),
        back=None if secret else (url_for("home.home"), t("Your assessments")),
    )  # fmt: skip
    return ask(asked, form, status=status)


def _make(*, secret: str | None) -> Response:
    use, form = wiring(), _form()
    form.take(request.form)
    name, email = read_name(form.control("name"), use.t), read_email(form.control("email"), use.t)
    password = read_new_password(form.control("password"), use.t, name, email)
    if name is None or email is None or password is None:
        return _ask(form, secret=secret, status=WRONG)
    person = NewPerson(name=name, email=email, password=hashed(password), administrator=True)
    done = services.set_up(use.database, who(), person, secret=secret, device=login.visit().device, now=use.now())
    if done is None:
        return of_no_use()
    login.enter(done[1])
    flash(use.t("Your account is made, and you are signed in. You are the administrator."))
    return redirect(url_for("home.home"), 303)
