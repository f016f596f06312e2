"""Inviting somebody: by e-mail, or by a link to hand over; sending again and taking back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import invitations as services
from selfassess.services.invitation_letter import invitation_address
from selfassess.services.invitations import (
    HasRole,
    Invited,
    InvitedBefore,
    Invitee,
    Settled,
    TooMany,
    invitation_in,
    required_roles_to_offer,
)
from selfassess.services.people import sees_people
from selfassess.services.place_words import role_words
from selfassess.services.rights import Action
from selfassess.services.sign_in import TooOften
from selfassess.store.people import Invitation, Role
from selfassess.web.forms.controls import Hidden, Line, Radios
from selfassess.web.forms.person import email_field, read_email
from selfassess.web.forms.places import role_options
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import accounts_exist, who
from selfassess.web.security.policies import in_organisation, in_partnership
from selfassess.web.security.routes import Again
from selfassess.web.views.asking import WRONG, Asked, ask, told, too_often_words
from selfassess.web.views.sign_in import mail
from selfassess.web.views.spots import Spot, SpotRoutes
from selfassess.web.wiring import wiring

routes = SpotRoutes("invitations")

_MAY = (in_organisation(Action.INVITE_LEAD), in_partnership(Action.RUN_PARTNERSHIP))
_ONE = (
    in_organisation(Action.INVITE_LEAD, invitation=invitation_in),
    in_partnership(Action.RUN_PARTNERSHIP, invitation=invitation_in),
)


@routes.get("/invite", *_MAY)
def invite_page(spot: Spot) -> Response:
    """Whom, and as what."""
    return without_accounts(spot) or _ask(spot, _form(spot))


def invite_again(why: Again, spot: Spot) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask(spot, _typed(spot), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/invite", *_MAY, again=invite_again)
def invite(spot: Spot) -> Response:
    """Send it, or show the link that is to be handed over."""
    use, form = wiring(), _typed(spot)
    invitee = _read(form)
    if invitee is None:
        return without_accounts(spot) or _ask(spot, form, status=WRONG)
    done = services.invite(use.database, who(), spot.place, invitee, mail(), now=use.now())
    if isinstance(done, TooMany):
        return _ask(spot, form, status=429, trouble=too_many_words(done))
    if isinstance(done, HasRole):
        form.control("email").blame(use.t("Whoever has this address is {role} here already",
                                          role=role_words(use.t, invitee.role)))  # fmt: skip
        return _ask(spot, form, status=WRONG)
    if isinstance(done, InvitedBefore):
        form.control("email").blame(use.t("This address was invited as {role} on {day}. Under “People” you can send"
                                          " the invitation again", role=role_words(use.t, invitee.role),
                                          day=use.t.date(done.invitation.sent_at.date())))  # fmt: skip
        return _ask(spot, form, status=WRONG)
    use.wake()
    return _sent(spot, done)


def without_accounts(spot: Spot) -> Response | None:
    """The page that says that nobody can be invited yet."""
    if accounts_exist():
        return None
    t = wiring().t
    text = [t("As long as there are no accounts, whoever is at this machine sees and does everything, so nobody can be"
              " invited. Set up accounts first: it takes a minute, and nothing is lost.")]  # fmt: skip
    links = [(url_for("set_up.set_up_page"), t("Set up accounts")), (spot.address, spot.name)]
    return told(t("Nobody can be invited yet"), text, links=links)


def _form(spot: Spot) -> PlainForm:
    t, offered = wiring().t, required_roles_to_offer(wiring().database, who(), spot.place)
    email = email_field(
        t,
        label=t("E-mail address"),
        hint=t(
            "Leave it empty to get a link that you hand over yourself. Whoever holds that link can accept it, once."
        ),
    )
    fields = {
        "name": Line(t("Name"), hint=t("So that the letter greets them. You can leave it empty.")),
        "email": email,
    }
    if len(offered) == 1:
        fields["role"] = Hidden()
    else:
        fields["role"] = Radios(t("Role"), options=role_options(t, offered))
    form = PlainForm(fields)
    if len(offered) == 1:
        form.fill(role=offered[0].value)
    return form


def _typed(spot: Spot) -> PlainForm:
    form = _form(spot)
    form.take(request.form)
    return form


def _read(form: PlainForm) -> Invitee | None:
    t = wiring().t
    name = read_text(form.control("name"), t)
    email = None if form.control("email").is_empty else read_email(form.control("email"), t)
    role = form.control("role")
    known = {one.value for one in Role}
    if role.data not in known or (isinstance(role, Radios) and not role.knows):
        role.blame(t("Choose a role"))
    if form.faults():
        return None
    return Invitee(name=name or "", email=email, role=Role(role.data))


def _ask(spot: Spot, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    text = [t("The invitation can be accepted for 14 days. Nobody needs an account beforehand: they make one when they"
              " accept.")]  # fmt: skip
    if sees_people(wiring().database, who(), spot.place):
        title = t("Invite somebody to {place}", place=spot.name)
        back = (spot.page("people.people"), t("People"))
        links = [(spot.page("invitation_list.list_page"), t("Invite many people by a list"))]
    else:
        title, back, links = t("Invite the lead of {place}", place=spot.name), (spot.address, spot.name), []
        text.append(
            t("The lead runs assessments and invites everybody else. Once there is one, you invite nobody here.")
        )
    asked = Asked(
        title=title, text=text, action=spot.page("invitations.invite"), label=t("Invite"), links=links, back=back
    )
    return ask(asked, form, status=status, trouble=trouble)


def too_many_words(many: TooMany) -> str:
    """That this account invited too many today."""
    return too_often_words(TooOften(wait=many.wait))


def _sent(spot: Spot, done: Invited) -> Response:
    use, invitation = wiring(), done.invitation
    if invitation.email is not None:
        flash(use.t("The invitation is on its way to {email}.", email=invitation.email))
        return redirect(after(spot), 303)
    return page(
        "link.html",
        title=use.t("The link is ready to be handed over"),
        address=invitation_address(use.base_address, done.secret),
        invitation=invitation,
        spot=spot,
        role=role_words(use.t, invitation.role),
        back=(after(spot), spot.name),
    )


def after(spot: Spot) -> str:
    """Where one goes on after inviting: who may see the people goes to them."""
    return spot.page("people.people") if sees_people(wiring().database, who(), spot.place) else spot.address


# Again, and taking back


@routes.post("/invitations/<string:invitation>/send", *_ONE)
def send_again(spot: Spot, invitation: Invitation) -> Response:
    """A new link and fourteen days more."""
    use = wiring()
    done = services.send_again(use.database, who(), invitation, mail(), now=use.now())
    if isinstance(done, Invited):
        use.wake()
        return _sent(spot, done)
    flash(_settled_words() if isinstance(done, Settled) else too_many_words(done))
    return redirect(after(spot), 303)


@routes.post("/invitations/<string:invitation>/revoke", *_ONE)
def revoke(spot: Spot, invitation: Invitation) -> Response:
    """Take it back."""
    use = wiring()
    revoked = services.revoke(use.database, who(), invitation, now=use.now())
    flash(use.t("The invitation is taken back. Its link is of no use any more.") if revoked else _settled_words())
    return redirect(after(spot), 303)


def _settled_words() -> str:
    return wiring().t("It was accepted or taken back meanwhile, so nothing was done.")
