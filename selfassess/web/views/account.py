"""One's own account: name, e-mail address, password."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import own_account
from selfassess.services.access import ActorKind
from selfassess.services.passwords import hashed
from selfassess.services.sign_in import TooOften, ask_for_link
from selfassess.store.links import Purpose
from selfassess.web.forms.person import (
    email_field,
    name_field,
    new_password_field,
    password_field,
    read_email,
    read_name,
    read_new_password,
)
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import page
from selfassess.web.security import login
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import WRONG, Asked, ask, ask_later
from selfassess.web.views.sign_in import mail
from selfassess.web.wiring import wiring

routes = Routes("account")


@routes.get("/account", SIGNED_IN)
def account() -> Response:
    """What there is and what can be changed; while there are no accounts, how to have them."""
    if who().kind is ActorKind.LOCAL:
        return redirect(url_for("set_up.set_up_page"), 303)
    use = wiring()
    known = own_account.own_credentials(use.database, who())
    return page("account/account.html", title=use.t("Your account"), known=known)


def back_to_account() -> tuple[str, str]:
    """Where a page about one's account leads back to."""
    return url_for("account.account"), wiring().t("Your account")


# Proving again who one is


def fresh(view: Callable[[], Response]) -> Callable[[], Response]:
    """For pages that change how one signs in: first prove who you are, unless you just did."""

    @wraps(view)
    def proved() -> Response:
        # Without an account there is nothing to prove; the service then finds nothing to change.
        if login.signed_in() is None or login.is_fresh():
            return view()
        return redirect(url_for("account.prove_page", next=request.path), 303)

    return proved


def _prove() -> Asked:
    t, has_password = wiring().t, own_account.own_credentials(wiring().database, who()).password is not None
    text = t("This is for nobody but you. Type your password to show that it is you.")
    if not has_password:
        text = t("This is for nobody but you. Have a link e-mailed to you to show that it is you.")
    return Asked(
        title=t("Show that it is you"),
        text=[text],
        action=url_for("account.prove", next=_next()),
        label=t("Continue") if has_password else t("E-mail me a link"),
        back=back_to_account(),
    )


def _next() -> str:
    return login.own_address(request.args.get("next", "")) or url_for("account.account")


@routes.get("/account/prove", SIGNED_IN)
def prove_page() -> Response:
    """The password again, or a link where there is none."""
    form = _proof_form()
    return ask(_prove(), form)


def _proof_form() -> PlainForm:
    known = own_account.own_credentials(wiring().database, who())
    return PlainForm({"password": password_field(wiring().t)} if known.password else {})


@routes.post("/account/prove", SIGNED_IN)
def prove() -> Response:
    """Go on to where one was going."""
    use, form = wiring(), _proof_form()
    known = own_account.own_credentials(use.database, who())
    if known.password is None:
        often = ask_for_link(use.database, known.account.email or "", Purpose.SIGN_IN, mail(), login.visit())
        use.wake()
        return ask_later(_prove(), form, often) if often else redirect(url_for("sign_in.link_sent"), 303)
    form.take(request.form)
    typed = form.control("password")
    this = login.this_session().session.id
    proof = own_account.prove_by_password(use.database, who(), this, typed.data, now=use.now())
    if proof is True:
        return redirect(_next(), 303)
    if proof is False:
        typed.blame(use.t("This is not your password"))
        return ask(_prove(), form, status=WRONG)
    return ask_later(_prove(), form, TooOften(wait=proof))


# Name, address, password


def _name_asked() -> Asked:
    t = wiring().t
    return Asked(
        title=t("Change your name"), action=url_for("account.change_name"), label=t("Save"), back=back_to_account()
    )


@routes.get("/account/name", SIGNED_IN)
def name_page() -> Response:
    """What one is called."""
    form = PlainForm({"name": name_field(wiring().t)})
    form.fill(name=own_account.own_credentials(wiring().database, who()).account.name)
    return ask(_name_asked(), form)


@routes.post("/account/name", SIGNED_IN)
def change_name() -> Response:
    """Be called something else."""
    use, form = wiring(), PlainForm({"name": name_field(wiring().t)})
    form.take(request.form)
    name = read_name(form.control("name"), use.t)
    if name is None:
        return ask(_name_asked(), form, status=WRONG)
    own_account.change_name(use.database, who(), name, now=use.now())
    flash(use.t("Your name is saved."))
    return redirect(url_for("account.account"), 303)


def _email_asked() -> Asked:
    t = wiring().t
    return Asked(
        title=t("Change your e-mail address"),
        text=[t("A link is sent to the new address. Until you have opened it, nothing changes.")],
        action=url_for("account.change_email"),
        label=t("Send the link"),
        back=back_to_account(),
    )


def _email_form() -> PlainForm:
    return PlainForm({"email": email_field(wiring().t, label=wiring().t("New e-mail address"))})


@routes.get("/account/email", SIGNED_IN)
@fresh
def email_page() -> Response:
    """Where to send the link that proves it."""
    own_account.own_credentials(wiring().database, who())
    return ask(_email_asked(), _email_form())


@routes.post("/account/email", SIGNED_IN)
@fresh
def change_email() -> Response:
    """Send the link."""
    use, form = wiring(), _email_form()
    form.take(request.form)
    email = read_email(form.control("email"), use.t)
    if email is None:
        return ask(_email_asked(), form, status=WRONG)
    wait = own_account.ask_for_new_email(use.database, who(), email, mail(), now=use.now())
    if wait:
        return ask_later(_email_asked(), form, TooOften(wait=wait))
    use.wake()
    flash(use.t("A link is on its way to {email}. Open it to use that address from then on.", email=email))
    return redirect(url_for("account.account"), 303)


def _password_asked() -> Asked:
    t = wiring().t
    return Asked(
        title=t("Choose a new password"),
        text=[t("You are signed out everywhere else, and earlier links stop working.")],
        action=url_for("account.change_password"),
        label=t("Save the password"),
        back=back_to_account(),
    )


def _password_form() -> PlainForm:
    return PlainForm({"password": new_password_field(wiring().t)})


@routes.get("/account/password", SIGNED_IN)
@fresh
def password_page() -> Response:
    """A new one."""
    own_account.own_credentials(wiring().database, who())
    return ask(_password_asked(), _password_form())


@routes.post("/account/password", SIGNED_IN)
@fresh
def change_password() -> Response:
    """Have it from now on."""
    use, form = wiring(), _password_form()
    form.take(request.form)
    own = own_account.own_credentials(use.database, who()).account
    password = read_new_password(form.control("password"), use.t, own.name, own.email)
    if password is None:
        return ask(_password_asked(), form, status=WRONG)
    this = login.this_session().session.id
    own_account.change_password(use.database, who(), this, hashed(password), mail(), now=use.now())
    use.wake()
    flash(use.t("Your new password is saved. You are signed out everywhere else."))
    return redirect(url_for("account.account"), 303)
