"""Deleting an assessment, asked about first."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.services import assessments
from selfassess.services.assessments import OpenAssessment
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("assessments")


@routes.get("/assessments/<string:id>/delete", in_assessment(Action.RUN_ASSESSMENT))
def delete_page(here: OpenAssessment) -> Response:
    """What would be lost."""
    t = wiring().t
    if not here.may_run:
        raise NotNowError(Action.RUN_ASSESSMENT.value, here.assessment.status)
    return page(
        "confirm.html",
        title=t("Delete this assessment"),
        assessment=here.assessment,
        action=url_for("assessments.delete", id=here.assessment.id),
        label=t("Delete for good"),
        text=(
            t("All its answers, comments and evidence are deleted, with their history. This cannot be undone."),
            t("You may want to download its answers file first."),
        ),
        points=[],
        warning=True,
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )


@routes.post("/assessments/<string:id>/delete", in_assessment(Action.RUN_ASSESSMENT))
def delete(here: OpenAssessment) -> Response:
    """Delete it for good."""
    use = wiring()
    assessments.delete_assessment(use.database, who(), here.assessment.id, now=use.now())
    flash(use.t("The assessment is deleted."))
    return redirect(url_for("home.home"), 303)
