"""Which years can stand side by side, which do unasked, and that results hold all that are chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from selfassess.answers.model import Answer, State
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.correcting import correct
from selfassess.services.problems import NotFoundError
from selfassess.services.results import earlier_assessments, results
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import move
from selfassess.services.years import Trouble, YearsChoice, choose_years, choose_years_before, faults_of_choice
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

from .members import Town
from .signing import Scene, sign

Make = Callable[..., Assessment]


@pytest.fixture
def make(database: Database, offer: Offer, details: Details, force: Organisation, now: datetime) -> Make:
    """`make(2025)`: an assessment of the force in that year, answered and agreed unless said otherwise."""

    def started(year: int, *, period: str = "", day: int = 1, agreed: bool = True, answered: bool = True) -> Assessment:
        about = replace(details, period=period or str(year), assessed_on=date(year, 10, day))
        token = f"{year} {period} {day} {agreed}"
        made = start_assessment(database, OPERATOR, offer, about, organisation=force.id, token=token, now=now)
        if answered:
            save_section(database, OPERATOR, made.id, "s1", {"a": Answer(state=State.ANSWERED, value=1)}, {}, now=now)
        if agreed:
            move(database, OPERATOR, made.id, WorkStatus.AGREED, seen=1, now=now)
        return made

    return started


def periods(choice: YearsChoice) -> list[str]:
    return [one.details.period for one in choice.chosen]


def test_unasked_all_finished_years_stand_side_by_side_and_the_latest_that_goes_on(
    database: Database, lead: Actor, force: Organisation, make: Make
) -> None:
    for year in (2023, 2024, 2025):
        make(year)
    make(2026, agreed=False, period="an older draft")
    make(2027, agreed=False)
    make(2028, answered=False, agreed=False)
    choice = choose_years(database, lead, force.id, "saving")
    assert periods(choice) == ["2023", "2024", "2025", "2027"]
    assert [one.details.period for one in choice.offered] == ["2027", "an older draft", "2025", "2024", "2023"]
    assert choice.faults == ()


def test_where_no_two_years_are_finished_or_going_on_the_drafts_stand_side_by_side(
    database: Database, lead: Actor, force: Organisation, make: Make
) -> None:
    for year in (2024, 2025, 2026):
        make(year, agreed=False)
    assert periods(choose_years(database, lead, force.id, "saving")) == ["2024", "2025", "2026"]


def test_of_two_of_one_period_the_finished_one_is_shown_unasked(
    database: Database, lead: Actor, force: Organisation, make: Make
) -> None:
    make(2024)
    kept = make(2025)
    make(2025, day=9, agreed=False)
    choice = choose_years(database, lead, force.id, "saving")
    assert periods(choice) == ["2024", "2025"]
    assert choice.chosen[-1].id == kept.id


def test_never_more_than_ten_are_shown_unasked_and_of_more_that_are_chosen_it_is_said(
    database: Database, lead: Actor, force: Organisation, make: Make
) -> None:
    made = [make(year) for year in range(2010, 2022)]
    assert periods(choose_years(database, lead, force.id, "saving"))[0] == "2012"
    every = choose_years(database, lead, force.id, "saving", [one.id for one in made])
    assert [one.trouble for one in every.faults] == [Trouble.TOO_MANY]
    before = choose_years_before(database, lead, made[-1].id)
    assert (len(before.chosen), before.chosen[-1].id) == (10, made[-1].id)


def test_a_year_given_twice_a_day_given_twice_and_one_year_alone_are_each_said(
    database: Database, lead: Actor, force: Organisation, make: Make
) -> None:
    first, again, same_day = make(2024), make(2025, period="2024"), make(2025, period="half a year")
    chosen = choose_years(database, lead, force.id, "saving", [first.id, again.id])
    assert [(one.trouble, one.year and one.year.id) for one in chosen.faults] == [(Trouble.SAME_PERIOD, first.id)]
    chosen = choose_years(database, lead, force.id, "saving", [again.id, same_day.id])
    assert [one.trouble for one in chosen.faults] == [Trouble.SAME_DAY]
    chosen = choose_years(database, lead, force.id, "saving", [first.id])
    assert [one.trouble for one in chosen.faults] == [Trouble.TOO_FEW]
    assert [one.trouble for one in faults_of_choice(())] == [Trouble.TOO_FEW]


def test_a_report_may_stand_alone_and_its_own_year_is_never_left_out_for_another(
    database: Database, lead: Actor, make: Make
) -> None:
    make(2024)
    make(2025, period="2026")
    this = make(2026, agreed=False)
    assert periods(choose_years_before(database, lead, this.id)) == ["2024", "2026"]
    assert periods(choose_years_before(database, lead, this.id, [])) == ["2026"]
    assert choose_years_before(database, lead, this.id, []).faults == ()


def test_nobody_chooses_a_year_whose_answers_they_may_not_see(
    database: Database, town: Town, force: Organisation, make: Make
) -> None:
    make(2024)
    make(2025)
    draft = make(2026, agreed=False)
    viewer, stranger = town.person("vi", (force, Role.VIEWER)), town.person("sam")
    administrator = town.person("ada", administrator=True)
    assert periods(choose_years(database, viewer, force.id, "saving")) == ["2024", "2025"]
    with pytest.raises(NotFoundError):
        choose_years(database, viewer, force.id, "saving", [draft.id])
    for other in (stranger, administrator):
        with pytest.raises(NotFoundError):
            choose_years(database, other, force.id, "saving")
    for unknown in ("nothing", "nul\0"):
        with pytest.raises(NotFoundError):
            choose_years(database, viewer, force.id, unknown)


def test_a_correction_stands_for_what_it_corrects_once_it_is_signed(scene: Scene) -> None:
    made = correct(scene.database, scene.lead, scene.id, reason="A slip", now=scene.later)
    where = made.organisation_id
    assert [one.id for one in choose_years(scene.database, OPERATOR, where, made.questionnaire).offered] == [scene.id]
    sign(scene.database, made.id, scene.later)
    assert [one.id for one in choose_years(scene.database, OPERATOR, where, made.questionnaire).offered] == [made.id]


def test_results_hold_every_year_that_is_chosen(database: Database, lead: Actor, offer: Offer, make: Make) -> None:
    made = [make(year) for year in (2023, 2024, 2025, 2026)]
    catalogue = Catalogue(offers=(offer,), broken=())
    further = [made[0].id, made[1].id]
    found = results(database, lead, made[3].id, catalogue=catalogue, earlier=made[2].id, further=further)
    assert found.years is not None
    assert [year.sheet.period for year in found.years.series.years] == ["2023", "2024", "2025", "2026"]
    with pytest.raises(NotFoundError):
        results(database, lead, made[2].id, catalogue=catalogue, further=[made[3].id])


def test_another_assessment_of_the_same_period_is_no_year_before(database: Database, lead: Actor, make: Make) -> None:
    make(2024)
    make(2025, agreed=False)
    this = make(2025, day=9)
    assert [one.details.period for one in earlier_assessments(database, lead, this.id)] == ["2024"]
