"""Chosen next steps become actions: which suggestions go into the plan, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.plan.actions import Action as Planned
from selfassess.plan.actions import ActionPlan
from selfassess.plan.drafts import EFFORTS, ActionDraft, faults_of_draft
from selfassess.plan.suggestions import suggestions_in
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.report import wording
from selfassess.report.diagrams import question_label
from selfassess.services.actions import DraftProblem, Refused, add_actions
from selfassess.services.assessments import OpenAssessment
from selfassess.services.owners import owners_on_offer
from selfassess.services.places import organisation_for
from selfassess.services.plans import Ended, begin_plan, current_plan, new_plan
from selfassess.services.rights import Action
from selfassess.web.forms.suggested import Candidate, SuggestedForm, candidates_for, candidates_named
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.raising import NAME, read, written
from selfassess.web.wiring import wiring

routes = Routes("planning_steps")

_RULE = "/assessments/<string:id>/next-steps/plan"

# The right to plan is asked besides, by `_into`, and not by the policies: where an organisation plans, people may know
# of it who may not know of its assessments.


@dataclass(frozen=True, slots=True, kw_only=True)
class Into:
    """What the actions come from and go into: `plan` is None where none is begun yet, `members` are who can own one."""

    here: OpenAssessment
    plan: ActionPlan | None
    members: Mapping[str, str]

    @property
    def organisation(self) -> str:
        """Whose id."""
        return self.here.assessment.organisation_id

    @property
    def planned(self) -> frozenset[str]:
        """What the actions of the plan were made of."""
        return suggestions_in(self.plan)


def _into(here: OpenAssessment) -> Into:
    """Raises `NotPermittedError` for those who may not plan."""
    use, this = wiring(), here.assessment
    organisation_for(use.database, who(), Action.KEEP_PLAN, this.organisation_id)
    return Into(
        here=here,
        plan=current_plan(use.database, who(), this.organisation_id, this.questionnaire),
        members=owners_on_offer(use.database, who(), this.organisation_id),
    )


@routes.get(_RULE, in_assessment(Action.SEE_ANSWERS))
def ask(here: OpenAssessment) -> Response:
    """Everything suggested on the way to the levels in the address, the easiest first step of each question ticked."""
    into, use = _into(here), wiring()
    candidates = _candidates(here)
    form = SuggestedForm(use.t, candidates, into.members)
    form.suggest(_easiest(candidates, into.planned))
    return _show(into, form)


def add_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    into = _into(here)
    return _show(into, _typed(into), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_RULE, in_assessment(Action.SEE_ASSESSMENT), again=add_again)
def add(here: OpenAssessment) -> Response:
    """Put what is ticked into the plan; where there is none, one begins today with this result."""
    into, use = _into(here), wiring()
    form = _typed(into)
    drafts = form.drafts()
    done = None if form.faults() or not drafts else _add(into, [draft for _, draft in drafts])
    if isinstance(done, Ended):
        words = use.t("Somebody closed the plan meanwhile. What you typed is still here: save it into the next one.")
        return _show(_into(here), form, status=409, trouble=words)
    if isinstance(done, Refused):
        for problem in done.problems:
            form.blame(drafts[problem.index][0], problem.fault)
    if done is None or isinstance(done, Refused):
        return _show(into, form, status=WRONG)
    flash(use.t.plural("{count} action is in the plan.", "{count} actions are in the plan.", len(done)))
    return redirect(url_for("plans.board", organisation=into.organisation), 303)


def _levels(here: OpenAssessment) -> Mapping[str, int]:
    return read(here.questionnaire, request.args.getlist(NAME)).levels


def _address(here: OpenAssessment, endpoint: str) -> str:
    """One of the pages, with the levels that are in the address of this one."""
    kept: dict[str, Any] = {NAME: written(_levels(here))}
    return url_for(endpoint, id=here.assessment.id, **kept)


def _candidates(here: OpenAssessment) -> tuple[Candidate, ...]:
    """For every step from where each question stands to the level that the address sets it to."""
    t, levels = wiring().t, _levels(here)
    return tuple(
        candidate
        for question in here.questionnaire.questions()
        if isinstance(question, LevelQuestion) and question.id in levels
        for level in range(here.sheet.answer(question.id).level or 0, levels[question.id])
        for candidate in candidates_for(t, question, level)
    )


def _easiest(candidates: Sequence[Candidate], planned: frozenset[str]) -> list[str]:
    """For each question the first step's suggestion of least effort; none where one of them is in the plan already."""
    chosen: list[str] = []
    for _, group in groupby(candidates, key=lambda one: one.question):
        steps = list(group)
        first = [one for one in steps if one.from_level == steps[0].from_level]
        if not planned & {one.key for one in first}:
            chosen += [min(first, key=lambda one: EFFORTS.index(one.effort)).key] if first[0].effort else []
    return chosen


def _typed(into: Into) -> SuggestedForm:
    """The form as it was sent: it names its candidates itself, so that nothing is lost where answers moved on."""
    t = wiring().t
    candidates = candidates_named(t, into.here.questionnaire, request.form.getlist("suggestion"))
    form = SuggestedForm(t, candidates, into.members)
    form.take(request.form)
    return form


def _add(into: Into, drafts: Sequence[ActionDraft]) -> tuple[Planned, ...] | Refused | Ended:
    """Look at everything first, so that no plan is begun for actions that it would refuse."""
    use, this = wiring(), into.here.assessment
    today = use.now().date()
    plan = into.plan or new_plan(this.organisation_id, this.questionnaire, today, this.id)
    problems = tuple(
        DraftProblem(index=index, fault=fault)
        for index, draft in enumerate(drafts)
        for fault in faults_of_draft(draft, plan, today, into.members)
    )
    if problems:
        return Refused(problems=problems)
    begun = into.plan or begin_plan(
        use.database,
        who(),
        this.organisation_id,
        this.questionnaire,
        starts_on=today,
        assessment=this.id,
        now=use.now(),
    )
    return add_actions(use.database, who(), this.organisation_id, begun.id, drafts, now=use.now())


def _show(into: Into, form: SuggestedForm, *, status: int = 200, trouble: str = "") -> Response:
    use, here = wiring(), into.here
    labels = {
        question.id: question_label(section, question.id, use.t)
        for section in here.questionnaire.sections
        for question in section.level_questions
    }
    return page(
        "next_steps/add.html",
        title=use.t("Add to the plan"),
        status=status,
        assessment=here.assessment,
        form=form,
        labels=labels,
        names=wording.level_names(use.t, here.questionnaire),
        into=into,
        over=into.plan is not None and into.plan.ends_on < use.now().date(),
        faults=form.faults(),
        trouble=trouble,
        address=_address(here, "planning_steps.add"),
        board=url_for("plans.board", organisation=into.organisation),
        back=(_address(here, "next_steps.next_steps"), use.t("Next steps")),
    )
