"""Which organisations belong to a partnership: new ones, those that are here already, and those that leave."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import organisations as organisation_services
from selfassess.services import partnerships as services
from selfassess.services.access import Actor
from selfassess.services.partnerships import look_at_partnership, organisation_in, partnership_of
from selfassess.services.places import partnership_for
from selfassess.services.rights import Action
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Partnership
from selfassess.web.forms.controls import Option, Radios
from selfassess.web.forms.places import organisation_form, read_described
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import administrator, in_organisation, in_partnership
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.organisations import after_adding
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("belonging")


def seen_partnership(database: Database, who: Actor, id: str) -> Partnership:
    """A partnership, for the pages of administrators."""
    return partnership_for(database, who, Action.SEE_PARTNERSHIP, id)


_RUN = in_partnership(Action.RUN_PARTNERSHIP)
_ADMINISTER = administrator(partnership=seen_partnership)


@routes.get("/partnerships/<string:partnership>/organisations/new", _RUN)
def new_organisation(partnership: Partnership) -> Response:
    """Name and kind of an organisation that is not here yet."""
    return _ask_organisation(partnership, organisation_form(wiring().t))


def new_organisation_again(why: Again, partnership: Partnership) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    form = _typed_organisation()
    return _ask_organisation(partnership, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/partnerships/<string:partnership>/organisations/new", _RUN, again=new_organisation_again)
def add_organisation(partnership: Partnership) -> Response:
    """Add it to the partnership; next its lead is invited."""
    use, form = wiring(), _typed_organisation()
    said = read_described(form, use.t)
    made = (
        organisation_services.add_to_partnership(use.database, who(), partnership.id, said, now=use.now())
        if said
        else None
    )
    return after_adding(made, form) or _ask_organisation(partnership, form, status=WRONG)


def _typed_organisation() -> PlainForm:
    form = organisation_form(wiring().t)
    form.take(request.form)
    return form


def _ask_organisation(partnership: Partnership, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Add an organisation"),
        text=[t("It joins {partnership} at once. Then invite its lead, who invites everybody else. You see nothing of"
                " its answers.", partnership=partnership.name)],
        action=url_for("belonging.add_organisation", partnership=partnership.id),
        label=t("Add the organisation"),
        back=(Spot(thing=partnership).address, partnership.name),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/partnerships/<string:partnership>/organisations/join", _ADMINISTER)
def join_page(partnership: Partnership) -> Response:
    """Which of the organisations that are here already."""
    return _ask_join(partnership, _join_form(partnership))


@routes.post("/partnerships/<string:partnership>/organisations/join", _ADMINISTER)
def join(partnership: Partnership) -> Response:
    """Let it belong to the partnership."""
    use, form = wiring(), _join_form(partnership)
    form.take(request.form)
    chosen = form.control("chosen")
    if not chosen.knows:
        chosen.blame(use.t("Choose an organisation"))
        return _ask_join(partnership, form, status=WRONG)
    services.let_join(use.database, who(), partnership.id, chosen.data, now=use.now())
    flash(use.t("The organisation belongs to {partnership} now.", partnership=partnership.name))
    return redirect(Spot(thing=partnership).address, 303)


def _join_form(partnership: Partnership) -> PlainForm:
    use = wiring()
    could_join = look_at_partnership(use.database, who(), partnership.id).could_join
    options = [Option(value=one.id, label=one.name) for one in could_join]
    return PlainForm({"chosen": Radios(use.t("Organisation"), options=options)})


def _ask_join(partnership: Partnership, form: PlainForm, *, status: int = 200) -> Response:
    t = wiring().t
    back = (Spot(thing=partnership).address, partnership.name)
    if not form.control("chosen").options:
        text = [t("Every organisation that is open belongs to it already.")]
        return page("account/told.html", title=t("Let an organisation join"), text=text, links=[], back=back)
    asked = Asked(
        title=t("Let an organisation join"),
        text=[t("Ask its lead first: the partnership’s administrators will see that it belongs, and who leads it.")],
        action=url_for("belonging.join", partnership=partnership.id),
        label=t("Let it join"),
        back=back,
    )
    return ask(asked, form, status=status)


_OUT = in_partnership(Action.RUN_PARTNERSHIP, organisation=organisation_in)


@routes.get("/partnerships/<string:partnership>/organisations/<string:organisation>/remove", _OUT)
def remove_page(partnership: Partnership, organisation: Organisation) -> Response:
    """What it means that an organisation belongs there no longer."""
    action = url_for("belonging.remove", partnership=partnership.id, organisation=organisation.id)
    return _ask_out(partnership, organisation, action, Spot(thing=partnership))


@routes.post("/partnerships/<string:partnership>/organisations/<string:organisation>/remove", _OUT)
def remove(partnership: Partnership, organisation: Organisation) -> Response:
    """End that it belongs there."""
    return _let_leave(partnership, organisation, Spot(thing=partnership))


_LEAVE = in_organisation(Action.RUN_ORGANISATION, partnership=partnership_of)


@routes.get("/organisations/<string:organisation>/partnerships/<string:partnership>/leave", _LEAVE)
def leave_page(organisation: Organisation, partnership: Partnership) -> Response:
    """The same, asked by those who run the organisation."""
    action = url_for("belonging.leave", partnership=partnership.id, organisation=organisation.id)
    return _ask_out(partnership, organisation, action, Spot(thing=organisation))


@routes.post("/organisations/<string:organisation>/partnerships/<string:partnership>/leave", _LEAVE)
def leave(organisation: Organisation, partnership: Partnership) -> Response:
    """End that it belongs there."""
    return _let_leave(partnership, organisation, Spot(thing=organisation))


def _ask_out(partnership: Partnership, organisation: Organisation, action: str, back: Spot) -> Response:
    t = wiring().t
    names = {"partnership": partnership.name, "organisation": organisation.name}
    asked = Asked(
        title=t("Take {organisation} out of {partnership}", **names),
        text=[t("Nothing of the organisation’s own is lost: its assessments, people and services stay. The partnership"
                " no longer shows it. It can join again; an administrator of this installation lets it in.")],
        action=action,
        label=t("Take it out"),
        back=(back.address, back.name),
        warning=True,
    )  # fmt: skip
    return ask(asked)


def _let_leave(partnership: Partnership, organisation: Organisation, back: Spot) -> Response:
    use = wiring()
    services.let_leave(use.database, who(), partnership.id, organisation.id, now=use.now())
    names = {"partnership": partnership.name, "organisation": organisation.name}
    flash(use.t("{organisation} belongs to {partnership} no longer.", **names))
    return redirect(back.address, 303)
