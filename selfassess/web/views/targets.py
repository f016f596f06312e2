"""The targets of the sections: a form with where each section stands now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.scoring.card import SectionResult
from selfassess.services.rights import Action
from selfassess.services.targets import TargetsSetMeanwhile, TargetsView, set_targets, targets_in
from selfassess.store.people import Organisation
from selfassess.store.targets import KeptTarget
from selfassess.web.forms.targets import TargetsForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.contributors import today_here
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("targets")

_TARGETS = "/organisations/<string:organisation>/targets/<string:questionnaire>"
_SET = in_organisation(Action.SET_TARGETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """One section on the form. `result`: where it stands, None where nothing was said yet or it was not asked.

    `stands`: what somebody else set meanwhile, empty where nobody did.
    """

    section: Section
    name: str
    result: SectionResult | None
    score: Any
    by: Any
    seen: Any
    stands: str


@routes.get(_TARGETS, _SET)
def targets(organisation: Organisation, questionnaire: str) -> Response:
    """What is set now."""
    view = _view(organisation, questionnaire)
    form = TargetsForm(view.questionnaire.sections, view.gone, wiring().t)
    form.show(view.kept)
    return _ask(view, form)


def save_again(why: Again, organisation: Organisation, questionnaire: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    view = _view(organisation, questionnaire)
    return _ask(view, _typed(view), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_TARGETS, _SET, again=save_again)
def save(organisation: Organisation, questionnaire: str) -> Response:
    """Set them all, or none and say what is wrong, or what somebody else set meanwhile."""
    use, view = wiring(), _view(organisation, questionnaire)
    form = _typed(view)
    said = form.said(view.kept, today_here())
    if form.faults():
        return _ask(view, form, status=WRONG)
    seen = form.seen()
    done = set_targets(
        use.database, who(), use.catalogue(), organisation.id, questionnaire, said, seen=seen, now=use.now()
    )
    if isinstance(done, TargetsSetMeanwhile):
        changed = {id: one for id, one in done.stored.items() if one.revision != seen.get(id, 0)}
        form.see(done.stored)
        words = use.t("Somebody else set targets meanwhile. What you typed is still here: look, then save again.")
        return _ask(view, form, status=409, trouble=words, stands=changed)
    count = len(done.changed)
    flash(use.t.plural("{count} target is changed.", "{count} targets are changed.", count) if count
          else use.t("The targets are as they were."))  # fmt: skip
    return redirect(url_for("targets.targets", organisation=organisation.id, questionnaire=questionnaire), 303)


def _view(organisation: Organisation, questionnaire: str) -> TargetsView:
    use = wiring()
    return targets_in(use.database, who(), use.catalogue(), organisation.id, questionnaire)


def _typed(view: TargetsView) -> TargetsForm:
    form = TargetsForm(view.questionnaire.sections, view.gone, wiring().t)
    form.take(request.form)
    return form


def _ask(
    view: TargetsView,
    form: TargetsForm,
    *,
    status: int = 200,
    trouble: str = "",
    stands: dict[str, KeptTarget] | None = None,
) -> Response:
    t, place = wiring().t, view.organisation
    results = {result.id: result for result in view.card.sections} if view.card else {}
    return page(
        "years/targets.html",
        title=t("Targets"),
        caption=f"{place.name} · {t.text(view.questionnaire.title)}",
        status=status,
        trouble=trouble,
        questionnaire=view.questionnaire,
        period=view.card.period if view.card else "",
        sections=[_shown(section, results, form, stands or {}, t) for section in view.questionnaire.sections],
        form=form,
        faults=form.faults(),
        action=url_for("targets.save", organisation=place.id, questionnaire=view.questionnaire.id),
        example=place.example,
        back=(Spot(thing=place).address, place.name),
    )


def _shown(
    section: Section,
    results: dict[str, SectionResult],
    form: TargetsForm,
    stands: dict[str, KeptTarget],
    t: Translator,
) -> ShownSection:
    score, by, seen = form.of(section.id)
    aim = stands[section.id].aim if section.id in stands else None
    words = t("It is now {score} by {day}.", score=t.number(aim.score), day=t.date(aim.by)) if aim else ""
    return ShownSection(
        section=section,
        name=wording.section_name(t, section),
        result=results.get(section.id),
        score=score,
        by=by,
        seen=seen,
        stands=words or (t("Somebody took its target away.") if section.id in stands else ""),
    )
