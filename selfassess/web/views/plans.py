"""The board of actions, one plan by itself, beginning one and deleting one that was begun by mistake."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import ActionPlan
from selfassess.plan.drafts import ActionDraft
from selfassess.services import plans as services
from selfassess.services.action_board import Board, look_at_board
from selfassess.services.actions import add_actions
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import Offer
from selfassess.services.plans import begin_plan, plan_in, signed_key_actions
from selfassess.services.rights import Action as Right
from selfassess.services.signing_words import framework_name
from selfassess.services.status_words import status_name
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation
from selfassess.web.forms.controls import Option
from selfassess.web.forms.plans import BeginForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.views.plans_shown import (
    PlanShown,
    board_address,
    filter_of,
    owner_choices,
    plan_title,
    section_choices,
    shown_plan,
    status_choices,
)
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("plans")

_SEE = in_organisation(Right.SEE_PLAN)
_SEE_ONE = in_organisation(Right.SEE_PLAN, plan=plan_in)
_KEEP = in_organisation(Right.KEEP_PLAN)
_KEEP_ONE = in_organisation(Right.KEEP_PLAN, plan=plan_in)
_NO_RESULT = "empty-"


def board_of(organisation: Organisation) -> Board:
    """Its plans, for whoever asks."""
    return look_at_board(wiring().database, who(), wiring().catalogue(), organisation.id)


@routes.get("/organisations/<string:organisation>/actions", _SEE)
def board(organisation: Organisation) -> Response:
    """What is to be done now, overdue first; everything of the plans that stand, or what is asked for."""
    use, found = wiring(), board_of(organisation)
    chosen, today = filter_of(found), use.now().date()
    return page(
        "actions/board.html",
        title=use.t("Actions"),
        caption=organisation.name,
        organisation=organisation,
        board=found,
        shown=[shown_plan(found, one, today, chosen.wanted(found)) for one in found.standing],
        earlier=[shown_plan(found, one, today) for one in found.earlier],
        chosen=chosen,
        statuses=status_choices(use.t),
        owners=owner_choices(found, use.t),
        sections=section_choices(found, use.t),
        may_begin=found.keeps and organisation.closed_at is None and bool(_sources(found)),
        today=today,
        example=organisation.example,
        back=(Spot(thing=organisation).address, organisation.name),
    )


def standing_plans(organisation: Organisation) -> list[PlanShown]:
    """Those that no other follows, for a page about the whole organisation."""
    found, today = board_of(organisation), wiring().now().date()
    return [shown_plan(found, one, today) for one in found.standing]


@routes.get("/organisations/<string:organisation>/plans/<string:plan>", _SEE_ONE)
def one_plan(organisation: Organisation, plan: ActionPlan) -> Response:
    """A plan by itself, also one that has ended."""
    use, found = wiring(), board_of(organisation)
    shown = shown_plan(found, plan, use.now().date())
    return page(
        "actions/plan.html",
        title=use.t("Plan from {day}", day=use.t.date(plan.starts_on)),
        caption=f"{organisation.name} · {shown.title}",
        organisation=organisation,
        one=shown,
        following=_following(found, plan),
        today=use.now().date(),
        example=organisation.example,
        back=back_to_board(organisation),
    )


def _following(found: Board, plan: ActionPlan) -> str:
    """Where the plan is that follows this one; empty where none does."""
    if any(one.follows == plan.id for one in found.standing):
        return board_address(found.organisation.id)
    later = next((one for one in found.earlier if one.follows == plan.id), None)
    return url_for("plans.one_plan", organisation=found.organisation.id, plan=later.id) if later else ""


def back_to_board(organisation: Organisation) -> tuple[str, str]:
    """The way from a page about one plan or action."""
    return board_address(organisation.id), wiring().t("Actions")


# Beginning


def _sources(found: Board) -> list[Option]:
    """What a plan can begin with: results of questionnaires without a plan, the latest first, and none."""
    t, taken = wiring().t, {one.questionnaire for one in found.standing}
    titles = {offer.questionnaire.id: framework_name(t, offer.questionnaire) for offer in _offers()}
    made = [
        Option(value=one.id, label=f"{result_words(one)}: {titles.get(one.questionnaire, one.questionnaire)}")
        for one in results_of(found.organisation)
        if one.questionnaire not in taken
    ]
    none = [
        Option(value=f"{_NO_RESULT}{id}", label=t("Without a result: {title}", title=title))
        for id, title in titles.items()
        if id not in taken
    ]
    return [*made, *none]


def _offers() -> list[Offer]:
    return [versions[0] for versions in wiring().catalogue().versions]


def results_of(organisation: Organisation) -> list[Assessment]:
    """The organisation's assessments that whoever asks may see, the latest first."""
    every = list_assessments(wiring().database, who())
    return [one for one in every if one.organisation_id == organisation.id]


def result_words(one: Assessment) -> str:
    """Which result it is, beside others about the same."""
    t = wiring().t
    said = {"period": one.details.period, "day": t.date(one.details.assessed_on)}
    return t("Result of {period}, {day} ({status})", status=status_name(t, one.status).lower(), **said)


@routes.get("/organisations/<string:organisation>/actions/begin", _KEEP)
def begin_page(organisation: Organisation) -> Response:
    """From which result, and when it begins; `result` in the address names one."""
    form = _begin_form(organisation)
    form.fill(source=request.args.get("result", ""), signed=True, starts_on=wiring().now().date())
    if len(form.control("source").options) == 1:
        form.control("source").data = form.control("source").options[0].value
    return _ask_begin(organisation, form)


def begin_again(why: Again, organisation: Organisation) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_begin(organisation, _typed(organisation), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/organisations/<string:organisation>/actions/begin", _KEEP, again=begin_again)
def begin(organisation: Organisation) -> Response:
    """Begin it; where somebody else has just begun one, that is the plan."""
    use, form = wiring(), _typed(organisation)
    starts_on = form.begun(use.now().date())
    if starts_on is None:
        return _ask_begin(organisation, form, status=WRONG)
    source = form.control("source").data
    result = next((one for one in results_of(organisation) if one.id == source), None)
    questionnaire = result.questionnaire if result else source.removeprefix(_NO_RESULT)
    plan = begin_plan(
        use.database,
        who(),
        organisation.id,
        questionnaire,
        starts_on=starts_on,
        assessment=result.id if result else None,
        now=use.now(),
    )
    if "signed" in form and form.control("signed").data:
        _put_in_signed(organisation, plan)
    if form.control("examples").data:
        flash(use.t("The plan is begun. Choose what to put into it."))
        return redirect(url_for("action_examples.examples", organisation=organisation.id, plan=plan.id), 303)
    flash(use.t("The plan is begun. Its actions stand here."))
    return redirect(board_address(organisation.id), 303)


def _put_in_signed(organisation: Organisation, plan: ActionPlan) -> None:
    use = wiring()
    signed = signed_key_actions(use.database, who(), organisation.id, plan.questionnaire)
    drafts = [ActionDraft(text=one.text, key=True, kind=one.kind) for one in signed]
    if drafts:
        add_actions(use.database, who(), organisation.id, plan.id, drafts, now=use.now())


def _begin_form(organisation: Organisation) -> BeginForm:
    use, found = wiring(), board_of(organisation)
    taken = {one.questionnaire for one in found.standing}
    ids = {offer.questionnaire.id for offer in _offers()} - taken
    signed = any(signed_key_actions(use.database, who(), organisation.id, id) for id in ids)
    return BeginForm(use.t, _sources(found), signed=signed)


def _typed(organisation: Organisation) -> BeginForm:
    form = _begin_form(organisation)
    form.take(request.form)
    return form


def _ask_begin(organisation: Organisation, form: BeginForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Begin a plan of actions"),
        text=[
            t("What will be done in the next twelve months, by whom and by when. It can begin with a result, or before"
              " any assessment. After nine and twelve months you look at it together."),
        ],
        action=url_for("plans.begin", organisation=organisation.id),
        label=t("Begin the plan"),
        back=back_to_board(organisation),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


# Deleting


@routes.get("/organisations/<string:organisation>/plans/<string:plan>/delete", _KEEP_ONE)
def delete_page(organisation: Organisation, plan: ActionPlan) -> Response:
    """Only one without actions can be."""
    return _ask_delete(organisation, plan)


@routes.post("/organisations/<string:organisation>/plans/<string:plan>/delete", _KEEP_ONE)
def delete(organisation: Organisation, plan: ActionPlan) -> Response:
    """Delete it, unless there are actions in it by now."""
    use = wiring()
    done = services.delete_plan(use.database, who(), organisation.id, plan.id, now=use.now())
    if not isinstance(done, ActionPlan):
        return _ask_delete(organisation, plan, status=409)
    flash(use.t("The plan is deleted."))
    return redirect(board_address(organisation.id), 303)


def _ask_delete(organisation: Organisation, plan: ActionPlan, *, status: int = 200) -> Response:
    t, found = wiring().t, board_of(organisation)
    title = plan_title(plan, found.about[plan.id], t)
    full = status != 200 or plan.actions or plan.id not in {one.id for one in found.standing}
    text = (
        t("There are actions in this plan, or another follows it, so it is kept. Delete what was added by mistake one"
          " by one; stop the rest with a reason.")
        if full
        else t("The plan about “{title}” from {day} has no actions. It can be deleted.", title=title,
               day=t.date(plan.starts_on))
    )  # fmt: skip
    return page(
        "actions/delete.html",
        title=t("Delete this plan"),
        caption=organisation.name,
        status=status,
        text=text,
        action="" if full else url_for("plans.delete", organisation=organisation.id, plan=plan.id),
        label=t("Delete the plan"),
        example=organisation.example,
        back=back_to_board(organisation),
    )
