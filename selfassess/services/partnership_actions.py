"""What the organisations of a partnership do about their results: counted, of those that its readers see by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from selfassess.disclosure.sharing import Audience
from selfassess.language import Translator
from selfassess.plan.actions import ActionPlan
from selfassess.plan.together import ActionsTogether, Planned, together
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Brand
from selfassess.report.partnership.year import PartnershipYear
from selfassess.report.plans import plans_about
from selfassess.services.access import Actor
from selfassess.services.branding import brand_of_partnership
from selfassess.services.partnership_figures import partnership_material
from selfassess.services.place_words import kind_name
from selfassess.services.places import required_partnership
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.named_results import Named, named_in
from selfassess.store.people import OrganisationKind
from selfassess.store.plans import plans_on
from selfassess.store.year_results import results_in_year


def partnership_actions(
    database: Database, who: Actor, partnership: str, questionnaire: Questionnaire, *, year: int, today: date
) -> ActionsTogether:
    """The actions about the results of a year, as the steering group sees them on the day `today`.

    An organisation that is not seen by name has no part in them: choosing to be counted shares no actions. Raises
    `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        required_partnership(session, who, Action.SEE_SHARED, partnership)
        named = named_in(session, partnership, questionnaire.id, Audience.STEERING, year)
        planned = list(planned_about(session, questionnaire.id, named, year, today))
    return together(questionnaire, planned, organisations=len(named))


def planned_about(
    session: Transaction, questionnaire: str, named: Sequence[Named], year: int, today: date
) -> Iterator[Planned]:
    """The plan that each of these results led to, where there is one, in the order given."""
    ids = [one.organisation for one in named]
    plans: defaultdict[str, list[ActionPlan]] = defaultdict(list)
    for plan in plans_on(session, questionnaire, ids):
        plans[plan.organisation].append(plan)
    results = results_in_year(session, questionnaire, ids, year)
    for one in named:
        own = results[one.organisation]
        about = plans_about(plans[one.organisation], own.keys(), assessed_on=max(own.values()), today=today)
        if about and about.current:
            yield Planned(organisation=one.name, plan=about.current, today=about.today)


def partnership_year(
    database: Database,
    who: Actor,
    partnership: str,
    questionnaire: str,
    *,
    year: int,
    t: Translator,
    today: date,
    on_paper: bool = False,
) -> PartnershipYear | None:
    """Everything the report of a year is made from; None where that year has nothing to see. Raises likewise.

    `on_paper`: it is to be printed, so with how the partnership looks.
    """
    material = partnership_material(database, who, partnership, questionnaire, year=year)
    if material is None or all(one.year != year for one in material.trend):
        return None
    return PartnershipYear(
        material=material,
        actions=partnership_actions(database, who, partnership, material.questionnaire, year=year, today=today),
        kind_names={kind.value: kind_name(t, kind) for kind in OrganisationKind},
        brand=_brand(database, partnership) if on_paper else None,
    )


def _brand(database: Database, partnership: str) -> Brand | None:
    with database.reading() as session:
        return brand_of_partnership(session, partnership)
