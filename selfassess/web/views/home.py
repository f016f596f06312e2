"""The first page: the assessments there are, what a new one can be started from, and the end of the example data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.answers.completeness import completeness
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.catalogue import Catalogue
from selfassess.services.example import remove_example as remove
from selfassess.services.problems import NotFoundError, UnreadableQuestionnaireError
from selfassess.store.model import Assessment, AssessmentStatus
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR, SIGNED_IN
from selfassess.web.security.routes import Routes
from selfassess.web.views.progress import Counted
from selfassess.web.wiring import wiring

routes = Routes("home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An assessment, the title of what it answers, and how far it is; `progress` is empty once it is finished."""

    assessment: Assessment
    title: str
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All assessments of one organisation."""

    organisation: str
    assessments: tuple[Listed, ...]


@routes.get("/", SIGNED_IN)
def home() -> Response:
    """Assessments by organisation, and questionnaires."""
    use = wiring()
    catalogue = use.catalogue()
    assessments = list_assessments(use.database, who())
    return page(
        "home.html",
        title=use.t("Your assessments"),
        groups=_grouped(assessments, catalogue),
        offers=catalogue.offers,
        broken=catalogue.broken,
        example=any(assessment.example for assessment in assessments),
    )


def _grouped(assessments: tuple[Assessment, ...], catalogue: Catalogue) -> list[Group]:
    t = wiring().t

    def listed(assessment: Assessment) -> Listed:
        offer = catalogue.by_hash(assessment.sha256) or catalogue.by_name(assessment.questionnaire, assessment.version)
        name = f"{assessment.questionnaire} {assessment.version}"
        title = t.text(offer.questionnaire.title) if offer else name
        return Listed(assessment=assessment, title=title, progress=_progress(assessment))

    return [
        Group(organisation=organisation, assessments=tuple(map(listed, group)))
        for organisation, group in groupby(assessments, key=lambda one: one.details.organisation)
    ]


def _progress(assessment: Assessment) -> str:
    """Empty too where the assessment cannot be read: its own page says why, this one must still open."""
    if assessment.status is AssessmentStatus.FINISHED:
        return ""
    use = wiring()
    try:
        opened = open_assessment(use.database, who(), assessment.id)
    except (NotFoundError, UnreadableQuestionnaireError):
        return ""
    return Counted.of(completeness(opened.questionnaire, opened.sheet)).words(use.t)


@routes.post("/example/remove", ADMINISTRATOR)
def remove_example() -> Response:
    """Every example assessment goes; nothing else."""
    use = wiring()
    count = remove(use.database, who(), now=use.now())
    if count:
        flash(use.t.plural("The example is removed: {count} assessment, and nothing else.",
                           "The example is removed: {count} assessments, and nothing else.", count))  # fmt: skip
    else:
        flash(use.t("There was no example left to remove."))
    return redirect(url_for("home.home"), 303)
