"""Partnerships: the page of one, adding and renaming one, the organisations that join and leave it."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import partnerships as services
from selfassess.services.invitations import waiting_in
from selfassess.services.organisations import NameTaken
from selfassess.services.partnerships import Stale, look_at_partnership
from selfassess.services.people import people_in, place_of
from selfassess.services.rights import Action
from selfassess.store.people import Partnership
from selfassess.web.forms.places import (
    partnership_form,
    read_name_of_partnership,
    seen_revision,
)
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR, administrator, in_partnership
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.belonging import seen_partnership
from selfassess.web.views.organisations import stale_words
from selfassess.web.views.spots import Spot
from selfassess.web.views.steering import shared_in
from selfassess.web.wiring import wiring

routes = Routes("partnerships")


_RUN = in_partnership(Action.RUN_PARTNERSHIP)
_ADMINISTER = administrator(partnership=seen_partnership)


@routes.get("/partnerships/<string:partnership>", in_partnership(Action.SEE_PARTNERSHIP))
def partnership(partnership: Partnership) -> Response:
    """Its organisations, and whether each has a lead; its people."""
    use, place = wiring(), place_of(partnership)
    view = look_at_partnership(use.database, who(), partnership.id)
    return page(
        "partnership.html",
        title=partnership.name,
        view=view,
        spot=Spot(thing=partnership),
        shared=shared_in(partnership) if view.sees_shared else [],
        people=people_in(use.database, who(), place),
        waiting=waiting_in(use.database, who(), place) if view.runs else (),
        now=use.now(),
        back=(url_for("home.home"), use.t("Your assessments")),
    )


# Adding and renaming


def _typed() -> PlainForm:
    form = partnership_form(wiring().t)
    form.take(request.form)
    return form


@routes.get("/partnerships/new", ADMINISTRATOR)
def new() -> Response:
    """The name of a new one."""
    return _ask_new(partnership_form(wiring().t))


def new_again(why: Again) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_new(_typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/partnerships/new", ADMINISTRATOR, again=new_again)
def add() -> Response:
    """Add it."""
    use, form = wiring(), _typed()
    name = read_name_of_partnership(form, use.t)
    made = services.add_partnership(use.database, who(), name, now=use.now()) if name else None
    if isinstance(made, Partnership):
        flash(use.t("{partnership} is added.", partnership=made.name))
        return redirect(Spot(thing=made).address, 303)
    if isinstance(made, NameTaken):
        form.control("name").blame(use.t("There is one of this name already"))
    return _ask_new(form, status=WRONG)


def _ask_new(form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Add a partnership"),
        text=[t("A partnership brings organisations together that look at their results side by side. It sees nobody’s"
                " answers.")],
        action=url_for("partnerships.add"),
        label=t("Add the partnership"),
        back=(url_for("administration.administration"), t("Administration")),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/partnerships/<string:partnership>/details", _RUN)
def details(partnership: Partnership) -> Response:
    """Its name."""
    form = partnership_form(wiring().t)
    form.fill(name=partnership.name, seen=partnership.revision)
    return _ask_details(partnership, form)


def details_again(why: Again, partnership: Partnership) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_details(partnership, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/partnerships/<string:partnership>/details", _RUN, again=details_again)
def save_details(partnership: Partnership) -> Response:
    """Rename it, unless somebody else did meanwhile."""
    use, form = wiring(), _typed()
    name = read_name_of_partnership(form, use.t)
    if name is None:
        return _ask_details(partnership, form, status=WRONG)
    done = services.rename_partnership(
        use.database, who(), partnership.id, name, seen=seen_revision(form), now=use.now()
    )
    if isinstance(done, Stale):
        form.control("seen").data = str(done.stored.revision)
        return _ask_details(done.stored, form, status=409, trouble=stale_words(use.t, done.stored.name))
    flash(use.t("The name is saved."))
    return redirect(Spot(thing=done).address, 303)


def _ask_details(partnership: Partnership, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Name of the partnership"),
        action=url_for("partnerships.save_details", partnership=partnership.id),
        label=t("Save"),
        back=(Spot(thing=partnership).address, partnership.name),
    )
    return ask(asked, form, status=status, trouble=trouble)


# Closing and deleting


@routes.get("/partnerships/<string:partnership>/close", _RUN)
def close_page(partnership: Partnership) -> Response:
    """What closing means, or that it is closed and can be opened again."""
    t, closed = wiring().t, partnership.closed_at is not None
    asked = Asked(
        title=t("Open it again") if closed else t("Close {partnership}", partnership=partnership.name),
        text=[t("Organisations can join again.") if closed else t("No organisation can join any more. What there is"
                " stays, and people keep their roles. You can open it again.")],
        action=url_for("partnerships.reopen" if closed else "partnerships.close", partnership=partnership.id),
        label=t("Open again") if closed else t("Close"),
        back=(Spot(thing=partnership).address, partnership.name),
    )  # fmt: skip
    return ask(asked)


@routes.post("/partnerships/<string:partnership>/close", _RUN)
def close(partnership: Partnership) -> Response:
    """Let it take no new organisations."""
    use = wiring()
    services.close_partnership(use.database, who(), partnership.id, now=use.now())
    flash(use.t("{partnership} is closed.", partnership=partnership.name))
    return redirect(Spot(thing=partnership).address, 303)


@routes.post("/partnerships/<string:partnership>/reopen", _RUN)
def reopen(partnership: Partnership) -> Response:
    """Let it take new organisations again."""
    use = wiring()
    services.reopen_partnership(use.database, who(), partnership.id, now=use.now())
    flash(use.t("{partnership} is open again.", partnership=partnership.name))
    return redirect(Spot(thing=partnership).address, 303)


@routes.get("/partnerships/<string:partnership>/delete", _ADMINISTER)
def delete_page(partnership: Partnership) -> Response:
    """What would be lost, or why it cannot be deleted."""
    return _ask_delete(
        partnership, empty=not look_at_partnership(wiring().database, who(), partnership.id).organisations
    )


@routes.post("/partnerships/<string:partnership>/delete", _ADMINISTER)
def delete(partnership: Partnership) -> Response:
    """Delete it, if no organisation belongs to it."""
    use = wiring()
    if not services.delete_partnership(use.database, who(), partnership.id, now=use.now()):
        return _ask_delete(partnership, empty=False, status=409)
    flash(use.t("{partnership} is deleted.", partnership=partnership.name))
    return redirect(url_for("administration.administration"), 303)


def _ask_delete(partnership: Partnership, *, empty: bool, status: int = 200) -> Response:
    t, back = wiring().t, (Spot(thing=partnership).address, partnership.name)
    title = t("Delete {partnership}", partnership=partnership.name)
    if not empty:
        text = [t("Organisations belong to it. Take them out first.")]
        return page("account/told.html", title=title, status=status, text=text, links=[], back=back)
    asked = Asked(
        title=title,
        text=[t("The roles people have in it and invitations to it are deleted too. This cannot be undone.")],
        action=url_for("partnerships.delete", partnership=partnership.id),
        label=t("Delete for good"),
        back=back,
        warning=True,
    )
    return ask(asked)
