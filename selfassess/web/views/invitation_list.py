"""Inviting many people by a list: pasted or as a file, read whole, shown first, then sent."""

from __future__ import annotations

from flask import flash, redirect, request
from werkzeug import Response

from selfassess.services import invitation_list as services
from selfassess.services.invitation_file import LARGEST, ListProblem, text_of
from selfassess.services.invitation_list import Plan
from selfassess.services.invitations import TooMany
from selfassess.services.place_words import role_words
from selfassess.services.rights import Action
from selfassess.web.forms.controls import showable, tidy
from selfassess.web.forms.section import Fault
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation, in_partnership
from selfassess.web.security.routes import Again
from selfassess.web.views.asking import WRONG
from selfassess.web.views.invitations import after, too_many_words, without_accounts
from selfassess.web.views.sign_in import mail
from selfassess.web.views.spots import Spot, SpotRoutes
from selfassess.web.wiring import wiring

routes = SpotRoutes("invitation_list")

_RUN = (in_organisation(Action.RUN_ORGANISATION), in_partnership(Action.RUN_PARTNERSHIP))


@routes.get("/invite/list", *_RUN)
def list_page(spot: Spot) -> Response:
    """How the list is written."""
    return without_accounts(spot) or _ask(spot, "")


def list_again(why: Again, spot: Spot) -> Response:
    """The page with what was pasted, where it could not be trusted or kept."""
    return _ask(spot, tidy(request.form.get("list", "")), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/invite/list", *_RUN, again=list_again)
def read_list(spot: Spot) -> Response:
    """Everything that is wrong with it, or what it would do; nothing is sent."""
    use, text = wiring(), _given()
    if isinstance(text, ListProblem):
        return _ask(spot, "", problems=(text,), status=WRONG)
    plan = services.plan_list(use.database, who(), spot.place, text, use.t, now=use.now())
    if plan.problems:
        return _ask(spot, text, problems=plan.problems, status=WRONG)
    return _show(spot, text, plan)


def _given() -> str | ListProblem:
    """The list as text: a file, or else what was pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return text_of(file.stream.read(LARGEST + 1), wiring().t)
    return tidy(request.form.get("list", ""))


@routes.post("/invite/list/send", *_RUN, again=list_again)
def send_list(spot: Spot) -> Response:
    """Invite everybody on it, or nobody where something is wrong by now."""
    use, text = wiring(), tidy(request.form.get("list", ""))
    done = services.invite_list(use.database, who(), spot.place, text, mail(), now=use.now())
    if isinstance(done, Plan):
        trouble = use.t("Something changed since the list was read, so nothing was sent.")
        return _ask(spot, text, problems=done.problems, status=409, trouble=trouble)
    if isinstance(done, TooMany):
        return _ask(spot, text, status=429, trouble=too_many_words(done))
    use.wake()
    flash(use.t.plural("{count} invitation is on its way.", "{count} invitations are on their way.", done.invited))
    return redirect(after(spot), 303)


def _ask(
    spot: Spot, text: str, *, problems: tuple[ListProblem, ...] = (), status: int = 200, trouble: str = ""
) -> Response:
    t = wiring().t
    count = t.plural("The list has {count} problem", "The list has {count} problems", len(problems))
    return page(
        "invite_list.html",
        title=t("Invite many people by a list"),
        caption=spot.name,
        status=status,
        spot=spot,
        text=showable(text),
        problems=problems,
        faults=(Fault(name=t("The list"), sentence=count, focus="list"),) if problems else (),
        trouble=trouble,
        roles=[role_words(t, role) for role in spot.place.roles],
        back=(spot.page("invitations.invite_page"), t("Invite somebody")),
    )


def _show(spot: Spot, text: str, plan: Plan) -> Response:
    t = wiring().t
    return page(
        "invite_preview.html",
        title=t.plural("Invite {count} person?", "Invite {count} people?", plan.to_send),
        caption=spot.name,
        spot=spot,
        text=text,
        plan=plan,
        role_words=role_words,
        back=(spot.page("invitation_list.list_page"), t("Change the list")),
    )
