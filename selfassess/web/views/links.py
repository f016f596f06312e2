"""Where one-time links lead. Getting the page uses nothing up: programs that look through mail get every link in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import own_account, sign_in
from selfassess.services.links import look_at_link
from selfassess.services.passwords import hashed
from selfassess.services.sign_in import CodeAsked, SignedIn, TooOften
from selfassess.services.throttle import SECRET_FROM_NETWORK, count_try
from selfassess.store.links import OneTimeLink, Purpose
from selfassess.web.forms.person import new_password_field, read_new_password
from selfassess.web.forms.plain import PlainForm
from selfassess.web.security import login
from selfassess.web.security.policies import PUBLIC
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import WRONG, Asked, ask, later, told, too_often_words
from selfassess.web.views.sign_in import go_on, mail
from selfassess.web.wiring import wiring

routes = Routes("links")


@routes.get("/link/<string:secret>", PUBLIC)
def link_page(secret: str) -> Response:
    """What the link does, with a button to do it."""
    link = _look(secret)
    return _ask(secret, link) if isinstance(link, OneTimeLink) else link


@routes.post("/link/<string:secret>", PUBLIC)
def use_link(secret: str) -> Response:
    """Do it, once."""
    link = _look(secret)
    return _DONE[link.purpose](secret, link) if isinstance(link, OneTimeLink) else link


def _look(secret: str) -> OneTimeLink | Response:
    """The link, or the page that says that it is of no use."""
    use = wiring()
    link = look_at_link(use.database, secret, now=use.now())
    return link if link and link.purpose in _DONE else of_no_use()


def of_no_use() -> Response:
    """For every secret that opens nothing, whatever the reason; trying many is counted."""
    use, t = wiring(), wiring().t
    wait = count_try(use.database, (SECRET_FROM_NETWORK, login.visit().network), now=use.now())
    if wait:
        often = TooOften(wait=wait)
        return later(told(t("That was tried too often"), [too_often_words(often)], status=429), often)
    text = [
        t("It may have been used before, have expired, or not be whole: some programs break long lines."),
        t("Links work once and not for long, so that nobody can use one that was left lying about."),
    ]
    return told(t("This link is of no use any more"), text, status=404,
                links=[(url_for("sign_in.sign_in_page"), t("Sign in, or have a new link sent to you"))])  # fmt: skip


def _password_form() -> PlainForm:
    return PlainForm({"password": new_password_field(wiring().t)})


def _ask(secret: str, link: OneTimeLink, form: PlainForm | None = None, *, status: int = 200) -> Response:
    t, action = wiring().t, url_for("links.use_link", secret=secret)
    if link.purpose is Purpose.PASSWORD:
        text = [t("You are signed out everywhere else, and earlier links stop working.")]
        asked = Asked(title=t("Choose a new password"), text=text, action=action, label=t("Save the password"))
        return ask(asked, form or _password_form(), status=status)
    if link.purpose is Purpose.EMAIL:
        text = [t("From now on you sign in with {email}, and messages go there.", email=link.email)]
        return ask(Asked(title=t("Confirm your e-mail address"), text=text, action=action, label=t("Confirm")))
    text = [t("Press the button to sign in on this device.")]
    return ask(Asked(title=t("Sign in"), text=text, action=action, label=t("Sign in")))


def _sign_in(secret: str, _: OneTimeLink) -> Response:
    done = sign_in.with_link(wiring().database, secret, login.visit())
    return go_on(done) if isinstance(done, (SignedIn, CodeAsked)) else of_no_use()


def _choose_password(secret: str, link: OneTimeLink) -> Response:
    use, form = wiring(), _password_form()
    form.take(request.form)
    person = own_account.account_of_link(use.database, link)
    known = (person.name, person.email) if person else ()
    password = read_new_password(form.control("password"), use.t, *known)
    if password is None:
        return _ask(secret, link, form, status=WRONG)
    done = own_account.choose_password(use.database, secret, hashed(password), mail(), login.visit())
    if not isinstance(done, (SignedIn, CodeAsked)):
        return of_no_use()
    use.wake()
    response = go_on(done)
    flash(use.t("Your new password is saved."))
    return response


def _prove_email(secret: str, _: OneTimeLink) -> Response:
    use = wiring()
    account = own_account.prove_email(use.database, secret, mail(), login.visit())
    if account is None:
        return of_no_use()
    use.wake()
    flash(use.t("Your e-mail address is now {email}.", email=account.email))
    return redirect(url_for("account.account" if login.signed_in() else "sign_in.sign_in_page"), 303)


_DONE: Mapping[Purpose, Callable[[str, OneTimeLink], Response]] = MappingProxyType(
    {Purpose.SIGN_IN: _sign_in, Purpose.PASSWORD: _choose_password, Purpose.EMAIL: _prove_email}
)
