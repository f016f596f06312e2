"""Where the link of an invitation leads: who invites to what, and accepting it, with an account or a new one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import accepting as services
from selfassess.services.accepting import (
    Accepted,
    AddressTaken,
    NewAccount,
    NoOffer,
    Offer,
    OtherPerson,
    Why,
    look_at_invitation,
)
from selfassess.services.passwords import hashed
from selfassess.services.place_words import role_means, role_words
from selfassess.store.people import Invitation
from selfassess.web.forms.person import (
    email_field,
    name_field,
    new_password_field,
    read_email,
    read_name,
    read_new_password,
)
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security import login
from selfassess.web.security.actors import who
from selfassess.web.security.policies import PUBLIC, SIGNED_IN
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, told
from selfassess.web.views.links import of_no_use
from selfassess.web.wiring import wiring

routes = Routes("accepting")


@routes.get("/invitations/<string:secret>", PUBLIC)
def invitation(secret: str) -> Response:
    """Who invites to what. Nothing is used up: programs that look through mail get every link in it."""
    offer = _look(secret)
    return _show(secret, offer) if isinstance(offer, Offer) else _no_use(offer)


def _look(secret: str) -> Offer | NoOffer:
    return look_at_invitation(wiring().database, secret, now=wiring().now())


@routes.post("/invitations/<string:secret>", SIGNED_IN)
def accept(secret: str) -> Response:
    """Take the role, as who is signed in."""
    use = wiring()
    done = services.accept(use.database, who(), secret, now=use.now())
    if isinstance(done, OtherPerson):
        return _show(secret, done.offer, status=409)
    return _welcome(done.invitation) if isinstance(done, Accepted) else _no_use(done)


def join_again(why: Again, secret: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    offer = _look(secret)
    if isinstance(offer, NoOffer):
        return _no_use(offer)
    form = _form(offer)
    form.take(request.form)
    return _show(secret, offer, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/invitations/<string:secret>/account", PUBLIC, again=join_again)
def join(secret: str) -> Response:
    """Make an account, take the role and sign in."""
    use, offer = wiring(), _look(secret)
    if isinstance(offer, NoOffer):
        return _no_use(offer)
    form = _form(offer)
    form.take(request.form)
    person = _read(form, offer)
    if person is None:
        return _show(secret, offer, form, status=WRONG)
    done = services.accept_as_new(use.database, secret, person, login.visit())
    if isinstance(done, NoOffer):
        return _no_use(done)
    if isinstance(done, AddressTaken):
        return _show(secret, done.offer, form, status=409, trouble=_taken_words())
    accepted, signed_in = done
    login.enter(signed_in.secret)
    return _welcome(accepted.invitation)


def _form(offer: Offer) -> PlainForm:
    """What a new account needs; the address is known where the invitation was sent to one."""
    t = wiring().t
    fields = {"name": name_field(t), "email": email_field(t), "password": new_password_field(t)}
    if offer.invitation.email is not None:
        del fields["email"]
    form = PlainForm(fields)
    form.fill(name=offer.invitation.name)
    return form


def _read(form: PlainForm, offer: Offer) -> NewAccount | None:
    t = wiring().t
    name = read_name(form.control("name"), t)
    email = offer.invitation.email or read_email(form.control("email"), t)
    password = read_new_password(form.control("password"), t, name, email)
    if name is None or email is None or password is None:
        return None
    return NewAccount(name=name, email=email, password=hashed(password))


def _taken_words() -> str:
    return wiring().t("There is an account with this address. Sign in with it, then accept the invitation.")


def _show(
    secret: str, offer: Offer, form: PlainForm | None = None, *, status: int = 200, trouble: str = ""
) -> Response:
    t, signed_in = wiring().t, login.signed_in()
    here = url_for("accepting.invitation", secret=secret)
    form = form or _form(offer)
    return page(
        "invitation.html",
        title=t("You are invited to {place}", place=offer.named.place),
        status=status,
        offer=offer,
        role=role_words(t, offer.invitation.role),
        means=role_means(t, offer.invitation.role),
        secret=secret,
        account=signed_in.account if signed_in else None,
        sign_in=url_for("sign_in.sign_in_page", next=here),
        form=form,
        faults=form.faults(),
        trouble=trouble,
    )


def _welcome(invitation: Invitation) -> Response:
    """To the place one belongs to now."""
    t = wiring().t
    flash(t("Welcome. You are {role} now.", role=role_words(t, invitation.role)))
    if invitation.organisation:
        return redirect(url_for("organisations.organisation", organisation=invitation.organisation), 303)
    return redirect(url_for("partnerships.partnership", partnership=invitation.partnership), 303)


def _no_use(offer: NoOffer) -> Response:
    """Why it cannot be accepted, and whom to ask."""
    if offer.named is None:
        return of_no_use()
    t = wiring().t
    ask = t("Ask {inviter} to send you a new one.", inviter=offer.named.inviter or t("who invited you"))
    why = {
        Why.EXPIRED: (t("This invitation has expired"), t("Invitations can be accepted for 14 days.")),
        Why.REVOKED: (t("This invitation was taken back"), t("Perhaps it was sent to the wrong address.")),
        Why.USED: (t("This invitation was accepted already"), t("Each works once. If it was you, sign in: your role is"
                                                                " there. If it was not, tell who invited you.")),
    }[offer.why]  # fmt: skip
    links = [(url_for("home.home"), t("Your assessments"))] if login.signed_in() else [
        (url_for("sign_in.sign_in_page"), t("Sign in"))
    ]  # fmt: skip
    text = [why[1]] if offer.why is Why.USED else [why[1], ask]
    return told(why[0], text, status=410, links=links)
