"""Results are told together with the plan that was begun about them, and with what came of the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from selfassess.answers.model import Answer, State
from selfassess.plan import ActionPlan
from selfassess.plan.carrying import Choice
from selfassess.plan.drafts import ActionDraft
from selfassess.report.material import Material
from selfassess.report.outcomes import CameTo, outcomes
from selfassess.services.access import OPERATOR
from selfassess.services.actions import add_actions
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.correcting import correct
from selfassess.services.next_plan import begin_next_plan
from selfassess.services.plans import begin_plan
from selfassess.services.results import results
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details

from .signing import sign

TODAY = date(2026, 12, 1)


@pytest.fixture
def years(database: Database, offer: Offer, details: Details, now: datetime) -> dict[int, Assessment]:
    """2025 with question a at level 0, and 2026 with it at 2."""
    made = {}
    for year, level in ((2025, 0), (2026, 2)):
        about = replace(details, period=str(year), assessed_on=date(year, 10, 1))
        made[year] = start_assessment(database, OPERATOR, offer, about, token=str(year), now=now)
        answer = Answer(state=State.ANSWERED, value=level, comment="As it was")
        save_section(database, OPERATOR, made[year].id, "s1", {"a": answer}, {}, now=now)
    return made


def begun(database: Database, this: Assessment, now: datetime) -> ActionPlan:
    """The first plan, from this result, a month after it."""
    starts_on = this.details.assessed_on.replace(month=11)
    return begin_plan(
        database, OPERATOR, this.organisation_id, "saving", starts_on=starts_on, assessment=this.id, now=now
    )


def told(database: Database, this: Assessment, today: date | None = TODAY) -> Material:
    return results(database, OPERATOR, this.id, catalogue=Catalogue(offers=(), broken=()), today=today)


def test_a_plan_stands_beside_the_result_it_was_begun_from(
    database: Database, years: dict[int, Assessment], now: datetime
) -> None:
    assert told(database, years[2025]).plans is None
    plan = begun(database, years[2025], now)
    plans = told(database, years[2025]).plans
    assert plans
    assert (plans.current, plans.before, plans.today) == (plan, None, TODAY)
    assert told(database, years[2025], today=None).plans is None


def test_until_the_next_plan_is_begun_it_is_last_years_beside_the_next_result(
    database: Database, years: dict[int, Assessment], now: datetime
) -> None:
    plan = begun(database, years[2025], now)
    plans = told(database, years[2026]).plans
    assert plans
    assert (plans.current, plans.before) == (None, plan)


def test_what_was_carried_over_stands_beside_what_its_question_did(
    database: Database, years: dict[int, Assessment], now: datetime
) -> None:
    last = begun(database, years[2025], now)
    draft = ActionDraft(text="Ask everybody", questions=("a",))
    added = add_actions(database, OPERATOR, last.organisation, last.id, [draft], now=now)
    assert isinstance(added, tuple)
    following = begin_next_plan(
        database, OPERATOR, last.organisation, last.id, {added[0].id: Choice(seen=1, goes_on=True)},
        starts_on=date(2026, 11, 1), assessment=years[2026].id, now=now,
    )  # fmt: skip
    material = told(database, years[2026])
    assert material.plans
    assert material.plans.current == following
    assert material.plans.before
    [found] = outcomes(material.plans.before, material.pair, after=material.plans.current)
    assert (found.came_to, found.linked[0].from_, found.linked[0].to) == (CameTo.CARRIED, 0, 2)


def test_a_plan_about_another_questionnaire_is_not_told(
    database: Database, years: dict[int, Assessment], now: datetime
) -> None:
    organisation = years[2026].organisation_id
    begin_plan(database, OPERATOR, organisation, "other", starts_on=date(2026, 11, 1), assessment=None, now=now)
    assert told(database, years[2026]).plans is None


def test_a_correction_is_told_with_the_plan_of_what_it_corrects(
    database: Database, years: dict[int, Assessment], now: datetime
) -> None:
    plan = begun(database, years[2026], now)
    sign(database, years[2026].id, now)
    again = correct(database, OPERATOR, years[2026].id, reason="A slip", now=now)
    plans = told(database, again).plans
    assert plans
    assert plans.current == plan
