"""The first page: the assessments there are, what a new one can be started from, and the end of the example data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import Catalogue
from selfassess.services.example import remove_example as remove
from selfassess.store.model import Assessment
from selfassess.web.pages import page
from selfassess.web.security.routes import Policy, Routes
from selfassess.web.wiring import wiring

routes = Routes("home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An assessment, and the title of what it answers."""

    assessment: Assessment
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All assessments of one organisation."""

    organisation: str
    assessments: tuple[Listed, ...]


@routes.get("/", Policy.LOCAL_LEAD)
def home() -> Response:
    """Assessments by organisation, and questionnaires."""
    use = wiring()
    catalogue = use.catalogue()
    assessments = list_assessments(use.database)
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
        return Listed(assessment=assessment, title=t.text(offer.questionnaire.title) if offer else name)

    return [
        Group(organisation=organisation, assessments=tuple(map(listed, group)))
        for organisation, group in groupby(assessments, key=lambda one: one.details.organisation)
    ]


@routes.post("/example/remove", Policy.LOCAL_LEAD)
def remove_example() -> Response:
    """Every example assessment goes; nothing else."""
    use = wiring()
    count = remove(use.database)
    flash(use.t.plural("{count} example assessment was removed.", "{count} example assessments were removed.", count))
    return redirect(url_for("home.home"), 303)
