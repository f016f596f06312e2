"""Looking at a plan together: the days on which that is due, and what was found."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import ActionPlan
from selfassess.services.plans import Ended, StalePlan, plan_in, set_check
from selfassess.services.rights import Action as Right
from selfassess.store.people import Organisation
from selfassess.web.forms.plans import CheckForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.actions import ended_words
from selfassess.web.views.asking import WRONG
from selfassess.web.views.plans import back_to_board, board_of
from selfassess.web.views.plans_shown import shown_plan
from selfassess.web.wiring import wiring

routes = Routes("plans")

_KEEP = in_organisation(Right.KEEP_PLAN, plan=plan_in)
_CHECKS = "/organisations/<string:organisation>/plans/<string:plan>/checks"


@routes.get(_CHECKS, _KEEP)
def checks(organisation: Organisation, plan: ActionPlan) -> Response:
    """Each check with its day, when it was done, and what was found."""
    return _ask(organisation, plan, _filled(plan))


def checks_again(why: Again, organisation: Organisation, plan: ActionPlan) -> Response:
    """The forms with what was typed, where it could not be trusted or kept."""
    forms, _ = _typed(plan)
    return _ask(organisation, plan, forms, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_CHECKS, _KEEP, again=checks_again)
def check(organisation: Organisation, plan: ActionPlan) -> Response:
    """Keep what is said of one of them."""
    use = wiring()
    forms, form = _typed(plan)
    if form is None:
        return _ask(organisation, plan, forms, status=WRONG)
    said = form.checked(plan, use.now().date())
    if said is None:
        return _ask(organisation, plan, forms, status=WRONG)
    seen = form.seen.number
    done = set_check(use.database, who(), organisation.id, plan.id, said, seen=seen, now=use.now())
    if isinstance(done, Ended):
        return _ask(organisation, plan, forms, status=409, trouble=ended_words())
    if isinstance(done, StalePlan):
        form.seen.data = str(done.stored.revision)
        words = use.t("Somebody else changed the plan meanwhile. What you typed is still here: save it again.")
        return _ask(organisation, done.stored, forms, status=409, trouble=words)
    flash(use.t("The check is saved."))
    return redirect(url_for("plans.checks", organisation=organisation.id, plan=plan.id), 303)


def _filled(plan: ActionPlan) -> list[CheckForm]:
    forms = [CheckForm(wiring().t, one) for one in plan.checks]
    for form in forms:
        form.fill_check(plan.revision)
    return forms


def _typed(plan: ActionPlan) -> tuple[list[CheckForm], CheckForm | None]:
    """All forms, and the one that was sent, with what was typed into it."""
    forms = _filled(plan)
    sent = next((one for one in forms if one.seen.name in request.form), None)
    if sent is not None:
        sent.take(request.form)
    return forms, sent


def _ask(
    organisation: Organisation, plan: ActionPlan, forms: list[CheckForm], *, status: int = 200, trouble: str = ""
) -> Response:
    t, found, today = wiring().t, board_of(organisation), wiring().now().date()
    shown = shown_plan(found, plan, today)
    return page(
        "actions/checks.html",
        title=t("Look at the plan together"),
        caption=f"{organisation.name} · {shown.title}",
        status=status,
        organisation=organisation,
        one=shown,
        forms=forms,
        faults=[fault for form in forms for fault in form.faults()],
        trouble=trouble,
        today=today,
        example=organisation.example,
        back=back_to_board(organisation),
    )
