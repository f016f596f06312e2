"""The sections of an assessment: where a lead answers them, or records what was agreed."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, url_for
from werkzeug import Response

from selfassess.answers.model import Answer
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.services.saving import Conflict, Saved, save_section
from selfassess.web.forms.section import SectionForm
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.answering import show_again, show_section, show_trouble
from selfassess.web.views.backing_in_sight import backing_in_sight, go_to_choose, keep_one, use_one
from selfassess.web.views.confirming import save_or_confirm
from selfassess.web.views.sheets import Place, Refused, Sheet, Trouble
from selfassess.web.views.still_asked import still_asked
from selfassess.web.views.way import too_late_words
from selfassess.web.wiring import wiring

routes = Routes("sections")


@routes.get("/assessments/<string:id>/sections/<string:section>", in_assessment(Action.SEE_ANSWERS))
def section(here: OpenAssessment, section: str) -> Response:
    """The questions that apply; who may not answer them now is shown the answers instead."""
    place = _sheet(here).place(section)
    if not here.may_answer:
        return redirect(url_for("assessments.check", id=here.assessment.id, _anchor=f"{section}_section"))
    return show_section(place)


def section_again(why: Again, here: OpenAssessment, section: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return show_again(why, _sheet(here).place(section))


@routes.post("/assessments/<string:id>/sections/<string:section>", in_assessment(Action.ANSWER), again=section_again)
def save(here: OpenAssessment, section: str) -> Response:
    """Keep what was answered."""
    return save_or_confirm(_sheet(here).place(section))


def _sheet(here: OpenAssessment) -> Sheet:
    t, id = wiring().t, here.assessment.id
    return Sheet(
        opened=here,
        sections=here.questionnaire.sections,
        subject="sections",
        home="assessments.hub",
        home_words=t("All sections"),
        check="assessments.check",
        keep=lambda section, answers, form: _keep(id, section, answers, form),
        seen=lambda _, revision: revision,
        opened_again=lambda: open_assessment(wiring().database, who(), id),
        refused=_refused,
        backing=backing_in_sight,
        still=still_asked,
        further={"evidence": go_to_choose, "use": use_one, "lend": keep_one},
        changed_elsewhere=lambda count: t.plural(
            "Somebody else answered one of these questions meanwhile. What you typed is still here.",
            "Somebody else answered {count} of these questions meanwhile. What you typed is still here.",
            count,
        ),
    )


def _keep(id: str, section: str, answers: Mapping[str, Answer], form: SectionForm) -> Saved | Conflict | Refused:
    use = wiring()
    try:
        return save_section(use.database, who(), id, section, answers, form.seen(), now=use.now())
    except NotNowError as late:
        return Refused(words=too_late_words(use.t, late.status))


def _refused(place: Place, form: SectionForm, refused: Refused) -> Response:
    t = wiring().t
    links = ((url_for("assessments.hub", id=place.sheet.id), t("Where the work is")),)
    return show_trouble(place, form, Trouble(title=t("Not saved"), text=refused.words, links=links))
