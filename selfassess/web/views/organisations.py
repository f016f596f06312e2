"""Organisations: the page of one, adding one or a service inside, its details, closing, deleting."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.services import organisations as services
from selfassess.services.invitations import waiting_in
from selfassess.services.organisations import NameTaken, Stale, look_at_organisation
from selfassess.services.people import People, people_in, place_of
from selfassess.services.rights import Action
from selfassess.store.people import Organisation
from selfassess.web.forms.places import organisation_form, read_described, seen_revision
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR, in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.commitments import signed_for
from selfassess.web.views.listed import listed_of
from selfassess.web.views.plans import standing_plans
from selfassess.web.views.sharing_shown import shared_lines
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("organisations")

_RUN = in_organisation(Action.RUN_ORGANISATION)


@routes.get("/organisations/<string:organisation>", in_organisation(Action.SEE_OUTLINE))
def organisation(organisation: Organisation) -> Response:
    """What belongs to it: assessments, people, services; for some only that it is there."""
    use, place = wiring(), place_of(organisation)
    view = look_at_organisation(use.database, who(), organisation.id)
    listed = listed_of(organisation.id) if view.sees_inside else []
    titles = {one.assessment.id: one.title for one in listed}
    people = people_in(use.database, who(), place) if view.sees_inside else People(here=(), around=(), runs=False)
    return page(
        "organisation.html",
        title=organisation.name,
        caption=use.t("Service of {organisation}", organisation=view.parent.name) if view.parent else None,
        view=view,
        spot=Spot(thing=organisation),
        people=people,
        waiting=waiting_in(use.database, who(), place) if view.invites_lead else (),
        listed=listed,
        shared=shared_lines(organisation, titles) if view.partnerships and view.sees_assessments else {},
        signed=signed_for(organisation) if view.sees_inside else [],
        plans=standing_plans(organisation) if view.sees_plan else [],
        now=use.now(),
        example=organisation.example,
        back=(url_for("home.home"), use.t("Your assessments")),
    )


# Adding


@routes.get("/organisations/new", ADMINISTRATOR)
def new() -> Response:
    """Name and kind of a new one."""
    return _ask_new(organisation_form(wiring().t))


def new_again(why: Again) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_new(_typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/organisations/new", ADMINISTRATOR, again=new_again)
def add() -> Response:
    """Add it."""
    use, form = wiring(), _typed()
    said = read_described(form, use.t)
    made = services.add_organisation(use.database, who(), said, now=use.now()) if said else None
    return after_adding(made, form) or _ask_new(form, status=WRONG)


def _ask_new(form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Add an organisation"),
        text=[t("Then invite somebody to lead it: the lead starts assessments and invites the others.")],
        action=url_for("organisations.add"),
        label=t("Add the organisation"),
        back=(url_for("administration.administration"), t("Administration")),
    )
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/organisations/<string:organisation>/services/new", _RUN)
def new_service(organisation: Organisation) -> Response:
    """Name and kind of a service inside it."""
    form = organisation_form(wiring().t, label=wiring().t("Name of the service"))
    form.fill(kind=organisation.kind.value)
    return _ask_service(organisation, form)


def new_service_again(why: Again, organisation: Organisation) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_service(organisation, _typed_service(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/organisations/<string:organisation>/services/new", _RUN, again=new_service_again)
def add_service(organisation: Organisation) -> Response:
    """Add it."""
    use, form = wiring(), _typed_service()
    said = read_described(form, use.t)
    made = services.add_service(use.database, who(), organisation.id, said, now=use.now()) if said else None
    return after_adding(made, form) or _ask_service(organisation, form, status=WRONG)


def _ask_service(organisation: Organisation, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Add a service"),
        text=[
            t("A service inside {organisation} has assessments of its own. Everybody with a role in {organisation} has"
              " the same role in it; others can be invited to the service alone.", organisation=organisation.name),
        ],
        action=url_for("organisations.add_service", organisation=organisation.id),
        label=t("Add the service"),
        back=(Spot(thing=organisation).address, organisation.name),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


def after_adding(made: Organisation | NameTaken | None, form: PlainForm) -> Response | None:
    """To the page of what was added; None where the form is to be shown again."""
    t = wiring().t
    if isinstance(made, NameTaken):
        form.control("name").blame(t("There is one of this name already"))
    if not isinstance(made, Organisation):
        return None
    flash(t("{organisation} is added.", organisation=made.name))
    return redirect(Spot(thing=made).address, 303)


def _typed() -> PlainForm:
    form = organisation_form(wiring().t)
    form.take(request.form)
    return form


def _typed_service() -> PlainForm:
    form = organisation_form(wiring().t, label=wiring().t("Name of the service"))
    form.take(request.form)
    return form


# Details


@routes.get("/organisations/<string:organisation>/details", _RUN)
def details(organisation: Organisation) -> Response:
    """Name and kind."""
    form = organisation_form(wiring().t)
    form.fill(name=organisation.name, kind=organisation.kind.value, seen=organisation.revision)
    return _ask_details(organisation, form)


def details_again(why: Again, organisation: Organisation) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_details(organisation, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/organisations/<string:organisation>/details", _RUN, again=details_again)
def save_details(organisation: Organisation) -> Response:
    """Keep them, unless somebody else changed them meanwhile."""
    use, form = wiring(), _typed()
    said = read_described(form, use.t)
    if said is None:
        return _ask_details(organisation, form, status=WRONG)
    done = services.change_organisation(
        use.database, who(), organisation.id, said, seen=seen_revision(form), now=use.now()
    )
    if isinstance(done, Stale):
        form.control("seen").data = str(done.stored.revision)
        return _ask_details(done.stored, form, status=409, trouble=stale_words(use.t, done.stored.name))
    flash(use.t("The details are saved."))
    return redirect(Spot(thing=done).address, 303)


def stale_words(t: Translator, name: str) -> str:
    """That somebody else was faster, and what stands there now."""
    return t("Somebody else changed this meanwhile: it is called {name} now. What you typed is still here: save it"
             " again.", name=name)  # fmt: skip


def _ask_details(organisation: Organisation, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Name and kind"),
        text=[t("Finished assessments keep the name they were made with. Drafts take the new name when their details"
                " are saved.")],
        action=url_for("organisations.save_details", organisation=organisation.id),
        label=t("Save"),
        back=(Spot(thing=organisation).address, organisation.name),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


# Closing and deleting


@routes.get("/organisations/<string:organisation>/close", _RUN)
def close_page(organisation: Organisation) -> Response:
    """What closing means, or that it is closed and can be opened again."""
    t, closed = wiring().t, organisation.closed_at is not None
    opening = [t("New assessments can be started again.")]
    closing = [t("No new assessment can be started. What there is stays, can be read and finished, and people keep"
                 " their roles. You can open it again.")]  # fmt: skip
    asked = Asked(
        title=t("Open it again") if closed else t("Close {organisation}", organisation=organisation.name),
        text=opening if closed else closing,
        action=url_for("organisations.reopen" if closed else "organisations.close", organisation=organisation.id),
        label=t("Open again") if closed else t("Close"),
        back=(Spot(thing=organisation).address, organisation.name),
    )
    return ask(asked)


@routes.post("/organisations/<string:organisation>/close", _RUN)
def close(organisation: Organisation) -> Response:
    """Let it take no new assessments."""
    use = wiring()
    services.close_organisation(use.database, who(), organisation.id, now=use.now())
    flash(use.t("{organisation} is closed.", organisation=organisation.name))
    return redirect(Spot(thing=organisation).address, 303)


@routes.post("/organisations/<string:organisation>/reopen", _RUN)
def reopen(organisation: Organisation) -> Response:
    """Let it take new assessments again."""
    use = wiring()
    services.reopen_organisation(use.database, who(), organisation.id, now=use.now())
    flash(use.t("{organisation} is open again.", organisation=organisation.name))
    return redirect(Spot(thing=organisation).address, 303)


@routes.get("/organisations/<string:organisation>/delete", _RUN)
def delete_page(organisation: Organisation) -> Response:
    """What would be lost, or why it cannot be deleted."""
    return _ask_delete(organisation, empty=services.is_empty(wiring().database, who(), organisation.id))


@routes.post("/organisations/<string:organisation>/delete", _RUN)
def delete(organisation: Organisation) -> Response:
    """Delete it, if it is empty."""
    use = wiring()
    if not services.delete_organisation(use.database, who(), organisation.id, now=use.now()):
        return _ask_delete(organisation, empty=False, status=409)
    flash(use.t("{organisation} is deleted.", organisation=organisation.name))
    return redirect(url_for("home.home"), 303)


def _ask_delete(organisation: Organisation, *, empty: bool, status: int = 200) -> Response:
    t, spot = wiring().t, Spot(thing=organisation)
    title = t("Delete {organisation}", organisation=organisation.name)
    if not empty:
        text = [t("Only an organisation without assessments and services can be deleted. Close it instead: what there"
                  " is stays, and nothing new can be started.")]  # fmt: skip
        close = url_for("organisations.close_page", organisation=organisation.id)
        return page(
            "account/told.html",
            title=title,
            status=status,
            text=text,
            links=[(close, t("Close it"))],
            back=(spot.address, organisation.name),
        )
    text = [t("It has no assessments. The roles people have in it and invitations to it are deleted too, and it leaves"
              " its partnerships. This cannot be undone.")]  # fmt: skip
    asked = Asked(
        title=title,
        text=text,
        action=url_for("organisations.delete", organisation=organisation.id),
        label=t("Delete for good"),
        back=(spot.address, organisation.name),
        warning=True,
    )
    return ask(asked)
