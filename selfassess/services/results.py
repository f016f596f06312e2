"""The figures of an assessment, beside those of an earlier year of the same organisation."""

from __future__ import annotations

from selfassess.report.material import EarlierYear, Material, gather
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.assessments import OpenAssessment, fetch, opened
from selfassess.services.catalogue import Catalogue
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError
from selfassess.services.proceedings import fetch_proceedings, proceedings_of
from selfassess.services.rights import Action
from selfassess.store.assessments import assessments_before
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment

LATEST = "latest"
"""Stands for the latest of the earlier assessments, whichever that is; no id is spelt like it."""


def earlier_assessments(database: Database, who: Actor, id: str) -> tuple[Assessment, ...]:
    """What it can be compared with: same organisation and questionnaire id, an earlier day; the latest first.

    Only those whose answers `who` may see now; of this one they need not be allowed to.
    """
    with database.reading() as session:
        return _before(session, who, required(session, who, Action.SEE_ASSESSMENT, id))


def _before(session: Transaction, who: Actor, this: Assessment) -> tuple[Assessment, ...]:
    def shown(one: Assessment) -> bool:
        return may_in_organisation(session, who, Action.SEE_ANSWERS, one.organisation_id, status=one.status)

    return tuple(filter(shown, assessments_before(session, this)))


def results(
    database: Database,
    who: Actor,
    id: str,
    *,
    catalogue: Catalogue,
    earlier: str | None = LATEST,
    action: Action = Action.SEE_ANSWERS,
) -> Material:
    """Figures, comparison and next steps of an assessment as it stands.

    `earlier`: `LATEST`, the id of one of its `earlier_assessments`, or None for no comparison. `catalogue` gives the
    crosswalks of versions that lie between the two; `action` is what `who` wants them for. Raises `NotFoundError` and
    `UnreadableQuestionnaireError`.
    """
    with database.reading() as session:
        assessment = required(session, who, action, id)
        then = _chosen(_before(session, who, assessment), earlier) if earlier else None
        fetched, before = fetch(session, assessment), fetch(session, then) if then else None
        reached = fetch_proceedings(session, assessment)
    this = opened(fetched)
    agreed_at = this.assessment.agreed_at
    return gather(
        this.questionnaire,
        this.sheet,
        this.assessment.sha256,
        earlier=_year(opened(before)) if before else None,
        between=[offer.questionnaire for offer in catalogue.offers if offer.questionnaire.id == this.questionnaire.id],
        draft=this.assessment.agreed_at is None,
        example=this.assessment.example,
        agreed_on=agreed_at.date() if agreed_at else None,
        proceedings=proceedings_of(reached, this),
    )


def _chosen(before: tuple[Assessment, ...], earlier: str) -> Assessment | None:
    if earlier == LATEST:
        return before[0] if before else None
    for assessment in before:
        if assessment.id == earlier:
            return assessment
    raise NotFoundError(f"There is no earlier assessment {earlier} to compare with.")


def _year(then: OpenAssessment) -> EarlierYear:
    return EarlierYear(questionnaire=then.questionnaire, sheet=then.sheet, sha256=then.assessment.sha256)
