"""People of an organisation or a partnership: who has which roles, changing them, taking somebody out, leaving."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import people as services
from selfassess.services.invitations import roles_to_offer, waiting_in
from selfassess.services.people import NobodyLeft, RolesChanged, RolesStale, people_in, person_in, would_leave_nobody
from selfassess.services.place_words import role_words
from selfassess.services.rights import Action
from selfassess.store.holders import Holder
from selfassess.store.people import Role
from selfassess.web.forms.places import read_roles, read_written_roles, roles_form, written_roles
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation, in_partnership
from selfassess.web.security.routes import Again
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.spots import Spot, SpotRoutes
from selfassess.web.wiring import wiring

routes = SpotRoutes("people")

_SEE = (in_organisation(Action.SEE_ORGANISATION), in_partnership(Action.SEE_PARTNERSHIP))
_ONE = (
    in_organisation(Action.RUN_ORGANISATION, person=person_in),
    in_partnership(Action.RUN_PARTNERSHIP, person=person_in),
)


@routes.get("/people", *_SEE)
def people(spot: Spot) -> Response:
    """Who has which roles, what each may do, and who is invited."""
    use = wiring()
    return page(
        "people.html",
        title=use.t("People"),
        caption=spot.name,
        spot=spot,
        people=people_in(use.database, who(), spot.place),
        offered=roles_to_offer(use.database, who(), spot.place),
        waiting=waiting_in(use.database, who(), spot.place),
        me=who().account,
        now=use.now(),
        back=(spot.address, spot.name),
    )


# Changing roles


@routes.get("/people/<string:person>", *_ONE)
def person(spot: Spot, person: Holder) -> Response:
    """The roles somebody has here."""
    form = roles_form(wiring().t, spot.place.roles)
    form.fill(roles=[role.value for role in spot.place.roles if role in person.roles], seen=written_roles(person.roles))
    return _ask(spot, person, form)


def _typed(spot: Spot) -> PlainForm:
    form = roles_form(wiring().t, spot.place.roles)
    form.take(request.form)
    return form


def person_again(why: Again, spot: Spot, person: Holder) -> Response:
    """The form with what was ticked, where it could not be trusted or kept."""
    return _ask(spot, person, _typed(spot), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/people/<string:person>", *_ONE, again=person_again)
def change(spot: Spot, person: Holder) -> Response:
    """Give exactly the roles that are ticked."""
    use, form = wiring(), _typed(spot)
    roles = read_roles(form.control("roles"), use.t)
    if roles is None:
        return _ask(spot, person, form, status=WRONG)
    done = services.change_roles(
        use.database,
        who(),
        spot.place,
        person.account.id,
        roles,
        seen=read_written_roles(form.control("seen").data),
        knowing=form.control("knowing").data == "yes",
        now=use.now(),
    )
    if isinstance(done, RolesStale):
        form.control("seen").data = written_roles(done.stored)
        trouble = use.t("Somebody else changed the roles meanwhile: {roles}. What you ticked is still here: save it"
                        " again.", roles=_named(done.stored))  # fmt: skip
        return _ask(spot, person, form, status=409, trouble=trouble)
    if isinstance(done, NobodyLeft):
        form.control("knowing").data = "yes"
        return _ask(spot, person, form, status=409, trouble=_nobody_words(spot, done) + " " + _again_words())
    flash(use.t("The roles of {name} are saved.", name=person.account.name))
    return redirect(spot.page("people.people") if _still_in(spot) else url_for("home.home"), 303)


def _still_in(spot: Spot) -> bool:
    """Whether whoever changed something can still see who is here: they may have changed their own roles."""
    return services.sees_people(wiring().database, who(), spot.place)


def _named(roles: frozenset[Role]) -> str:
    t = wiring().t
    return t.listing([role_words(t, role) for role in Role if role in roles]) or t("none")


def _again_words() -> str:
    return wiring().t("Press the button again if that is what you want.")


def _nobody_words(spot: Spot, left: NobodyLeft) -> str:
    """What happens when nobody runs a place any more."""
    t = wiring().t
    if spot.kind == "organisation":
        first = t("Then {organisation} has no lead: nobody can start assessments or invite people.",
                  organisation=spot.name)  # fmt: skip
        way = t("Make somebody else lead first, or have an administrator of this installation invite a new one.")
    else:
        first = t("Then {partnership} has no administrator.", partnership=spot.name)
        way = t("Make somebody else administrator first, or have an administrator of this installation invite one.")
    others = t.plural("{count} other person has a role here and keeps it.",
                      "{count} other people have roles here and keep them.", left.others)  # fmt: skip
    return " ".join([first, others, way] if left.others else [first, way])


def _ask(spot: Spot, person: Holder, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Roles of {name}", name=person.account.name),
        text=[t("In {place}. {email}", place=spot.name, email=person.account.email)],
        action=spot.page("people.change", person=person.account.id),
        label=t("Save the roles"),
        links=[(spot.page("people.remove_page", person=person.account.id), t("Take this person out"))],
        back=(spot.page("people.people"), t("People")),
    )
    return ask(asked, form, status=status, trouble=trouble)


# Taking out and leaving


@routes.get("/people/<string:person>/remove", *_ONE)
def remove_page(spot: Spot, person: Holder) -> Response:
    """What it means to be out."""
    left = would_leave_nobody(wiring().database, who(), spot.place, person.account.id)
    return _ask_out(spot, person, left)


@routes.post("/people/<string:person>/remove", *_ONE)
def remove(spot: Spot, person: Holder) -> Response:
    """Take somebody out; they are out at their next click."""
    use = wiring()
    done = services.change_roles(
        use.database,
        who(),
        spot.place,
        person.account.id,
        frozenset(),
        seen=person.roles,
        knowing=request.form.get("knowing") == "yes",
        now=use.now(),
    )
    if not isinstance(done, RolesChanged):
        return _ask_out(spot, person, done if isinstance(done, NobodyLeft) else None, status=409)
    flash(use.t("{name} has no role in {place} any more.", name=person.account.name, place=spot.name))
    return redirect(spot.page("people.people") if _still_in(spot) else url_for("home.home"), 303)


def _ask_out(spot: Spot, person: Holder, left: NobodyLeft | None, *, status: int = 200) -> Response:
    t = wiring().t
    names = {"name": person.account.name, "place": spot.name}
    text = [t("{name} can no longer open anything of {place}, from the next click on. What they answered stays. Their"
              " account stays too, with whatever other roles it has.", **names)]  # fmt: skip
    title = t("Take {name} out of {place}", name=person.account.name, place=spot.name)
    action = spot.page("people.remove", person=person.account.id)
    return _confirm(spot, title, text, action, t("Take out"), left, status=status)


@routes.get("/leave", *_SEE)
def leave_page(spot: Spot) -> Response:
    """What it means to give up one's own roles."""
    account = who().account
    left = would_leave_nobody(wiring().database, who(), spot.place, account) if account else None
    return _ask_leave(spot, left)


@routes.post("/leave", *_SEE)
def leave(spot: Spot) -> Response:
    """Give up every role of one's own here."""
    use = wiring()
    done = services.leave(use.database, who(), spot.place, knowing=request.form.get("knowing") == "yes", now=use.now())
    if isinstance(done, NobodyLeft):
        return _ask_leave(spot, done, status=409)
    flash(use.t("You have no role in {place} any more.", place=spot.name))
    return redirect(url_for("home.home"), 303)


def _ask_leave(spot: Spot, left: NobodyLeft | None, *, status: int = 200) -> Response:
    t = wiring().t
    text = [t("You can no longer open anything of {place}. What you answered stays. To come back you need a new"
              " invitation.", place=spot.name)]  # fmt: skip
    title = t("Leave {place}", place=spot.name)
    return _confirm(spot, title, text, spot.page("people.leave"), t("Leave"), left, status=status)


def _confirm(
    spot: Spot, title: str, text: list[str], action: str, label: str, left: NobodyLeft | None, *, status: int
) -> Response:
    return page(
        "out.html",
        title=title,
        status=status,
        text=text,
        action=action,
        label=label,
        warning=_nobody_words(spot, left) if left else "",
        back=(spot.page("people.people"), wiring().t("People")),
    )
