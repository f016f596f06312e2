"""Finishing, reopening and deleting an assessment, each asked about first."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.answers.completeness import completeness
from selfassess.services import assessments
from selfassess.services.access import Action
from selfassess.services.assessments import OpenAssessment
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("assessments")


@routes.get("/assessments/<string:id>/finish", in_assessment(Action.RUN_ASSESSMENT))
def finish_page(here: OpenAssessment) -> Response:
    """What finishing means, and what is still open."""
    t = wiring().t
    return _confirm(
        here,
        title=t("Finish the assessment"),
        action=url_for("assessments.finish", id=here.assessment.id),
        label=t("Finish"),
        text=(
            t("It becomes the record of this period, the report loses its draft mark, and answers cannot be changed."),
            t("You can reopen it at any time."),
        ),
        points=_open_questions(here),
    )


def _open_questions(opened: OpenAssessment) -> list[str]:
    t = wiring().t
    counts = completeness(opened.questionnaire, opened.sheet)
    unanswered, unknown = sum(one.unanswered for one in counts), sum(one.dont_know for one in counts)
    said = []
    if unanswered:
        said.append(t.plural("{count} question is not answered", "{count} questions are not answered", unanswered))
    if unknown:
        said.append(t.plural("{count} answer is “don’t know yet”", "{count} answers are “don’t know yet”", unknown))
    return said


@routes.post("/assessments/<string:id>/finish", in_assessment(Action.RUN_ASSESSMENT))
def finish(here: OpenAssessment) -> Response:
    """Make it the record; twice is once."""
    use = wiring()
    assessments.finish(use.database, who(), here.assessment.id, now=use.now())
    flash(use.t("The assessment is finished. Thank you for the time and the thought you gave it."))
    return redirect(url_for("results.results", id=here.assessment.id), 303)


@routes.get("/assessments/<string:id>/reopen", in_assessment(Action.RUN_ASSESSMENT))
def reopen_page(here: OpenAssessment) -> Response:
    """What reopening means."""
    t = wiring().t
    return _confirm(
        here,
        title=t("Reopen the assessment"),
        action=url_for("assessments.reopen", id=here.assessment.id),
        label=t("Reopen"),
        text=(t("It becomes a draft again: answers can be changed, and the report says that it is a draft."),),
    )


@routes.post("/assessments/<string:id>/reopen", in_assessment(Action.RUN_ASSESSMENT))
def reopen(here: OpenAssessment) -> Response:
    """Make it a draft; twice is once."""
    use = wiring()
    assessments.reopen(use.database, who(), here.assessment.id, now=use.now())
    flash(use.t("The assessment is open again."))
    return redirect(url_for("assessments.hub", id=here.assessment.id), 303)


@routes.get("/assessments/<string:id>/delete", in_assessment(Action.RUN_ASSESSMENT))
def delete_page(here: OpenAssessment) -> Response:
    """What would be lost."""
    t = wiring().t
    return _confirm(
        here,
        title=t("Delete this assessment"),
        action=url_for("assessments.delete", id=here.assessment.id),
        label=t("Delete for good"),
        text=(
            t("All its answers, comments and evidence are deleted, with their history. This cannot be undone."),
            t("You may want to download its answers file first."),
        ),
        warning=True,
    )


@routes.post("/assessments/<string:id>/delete", in_assessment(Action.RUN_ASSESSMENT))
def delete(here: OpenAssessment) -> Response:
    """Delete it for good."""
    use = wiring()
    assessments.delete_assessment(use.database, who(), here.assessment.id, now=use.now())
    flash(use.t("The assessment is deleted."))
    return redirect(url_for("home.home"), 303)


def _confirm(
    opened: OpenAssessment,
    *,
    title: str,
    action: str,
    label: str,
    text: tuple[str, ...],
    points: list[str] | None = None,
    warning: bool = False,
) -> Response:
    return page(
        "confirm.html",
        title=title,
        assessment=opened.assessment,
        action=action,
        label=label,
        text=text,
        points=points or [],
        warning=warning,
        back=(url_for("assessments.hub", id=opened.assessment.id), wiring().t("All sections")),
    )
