"""The figures of an assessment, beside those of earlier years of the same organisation, and its targets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.plans import Plans, plans_about
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.assessments import OpenAssessment, fetch, opened
from selfassess.services.branding import brand_of_organisation
from selfassess.services.catalogue import Catalogue
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError
from selfassess.services.proceedings import fetch_proceedings, proceedings_of
from selfassess.services.rights import Action
from selfassess.services.targets import fetch_targets
from selfassess.services.years import seen_over_years
from selfassess.store.assessments import assessments_before, corrections_of
from selfassess.store.confirmations import confirmations_of, holding
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.plans import plans_of
from selfassess.voices.steps import WorkStatus

LATEST = "latest"
"""Stands for the latest of the earlier assessments, whichever that is; no id is spelt like it."""


def earlier_assessments(database: Database, who: Actor, id: str) -> tuple[Assessment, ...]:
    """What it can be compared with, the latest first: same organisation and questionnaire, earlier day, other period.

    Only those whose answers `who` may see now; of this one they need not be allowed to.
    """
    with database.reading() as session:
        return _before(session, who, required(session, who, Action.SEE_ASSESSMENT, id))


def _before(session: Transaction, who: Actor, this: Assessment) -> tuple[Assessment, ...]:
    """Another of the same period is no year before this one: the two cannot stand in one row."""
    seen = seen_over_years(session, who, assessments_before(session, this))
    return tuple(one for one in seen if one.details.period != this.details.period)


def results(
    database: Database,
    who: Actor,
    id: str,
    *,
    catalogue: Catalogue,
    earlier: str | None = LATEST,
    further: Collection[str] = (),
    action: Action = Action.SEE_ANSWERS,
    today: date | None = None,
    on_paper: bool = False,
) -> Material:
    """Figures, comparison and next steps of an assessment as it stands.

    `earlier`: `LATEST`, the id of one of its `earlier_assessments`, or None for no comparison; `further` are ids of
    others, to stand in a row with both (`services.years` tells which can). `catalogue` gives the crosswalks of versions
    that lie between; `action` is what `who` wants them for. `today` is the day on which the plans of actions are told,
    which are left out without it; `on_paper`: they are to be printed, so with how the organisation looks. Raises
    `NotFoundError` and `UnreadableQuestionnaireError`.
    """
    with database.reading() as session:
        assessment = required(session, who, action, id)
        then, others = _chosen(_before(session, who, assessment), earlier, further) if earlier else (None, [])
        fetched, before = fetch(session, assessment), fetch(session, then) if then else None
        more = [fetch(session, one) for one in others]
        reached = fetch_proceedings(session, assessment)
        confirmed = holding(confirmations_of(session, id), fetched.answers) if then else ()
        targets = fetch_targets(session, assessment)
        plans = _plans(session, who, assessment, today) if today else None
        brand = brand_of_organisation(session, assessment.organisation_id) if on_paper else None
    this = opened(fetched)
    agreed_at = this.assessment.agreed_at
    return gather(
        this.questionnaire,
        this.sheet,
        this.assessment.sha256,
        earlier=_year(opened(before)) if before else None,
        further=[_year(opened(one)) for one in more],
        between=[offer.questionnaire for offer in catalogue.offers if offer.questionnaire.id == this.questionnaire.id],
        confirmed=[one.confirmed for one in confirmed if then and one.assessment == then.id],
        targets={section.id: targets[section.id] for section in this.questionnaire.sections if section.id in targets},
        draft=this.assessment.agreed_at is None,
        unsigned=this.assessment.signing and this.assessment.status is WorkStatus.AGREED,
        example=this.assessment.example,
        agreed_on=agreed_at.date() if agreed_at else None,
        proceedings=proceedings_of(reached, this),
        plans=plans,
        brand=brand,
    )


def _chosen(
    before: tuple[Assessment, ...], earlier: str, further: Collection[str]
) -> tuple[Assessment | None, list[Assessment]]:
    known = {one.id: one for one in before}
    unknown = {*further, earlier} - {LATEST, *known}
    if unknown:
        raise NotFoundError(f"There is no earlier assessment {min(unknown)} to compare with.")
    latest = before[0] if before else None
    return latest if earlier == LATEST else known[earlier], [known[id] for id in further]


def _plans(session: Transaction, who: Actor, this: Assessment, today: date) -> Plans | None:
    """Those that belong beside it; None where there are none, or `who` may not see them."""
    seen = may_in_organisation(session, who, Action.SEE_PLAN, this.organisation_id)
    kept = plans_of(session, this.organisation_id) if seen else ()
    about = [plan for plan in kept if plan.questionnaire == this.questionnaire]
    if not about:
        return None
    return plans_about(about, corrections_of(session, this), assessed_on=this.details.assessed_on, today=today)


def _year(then: OpenAssessment) -> EarlierYear:
    return EarlierYear(questionnaire=then.questionnaire, sheet=then.sheet, sha256=then.assessment.sha256)
