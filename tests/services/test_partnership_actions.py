"""Actions of a partnership, counted: only of organisations that are named, and of the plan about that year's result."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.plan.drafts import ActionDraft
from selfassess.plan.together import ActionsTogether
from selfassess.services.access import OPERATOR
from selfassess.services.actions import add_actions
from selfassess.services.catalogue import Offer
from selfassess.services.correcting import correct
from selfassess.services.partnership_actions import partnership_actions, partnership_year
from selfassess.services.plans import begin_plan
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.database import Database
from selfassess.store.people import Organisation, OrganisationKind, Role

from .region import Region

TODAY = date(2026, 12, 1)


@pytest.fixture
def region(database: Database, offer: Offer, now: datetime) -> Region:
    return Region(database, offer, now)


def plan(region: Region, whose: Organisation, *texts: str, result: str | None = None, year: int = 2026) -> None:
    begun = begin_plan(
        region.database, OPERATOR, whose.id, "saving", starts_on=date(year, 7, 1), assessment=result, now=region.now
    )
    drafts = [ActionDraft(text=text, questions=("a",)) for text in texts]
    done = add_actions(region.database, OPERATOR, whose.id, begun.id, drafts, now=region.now)
    assert isinstance(done, tuple), done


def seen(region: Region, year: int = 2026) -> ActionsTogether:
    asked = region.offer.questionnaire
    return partnership_actions(region.database, region.sam, region.partnership.id, asked, year=year, today=TODAY)


def test_only_organisations_that_are_named_have_a_part(region: Region) -> None:
    named, other, counted = region.organisations(3)
    region.result(named, Choice.STEERING)
    region.result(other, Choice.MEMBERS)
    region.result(counted, Choice.COUNTED)
    plan(region, named, "Meet", "Walk")
    plan(region, counted, "Meet", "Canary")
    found = seen(region)
    assert (found.organisations, found.planning, found.actions) == (2, 1, 2)
    (theme,) = found.themes
    assert (theme.section, theme.organisations, theme.actions) == ("s1", 1, 2)
    assert found.chosen == ()
    assert "Canary" not in repr(found)


def test_a_name_that_is_taken_back_takes_its_actions_along(region: Region) -> None:
    one = region.organisation("Council")
    id = region.result(one, Choice.STEERING)
    plan(region, one, "Meet")
    assert seen(region).actions == 1
    region.share(id, Choice.NOT_SHARED)
    assert (seen(region).organisations, seen(region).actions) == (0, 0)


def test_the_plan_is_the_one_about_the_result_of_the_year_also_after_a_correction(region: Region) -> None:
    one = region.organisation("Council")
    first = region.result(one, Choice.STEERING)
    region.result(one, Choice.STEERING, year=2025)
    plan(region, one, "Meet", result=first)
    corrected = correct(region.database, OPERATOR, first, reason="A slip.", now=region.now)
    region.share(region.sign(corrected.id), Choice.STEERING)
    assert seen(region).actions == 1
    assert seen(region, 2025).actions == 0


def test_everything_the_report_needs_is_there_for_a_year_that_has_anything_to_see(region: Region) -> None:
    one = region.organisation("Council")
    region.result(one, Choice.STEERING)
    plan(region, one, "Meet")
    place = region.partnership.id

    def year(of: int, questionnaire: str = "saving") -> object:
        return partnership_year(region.database, region.sam, place, questionnaire, year=of, t=Translator(), today=TODAY)

    found = partnership_year(region.database, region.sam, place, "saving", year=2026, t=Translator(), today=TODAY)
    assert found is not None
    assert [row.name for row in found.material.rows] == ["Council"]
    assert found.actions.actions == 1
    assert set(found.kind_names) == {kind.value for kind in OrganisationKind}
    assert year(2025) is None
    assert year(2026, "other") is None


def test_only_the_steering_group_sees_them(region: Region) -> None:
    one = region.organisation("Council")
    region.result(one, Choice.MEMBERS)
    asked, place = region.offer.questionnaire, region.partnership
    lead = region.town.person("lee", (one, Role.LEAD))
    runs = region.town.person("pat", (place, Role.PARTNERSHIP_ADMINISTRATOR))
    with pytest.raises(NotFoundError):
        partnership_actions(region.database, lead, place.id, asked, year=2026, today=TODAY)
    with pytest.raises(NotPermittedError):
        partnership_actions(region.database, runs, place.id, asked, year=2026, today=TODAY)
