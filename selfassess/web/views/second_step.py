"""The second step for signing in: setting up an app, recovery codes, switching it off."""

from __future__ import annotations

from flask import flash, redirect, request, session, url_for
from werkzeug import Response

from selfassess.services import own_account
from selfassess.services.recovery_codes import new_codes
from selfassess.web.forms.person import code_field
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import page
from selfassess.web.security import login
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.account import back_to_account, fresh
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.sign_in import mail
from selfassess.web.wiring import wiring

routes = Routes("second_step")

_NEW = "new second step"


def _form() -> PlainForm:
    t = wiring().t
    return PlainForm({"code": code_field(t, hint=t("The six digits that the app shows now."))})


def _show(secret: str, form: PlainForm, *, status: int = 200) -> Response:
    t = wiring().t
    own = own_account.own_credentials(wiring().database, who())
    return page(
        "account/second_step.html",
        title=t("Set up a second step"),
        status=status,
        app=login.codes().app_for(secret, own.account.email or ""),
        form=form,
        faults=form.faults(),
        replaces=own.second_step is not None,
        back=back_to_account(),
    )


@routes.get("/account/second-step", SIGNED_IN)
@fresh
def second_step_page() -> Response:
    """A key for the app. Until a code of it is typed nothing changes, so it travels in the cookie, encrypted."""
    own_account.own_credentials(wiring().database, who())
    secret = session.setdefault(_NEW, login.codes().generate_totp_secret())
    return _show(secret, _form())


@routes.post("/account/second-step", SIGNED_IN)
@fresh
def set_up_second_step() -> Response:
    """Ask for codes from now on; the recovery codes are shown this once."""
    use, form, secret = wiring(), _form(), session.get(_NEW)
    if secret is None:
        return redirect(url_for("second_step.second_step_page"), 303)
    form.take(request.form)
    number = login.codes().number_of(secret, form.control("code").data, None)
    if number is None:
        form.control("code").blame(use.t("This is not the code that the app shows now"))
        return _show(secret, form, status=WRONG)
    shown, kept = new_codes()
    this = login.this_session().session.id
    own_account.set_up_second_step(use.database, who(), this, secret, number, kept, mail(), now=use.now())
    session.pop(_NEW)
    use.wake()
    return _recovery_codes(shown, use.t("The second step is set up"))


def _recovery_codes(shown: list[str], title: str) -> Response:
    return page("account/recovery_codes.html", title=title, codes=shown)


def _has_second_step() -> bool:
    return own_account.own_credentials(wiring().database, who()).second_step is not None


@routes.get("/account/recovery-codes", SIGNED_IN)
@fresh
def recovery_codes_page() -> Response:
    """Whether to make new ones."""
    t = wiring().t
    if not _has_second_step():
        return redirect(url_for("second_step.second_step_page"), 303)
    asked = Asked(
        title=t("Make new recovery codes"),
        text=[t("With a recovery code you can sign in without your phone. The codes you have stop working.")],
        action=url_for("second_step.make_recovery_codes"),
        label=t("Make new codes"),
        back=back_to_account(),
    )
    return ask(asked)


@routes.post("/account/recovery-codes", SIGNED_IN)
@fresh
def make_recovery_codes() -> Response:
    """Show them this once."""
    use = wiring()
    if not _has_second_step():
        return redirect(url_for("second_step.second_step_page"), 303)
    shown, kept = new_codes()
    own_account.set_recovery_codes(use.database, who(), kept, now=use.now())
    return _recovery_codes(shown, use.t("Your recovery codes"))


@routes.get("/account/second-step/remove", SIGNED_IN)
@fresh
def remove_page() -> Response:
    """What switching it off means."""
    t = wiring().t
    own_account.own_credentials(wiring().database, who())
    asked = Asked(
        title=t("Switch off the second step"),
        text=[t("Whoever learns your password can then sign in as you. You are signed out everywhere else.")],
        action=url_for("second_step.remove"),
        label=t("Switch it off"),
        back=back_to_account(),
        warning=True,
    )
    return ask(asked)


@routes.post("/account/second-step/remove", SIGNED_IN)
@fresh
def remove() -> Response:
    """Ask for no code any more."""
    use = wiring()
    this = login.this_session().session.id if login.signed_in() else ""
    own_account.remove_second_step(use.database, who(), this, mail(), now=use.now())
    use.wake()
    flash(use.t("The second step is switched off."))
    return redirect(url_for("account.account"), 303)
