"""What the edition of one organisation for its steering group is made from: what is shared, fetched as such."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.plan.together import Planned
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.partnership.shared_result import SharedAction, SharedResult
from selfassess.services.access import Actor
from selfassess.services.branding import brand_of_partnership
from selfassess.services.partnership_actions import planned_about
from selfassess.services.partnership_figures import named_result
from selfassess.services.place_words import kind_name
from selfassess.services.places import required_partnership
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.named_results import Named, figures_of, named_of
from selfassess.store.organisations import find_organisation
from selfassess.store.people import OrganisationKind


def shared_result(
    database: Database,
    who: Actor,
    partnership: str,
    questionnaire: str,
    *,
    year: int,
    assessment: str,
    t: Translator,
    today: date,
) -> SharedResult | None:
    """A result as the steering group sees it, with the actions as of the day `today`.

    None where it is not seen by name, or not any more. No answer is read. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        place = required_partnership(session, who, Action.SEE_SHARED, partnership)
        found = named_result(session, who, partnership, questionnaire, year=year, assessment=assessment)
        if found is None:
            return None
        read_by, result = found
        named = Named(
            organisation=result.organisation,
            name=result.name,
            kind=result.kind,
            year=result.year,
            assessment=result.assessment,
        )
        plan = next(planned_about(session, questionnaire, [named], year, today), None)
        owner = find_organisation(session, result.organisation)
        return SharedResult(
            partnership=place.name,
            questionnaire=read_by,
            result=result,
            kind=kind_name(t, OrganisationKind(result.kind)),
            by_year=_by_year(session, partnership, questionnaire, result),
            actions=_actions(plan, read_by) if plan else (),
            example=owner is not None and owner.example,
            brand=brand_of_partnership(session, partnership),
        )


def _by_year(
    session: Transaction, partnership: str, questionnaire: str, result: NamedResult
) -> Mapping[int, Mapping[str, SectionFigure]]:
    """This year's and those before; later ones belong to an edition of their own."""
    every = named_of(session, partnership, questionnaire, Audience.STEERING, [result.organisation])
    years = {year: one for year, one in every[result.organisation].items() if year <= result.year}
    figures = figures_of(session, years.values())
    return {year: figures.get(years[year], {}) for year in sorted(years)}


def _actions(planned: Planned, questionnaire: Questionnaire) -> tuple[SharedAction, ...]:
    asked = {question.id: section.id for section in questionnaire.sections for question in section.questions}
    return tuple(
        SharedAction(
            text=one.text,
            sections=tuple(dict.fromkeys(asked[question] for question in one.questions if question in asked)),
            due_on=one.due_on,
            status=one.status,
            overdue=one.overdue(planned.today),
        )
        for one in planned.plan.actions
    )
