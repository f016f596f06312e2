"""Signing in and out: by password or by an e-mailed link, then, where it is set up, by a code."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import sign_in
from selfassess.services.access import Actor, ActorKind
from selfassess.services.account_letters import Post
from selfassess.services.kept_forms import forms_of
from selfassess.services.sessions import end_session
from selfassess.services.sign_in import CodeAsked, SignedIn, TooOften
from selfassess.store.links import Purpose
from selfassess.web.forms.person import code_field, email_field, password_field, read_email
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security import login
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.policies import PUBLIC, SIGNED_IN
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask, ask_later, later, told, too_often_words
from selfassess.web.wiring import wiring

routes = Routes("sign_in")


def mail() -> Post:
    """What letters about accounts are written with."""
    return Post(t=wiring().t, base_address=wiring().base_address)


# The first step


def _password_form() -> PlainForm:
    t = wiring().t
    return PlainForm({"email": email_field(t), "password": password_field(t)})


def _sign_in_page(form: PlainForm, *, status: int = 200, trouble: str = "", next: str = "") -> Response:
    return page(
        "account/sign_in.html",
        title=wiring().t("Sign in"),
        status=status,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        next=next,
        kept=login.something_was_kept(),
    )


@routes.get("/sign-in", PUBLIC)
def sign_in_page() -> Response:
    """Address and password, or only the address to have a link e-mailed."""
    t = wiring().t
    if not accounts_exist():
        text = t("Whoever set this program up makes the first account, by the link printed when it was started.")
        return told(t("Nobody has an account yet"), [text])
    if login.signed_in():
        return redirect(url_for("home.home"), 303)
    return _sign_in_page(_password_form(), next=login.own_address(request.args.get("next", "")) or "")


def sign_in_again(why: Again) -> Response:
    """The page again, where it could not be trusted or kept."""
    form = _password_form()
    form.take(request.form)
    return _sign_in_page(form, status=why.value, trouble=again_words(why, wiring().t), next=_next())


@routes.post("/sign-in", PUBLIC, again=sign_in_again)
def sign_in_first_step() -> Response:
    """The first step by password, or a link by e-mail, as the button says."""
    form = _password_form()
    form.take(request.form)
    if request.form.get("action") == "link":
        return _send_link(Purpose.SIGN_IN, form, _sign_in_page)
    email, password = form.control("email"), form.control("password")
    done = sign_in.with_password(wiring().database, email.data, password.data, login.visit())
    if isinstance(done, TooOften):
        trouble = f"{too_often_words(done)} {wiring().t('Or have a link e-mailed to you: that works at once.')}"
        return later(_sign_in_page(form, status=429, trouble=trouble, next=_next()), done)
    if isinstance(done, (SignedIn, CodeAsked)):
        return go_on(done, _next())
    email.blame(wiring().t("The address or the password is not right"))
    return _sign_in_page(form, status=WRONG, next=_next())


def _next() -> str:
    return login.own_address(request.form.get("next", "")) or ""


def go_on(done: SignedIn | CodeAsked, next: str = "") -> Response:
    """After a step that succeeded: to the second one, or in."""
    if isinstance(done, CodeAsked):
        login.remember_first_step(done.account, next)
        return redirect(url_for("sign_in.code_page"), 303)
    login.enter(done.secret)
    person = Actor(kind=ActorKind.PERSON, account=done.account)
    if forms_of(wiring().database, person, now=wiring().now()):
        return redirect(url_for("kept.kept"), 303)
    return redirect(next or url_for("home.home"), 303)


# A link by e-mail


def _send_link(purpose: Purpose, form: PlainForm, show: Callable[..., Response]) -> Response:
    """E-mail a link; the answer is the same whoever's address it is, also nobody's."""
    use = wiring()
    address = read_email(form.control("email"), use.t)
    if address is None:
        return show(form, status=WRONG)
    often = sign_in.ask_for_link(use.database, address, purpose, mail(), login.visit())
    if often:
        return later(show(form, status=429, trouble=too_often_words(often)), often)
    use.wake()
    return redirect(url_for("sign_in.link_sent"), 303)


@routes.get("/sign-in/sent", PUBLIC)
def link_sent() -> Response:
    """What to do now."""
    t = wiring().t
    return told(
        t("Look in your e-mail"),
        [
            t("If there is an account with this address, a link is on its way to it. It can be used once."),
            t("Nothing there after a few minutes? Look among unwanted mail, see that the address is the one of your"
              " account, or ask an administrator."),
        ],
        links=[(url_for("sign_in.sign_in_page"), t("Back to signing in"))],
    )  # fmt: skip


def _forgotten(form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Forgotten your password?"),
        text=[t("Type the e-mail address of your account. A link to choose a new password is sent there.")],
        action=url_for("sign_in.send_password_link"),
        label=t("E-mail me a link"),
        back=(url_for("sign_in.sign_in_page"), t("Back to signing in")),
    )
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/forgotten-password", PUBLIC)
def forgotten_password() -> Response:
    """Where to send a link to choose a new one."""
    return _forgotten(PlainForm({"email": email_field(wiring().t)}))


@routes.post("/forgotten-password", PUBLIC)
def send_password_link() -> Response:
    """E-mail a link to choose a new password."""
    form = PlainForm({"email": email_field(wiring().t)})
    form.take(request.form)
    return _send_link(Purpose.PASSWORD, form, _forgotten)


# The second step


def _code_form() -> PlainForm:
    t = wiring().t
    return PlainForm({"code": code_field(t, hint=t("Six digits from your app, or one of your recovery codes."))})


def _code_asked() -> Asked:
    t = wiring().t
    return Asked(
        title=t("Type the code from your app"),
        text=[t("Lost your phone? Use one of your recovery codes, or ask an administrator for help.")],
        action=url_for("sign_in.sign_in_second_step"),
        label=t("Sign in"),
        back=(url_for("sign_in.sign_in_page"), t("Back to signing in")),
    )


@routes.get("/sign-in/code", PUBLIC)
def code_page() -> Response:
    """The second step, for who has done the first."""
    if login.first_step() is None:
        return redirect(url_for("sign_in.sign_in_page"), 303)
    return ask(_code_asked(), _code_form())


@routes.post("/sign-in/code", PUBLIC)
def sign_in_second_step() -> Response:
    """In, by a code from the app or a recovery code."""
    begun, form = login.first_step(), _code_form()
    if begun is None:
        flash(wiring().t("That took long: please begin again."))
        return redirect(url_for("sign_in.sign_in_page"), 303)
    form.take(request.form)
    code = form.control("code")
    done = sign_in.with_code(wiring().database, begun.account, code.data, login.visit(), login.codes().number_of)
    if isinstance(done, TooOften):
        return ask_later(_code_asked(), form, done)
    if isinstance(done, SignedIn):
        return go_on(done, begun.next)
    code.blame(wiring().t("This code is not right, or it was used before: wait for the next one"))
    return ask(_code_asked(), form, status=WRONG)


@routes.post("/sign-out", SIGNED_IN)
def sign_out() -> Response:
    """End this browser's session: its cookie is of no use any more, to anybody."""
    found = login.signed_in()
    if found:
        end_session(wiring().database, who(), found.session.id, now=wiring().now())
    login.leave()
    flash(wiring().t("You are signed out."))
    return redirect(url_for("sign_in.sign_in_page"), 303)
