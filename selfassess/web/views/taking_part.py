"""Who takes part in an assessment besides its lead, by which it is decided which steps there are."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.services.steps import ArrangedMeanwhile, arrange
from selfassess.web.forms.controls import Hidden, Option, Ticks
from selfassess.web.forms.places import seen_revision
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.way import shown_way
from selfassess.web.wiring import wiring

routes = Routes("taking_part")

MODERATED, SIGNING = "moderated", "signing"


@routes.get("/assessments/<string:id>/taking-part", in_assessment(Action.RUN_ASSESSMENT))
def taking_part(here: OpenAssessment) -> Response:
    """Whether a moderator looks at it, and whether it is signed."""
    if not here.may_run:
        raise NotNowError(Action.RUN_ASSESSMENT.value, here.assessment.status)
    return _ask(here, _filled(here))


def taking_part_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    return _ask(here, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/taking-part", in_assessment(Action.RUN_ASSESSMENT), again=taking_part_again)
def save(here: OpenAssessment) -> Response:
    """Keep it, unless somebody else changed the assessment meanwhile."""
    use, form = wiring(), _typed()
    chosen = form.control("steps").data or []
    done = arrange(
        use.database,
        who(),
        here.assessment.id,
        moderated=MODERATED in chosen,
        signing=SIGNING in chosen,
        seen=seen_revision(form),
        now=use.now(),
    )
    if isinstance(done, ArrangedMeanwhile):
        form.control("seen").data = str(done.stored.revision)
        now = open_assessment(use.database, who(), here.assessment.id, Action.RUN_ASSESSMENT)
        words = use.t("Somebody else changed this assessment meanwhile. What you chose is still here: save it again.")
        return _ask(now, form, status=409, trouble=words)
    flash(use.t("Who takes part is saved."))
    return redirect(url_for("assessments.hub", id=here.assessment.id), 303)


def _form(t: Translator) -> PlainForm:
    options = [
        Option(
            value=MODERATED,
            label=t("A moderator looks at it before it is agreed"),
            hint=t("Somebody who did not answer checks answers and evidence: a colleague, or a peer from elsewhere."),
        ),
        Option(
            value=SIGNING,
            label=t("A signatory signs the result"),
            hint=t("With name, role and date. After that it is locked: nobody can change it any more."),
        ),
    ]
    fields: dict[str, Any] = {"seen": Hidden(), "steps": Ticks(t("Besides you"), options=options)}
    return PlainForm(fields)


def _filled(here: OpenAssessment) -> PlainForm:
    form, this = _form(wiring().t), here.assessment
    chosen = [value for value, holds in ((MODERATED, this.moderated), (SIGNING, this.signing)) if holds]
    form.fill(seen=this.revision, steps=tuple(chosen))
    return form


def _typed() -> PlainForm:
    form = _form(wiring().t)
    form.take(request.form)
    return form


def _ask(here: OpenAssessment, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    return page(
        "taking_part.html",
        title=t("Who takes part"),
        status=status,
        assessment=here.assessment,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        way=shown_way(here),
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )
