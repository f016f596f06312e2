"""Starting a plan from examples: templates of actions that are ticked and added."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import ActionPlan
from selfassess.questionnaire.action_templates import ActionTemplates, TemplateAction
from selfassess.report.wording import section_name
from selfassess.services.action_templates import add_from_templates, for_plan, templates_on_offer
from selfassess.services.actions import Refused
from selfassess.services.plans import Ended, plan_in
from selfassess.services.rights import Action as Right
from selfassess.store.people import Organisation
from selfassess.web.forms.section import Fault
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.plans import back_to_board, board_of
from selfassess.web.views.plans_shown import board_address, plan_title
from selfassess.web.wiring import wiring

routes = Routes("action_examples")

_EXAMPLES = "/organisations/<string:organisation>/plans/<string:plan>/examples"
_KEEP = in_organisation(Right.KEEP_PLAN, plan=plan_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateShown:
    """A template as one may tick it. `sections`: what it is meant to lift; `planned`: it stands in the plan already."""

    suggestion: str
    action: TemplateAction
    sections: tuple[str, ...]
    planned: bool
    ticked: bool


@routes.get(_EXAMPLES, _KEEP)
def examples(organisation: Organisation, plan: ActionPlan) -> Response:
    """Every template, by file, with where it is from."""
    return _show(organisation, plan)


def examples_again(why: Again, organisation: Organisation, plan: ActionPlan) -> Response:
    """The page with what was ticked, where it could not be trusted or kept."""
    return _show(organisation, plan, _ticked(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_EXAMPLES, _KEEP, again=examples_again)
def add_examples(organisation: Organisation, plan: ActionPlan) -> Response:
    """Add what is ticked; what stands in the plan already is not added again."""
    use, chosen = wiring(), _ticked()
    if not chosen:
        fault = Fault(name=use.t("Examples"), sentence=use.t("Tick at least one"), focus="example-1")
        return _show(organisation, plan, faults=(fault,), status=WRONG)
    about = board_of(organisation).about[plan.id]
    offered = templates_on_offer(use.instance)
    done = add_from_templates(use.database, who(), plan, chosen, offered, about, use.t, now=use.now())
    if isinstance(done, Ended):
        return _show(organisation, plan, chosen, status=409, trouble=_ended_words())
    if isinstance(done, Refused):
        faults = [Fault(name=use.t("Examples"), sentence=one.told(use.t), focus="example-1") for one in done.faults]
        return _show(organisation, plan, chosen, faults=tuple(faults), status=WRONG)
    if done:
        flash(use.t.plural("{count} action is added. Say who leads it and by when.",
                           "{count} actions are added. Say who leads each and by when.", len(done)))  # fmt: skip
    else:
        flash(use.t("What you ticked stands in the plan already."))
    return redirect(board_address(organisation.id), 303)


def _ended_words() -> str:
    return wiring().t("This plan was closed meanwhile, and another follows it. Add the examples to the new plan, which"
                      " stands on the board.")  # fmt: skip


def _ticked() -> frozenset[str]:
    return frozenset(request.form.getlist("example"))


def _show(
    organisation: Organisation,
    plan: ActionPlan,
    ticked: Collection[str] = (),
    *,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
    trouble: str = "",
) -> Response:
    use = wiring()
    about = board_of(organisation).about[plan.id]
    offered = templates_on_offer(use.instance)
    standing = {one.suggestion for one in plan.actions}
    sections = {
        question.id: section_name(use.t, section)
        for section in (about.sections if about else ())
        for question in section.questions
    }

    def shown(file: ActionTemplates, action: TemplateAction) -> TemplateShown:
        suggestion = file.suggestion(action)
        named = (sections[one] for one in action.questions.get(plan.questionnaire, ()) if one in sections)
        return TemplateShown(
            suggestion=suggestion,
            action=action,
            sections=tuple(dict.fromkeys(named)),
            planned=suggestion in standing,
            ticked=suggestion in ticked,
        )

    files = [(file, [shown(file, action) for action in file.actions]) for file in for_plan(offered, plan)]
    return page(
        "actions/examples.html",
        title=use.t("Start from examples"),
        caption=f"{organisation.name} · {plan_title(plan, about, use.t)}",
        status=status,
        files=files,
        broken=offered.broken,
        action=url_for("action_examples.add_examples", organisation=organisation.id, plan=plan.id),
        faults=faults,
        trouble=trouble,
        example=organisation.example,
        back=back_to_board(organisation),
    )
