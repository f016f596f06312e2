"""What administrators of the installation see: every partnership, organisation and account, and what they can do."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import accounts as services
from selfassess.services import set_up
from selfassess.services.account_letters import link_address
from selfassess.services.organisations import every_organisation
from selfassess.services.partnerships import every_partnership
from selfassess.services.set_up import NewPerson
from selfassess.store.people import Account
from selfassess.web.forms.controls import Line
from selfassess.web.forms.person import email_field, read_email
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.policies import ADMINISTRATOR, administrator
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.wiring import wiring

routes = Routes("administration")

_ONE = administrator(account=services.account_for)


@routes.get("/administration", ADMINISTRATOR)
def administration() -> Response:
    """Everything there is to manage."""
    use, me = wiring(), who()
    every = every_organisation(use.database, me)
    return page(
        "administration.html",
        title=use.t("Administration"),
        partnerships=every_partnership(use.database, me),
        organisations=[one for one in every if one.parent is None],
        inside={one.id: [inner for inner in every if inner.parent == one.id] for one in every},
        accounts=services.accounts(use.database, me),
        alone=not accounts_exist(),
        back=(url_for("home.home"), use.t("Your assessments")),
    )


# Accounts


def _form() -> PlainForm:
    t = wiring().t
    return PlainForm({"name": Line(t("Name"), longest=services.LONGEST_NAME), "email": email_field(t)})


def _typed() -> PlainForm:
    form = _form()
    form.take(request.form)
    return form


@routes.get("/accounts/new", ADMINISTRATOR)
def new_account() -> Response:
    """Who gets an account without being invited anywhere."""
    return _ask_new(_form())


def new_account_again(why: Again) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_new(_typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/accounts/new", ADMINISTRATOR, again=new_account_again)
def add_account() -> Response:
    """Add it, and show the link by which its person chooses a password."""
    use, form = wiring(), _typed()
    name = read_text(form.control("name"), use.t, missing=use.t("Enter the name"))
    email = read_email(form.control("email"), use.t)
    if name is None or email is None or not accounts_exist():
        return _ask_new(form, status=WRONG)
    done = set_up.add_person(use.database, who(), NewPerson(name=name, email=email), now=use.now())
    if done is None:
        form.control("email").blame(use.t("There is an account with this address"))
        return _ask_new(form, status=WRONG)
    return _show_link(done.account, done.secret)


def _ask_new(form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Add an account"),
        text=[t("Mostly you need not: whoever is invited makes an account when accepting. This one has no role until"
                " you or a lead invites it.")],
        action=url_for("administration.add_account"),
        label=t("Add the account"),
        back=(url_for("administration.administration"), t("Administration")),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


def _show_link(account: Account, secret: str) -> Response:
    use = wiring()
    return page(
        "password_link.html",
        title=use.t("A link for {name}", name=account.name),
        account=account,
        address=link_address(use.base_address, secret),
        back=(url_for("administration.account", account=account.id), account.name),
    )


@routes.get("/accounts/<string:account>", _ONE)
def account(account: Account) -> Response:
    """What can be done with somebody's account."""
    return _show(account)


def _show(account: Account, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    return page(
        "manage_account.html",
        title=account.name,
        status=status,
        account=account,
        me=who().account,
        trouble=trouble,
        back=(url_for("administration.administration"), t("Administration")),
    )


def _done(account: Account, done: bool, sentence: str) -> Response:
    if not done:
        trouble = wiring().t("Nobody would be left who manages this installation. Make somebody else administrator"
                             " first.")  # fmt: skip
        return _show(account, status=409, trouble=trouble)
    flash(sentence)
    return redirect(url_for("administration.account", account=account.id), 303)


@routes.post("/accounts/<string:account>/lock", _ONE)
def lock(account: Account) -> Response:
    """Let somebody sign in no longer; they are out at once."""
    use = wiring()
    done = services.set_active(use.database, who(), account.id, active=False, now=use.now())
    return _done(account, done, use.t("{name} can no longer sign in.", name=account.name))


@routes.post("/accounts/<string:account>/unlock", _ONE)
def unlock(account: Account) -> Response:
    """Let somebody sign in again."""
    use = wiring()
    done = services.set_active(use.database, who(), account.id, active=True, now=use.now())
    return _done(account, done, use.t("{name} can sign in again.", name=account.name))


@routes.post("/accounts/<string:account>/administrator", _ONE)
def make_administrator(account: Account) -> Response:
    """Let somebody manage the installation."""
    use = wiring()
    done = services.set_administrator(use.database, who(), account.id, administrator=True, now=use.now())
    return _done(account, done, use.t("{name} is an administrator now.", name=account.name))


@routes.post("/accounts/<string:account>/no-administrator", _ONE)
def unmake_administrator(account: Account) -> Response:
    """Let somebody manage the installation no longer."""
    use = wiring()
    done = services.set_administrator(use.database, who(), account.id, administrator=False, now=use.now())
    if done and account.id == who().account:
        flash(use.t("You are no administrator any more."))
        return redirect(url_for("home.home"), 303)
    return _done(account, done, use.t("{name} is no administrator any more.", name=account.name))


@routes.post("/accounts/<string:account>/link", _ONE)
def link(account: Account) -> Response:
    """A link to choose a new password, for who lost theirs and gets no e-mail."""
    use = wiring()
    without = request.form.get("without") == "yes"
    email = account.email or ""
    secret = services.hand_over_link(use.database, who(), email, without_second_step=without, now=use.now())
    return _show_link(account, secret)
