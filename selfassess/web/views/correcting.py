"""Correcting a locked assessment: what that means, and why it is done."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services.assessments import OpenAssessment
from selfassess.services.correcting import correct
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.web.forms.reason import ReasonForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.wiring import wiring

routes = Routes("correcting")


@routes.get("/assessments/<string:id>/correct", in_assessment(Action.CORRECT))
def ask(here: OpenAssessment) -> Response:
    """What a correction is."""
    if Action.CORRECT not in here.may:
        raise NotNowError(Action.CORRECT.value, here.assessment.status)
    return _ask(here, _form())


def ask_again(why: Again, here: OpenAssessment) -> Response:
    """The form with the reason that was typed, where it could not be trusted or kept."""
    return _ask(here, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/correct", in_assessment(Action.CORRECT), again=ask_again)
def begin(here: OpenAssessment) -> Response:
    """Make the new assessment, or go to the one there is."""
    use, form = wiring(), _typed()
    reason = form.reason()
    if reason is None:
        return _ask(here, form, status=422)
    made = correct(use.database, who(), here.assessment.id, reason=reason, now=use.now())
    flash(use.t("This is the correction. It begins with everything the locked assessment says."))
    return redirect(url_for("assessments.hub", id=made.id), 303)


def _form() -> ReasonForm:
    t = wiring().t
    return ReasonForm(t, label=t("What is to be corrected?"), hint=t("Everybody who takes part can read it."))


def _typed() -> ReasonForm:
    form = _form()
    form.take(request.form)
    return form


def _ask(here: OpenAssessment, form: ReasonForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    return page(
        "step.html",
        title=t("Correct a locked assessment"),
        status=status,
        assessment=here.assessment,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        text=(
            t("What was signed stays as it is, for everybody to see."),
            t(
                "A new assessment begins with the same details and answers, as a draft. Once it is agreed and signed"
                " itself, it takes the place of this one wherever years are compared."
            ),
        ),
        points=(),
        label=t("Begin the correction"),
        action=url_for("correcting.begin", id=here.assessment.id),
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )
