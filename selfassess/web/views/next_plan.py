"""Closing a plan: on one page, what becomes of each unfinished action, and the plan that follows."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import ActionPlan, ActionStatus
from selfassess.plan.board import ordered
from selfassess.services.next_plan import CannotClose, begin_next_plan, questions_became
from selfassess.services.plans import Ended, StalePlan, plan_in
from selfassess.services.rights import Action as Right
from selfassess.store.people import Organisation
from selfassess.web.forms.controls import Option
from selfassess.web.forms.plans import NextForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.plans import back_to_board, board_of, result_words, results_of
from selfassess.web.views.plans_shown import board_address, plan_title
from selfassess.web.wiring import wiring

routes = Routes("plans")

_KEEP = in_organisation(Right.KEEP_PLAN, plan=plan_in)
_NEXT = "/organisations/<string:organisation>/plans/<string:plan>/next"
NO_RESULT = "none"


@routes.get(_NEXT, _KEEP)
def next_page(organisation: Organisation, plan: ActionPlan) -> Response:
    """What is done, and what has to be decided on."""
    form = _form(organisation, plan)
    results = _results(organisation, plan)
    newest = results[0].value if results else NO_RESULT
    form.fill_next(wiring().now().date(), newest if newest != plan.assessment else NO_RESULT)
    return _ask(organisation, plan, form)


def next_again(why: Again, organisation: Organisation, plan: ActionPlan) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask(organisation, plan, _typed(organisation, plan), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_NEXT, _KEEP, again=next_again)
def begin_next(organisation: Organisation, plan: ActionPlan) -> Response:
    """Close it and begin the next, all at once."""
    use, form = wiring(), _typed(organisation, plan)
    if form.about_others and board_of(organisation).is_standing(plan):
        return _ask_once_more(organisation, plan)
    said = form.choices()
    if said is None:
        return _ask(organisation, plan, form, status=WRONG)
    starts_on, choices = said
    source = form.source.data if form.source is not None else NO_RESULT
    result = None if source == NO_RESULT else source
    done = begin_next_plan(
        use.database,
        who(),
        organisation.id,
        plan.id,
        choices,
        starts_on=starts_on,
        assessment=result,
        became=questions_became(use.database, who(), use.catalogue(), plan, result),
        now=use.now(),
    )
    if isinstance(done, CannotClose):
        form.blame(done)
        return _ask(organisation, plan, form, status=WRONG)
    if isinstance(done, StalePlan):
        return _ask_once_more(organisation, done.stored)
    words = use.t("This plan was closed already: the plan that follows it stands here.")
    flash(words if isinstance(done, Ended) else use.t("The next plan is begun. What goes on stands here."))
    return redirect(board_address(organisation.id), 303)


def _ask_once_more(organisation: Organisation, stored: ActionPlan) -> Response:
    """The form about the actions that are unfinished now, with what was typed about those that still are."""
    form = _typed(organisation, stored)
    form.see()
    words = wiring().t("Somebody else changed actions of this plan meanwhile. They stand below as they are now. What"
                       " you typed is still here: look at it and save again.")  # fmt: skip
    return _ask(organisation, stored, form, status=409, trouble=words)


def _results(organisation: Organisation, plan: ActionPlan) -> list[Option]:
    return [
        Option(value=one.id, label=result_words(one))
        for one in results_of(organisation)
        if one.questionnaire == plan.questionnaire
    ]


def _form(organisation: Organisation, plan: ActionPlan) -> NextForm:
    t, results = wiring().t, _results(organisation, plan)
    none = Option(value=NO_RESULT, label=t("None yet"))
    return NextForm(t, plan, [*results, none] if results else [])


def _typed(organisation: Organisation, plan: ActionPlan) -> NextForm:
    form = _form(organisation, plan)
    form.take(request.form)
    return form


def _ask(
    organisation: Organisation, plan: ActionPlan, form: NextForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t, found = wiring().t, board_of(organisation)
    if not found.is_standing(plan):
        return redirect(board_address(organisation.id), 303)
    today = wiring().now().date()
    ended = [one for one in ordered(plan.actions, today) if not one.open]
    return page(
        "actions/next.html",
        title=t("Close the plan and begin the next"),
        caption=f"{organisation.name} · {plan_title(plan, found.about[plan.id], t)}",
        status=status,
        organisation=organisation,
        plan=plan,
        done=[one for one in ended if one.status is ActionStatus.DONE],
        stopped=[one for one in ended if one.status is ActionStatus.STOPPED],
        form=form,
        action=url_for("plans.begin_next", organisation=organisation.id, plan=plan.id),
        faults=form.faults(),
        trouble=trouble,
        today=today,
        example=organisation.example,
        back=back_to_board(organisation),
    )
