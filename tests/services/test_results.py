"""Results stand beside the latest earlier year of the same organisation, or beside the one that was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from selfassess.answers.model import Answer, State
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Catalogue, Offer
from selfassess.services.problems import NotFoundError
from selfassess.services.results import earlier_assessments, results
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange, move
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.voices.steps import WorkStatus

from .signing import step


@pytest.fixture
def catalogue(offer: Offer) -> Catalogue:
    return Catalogue(offers=(offer,), broken=())


@pytest.fixture
def years(database: Database, offer: Offer, details: Details, now: datetime) -> dict[int, Assessment]:
    """2024 to 2027 of one organisation, each a level higher in question a up to 2; and another organisation's 2025."""
    made = {}
    for year in (2024, 2025, 2026, 2027):
        about = replace(details, period=str(year), assessed_on=date(year, 10, 1))
        made[year] = start_assessment(database, OPERATOR, offer, about, token=str(year), now=now)
        level = Answer(state=State.ANSWERED, value=min(year - 2024, 2))
        save_section(database, OPERATOR, made[year].id, "s1", {"a": level}, {}, now=now)
    start_assessment(
        database,
        OPERATOR,
        offer,
        replace(details, organisation="Another", assessed_on=date(2025, 1, 1)),
        token="other",
        now=now,
    )
    return made


def test_earlier_years_of_the_same_organisation_are_found_the_latest_first(
    database: Database, years: dict[int, Assessment]
) -> None:
    found = earlier_assessments(database, OPERATOR, years[2026].id)
    assert [one.details.period for one in found] == ["2025", "2024"]
    assert earlier_assessments(database, OPERATOR, years[2024].id) == ()


def test_results_are_beside_the_latest_earlier_year_unless_another_is_chosen(
    database: Database, years: dict[int, Assessment], catalogue: Catalogue
) -> None:
    id = years[2026].id
    material = results(database, OPERATOR, id, catalogue=catalogue)
    assert material.card.period == "2026"
    assert material.earlier is not None
    assert material.earlier.sheet.period == "2025"
    chosen = results(database, OPERATOR, id, catalogue=catalogue, earlier=years[2024].id)
    assert chosen.earlier is not None
    assert chosen.earlier.sheet.period == "2024"
    assert results(database, OPERATOR, id, catalogue=catalogue, earlier=None).earlier is None
    assert results(database, OPERATOR, years[2024].id, catalogue=catalogue).earlier is None


def test_only_an_earlier_year_of_the_same_organisation_can_be_chosen(
    database: Database, years: dict[int, Assessment], catalogue: Catalogue
) -> None:
    for other in (years[2027].id, years[2026].id, "nowhere"):
        with pytest.raises(NotFoundError):
            results(database, OPERATOR, years[2026].id, catalogue=catalogue, earlier=other)


def test_results_say_whether_they_are_final(
    database: Database, years: dict[int, Assessment], catalogue: Catalogue, now: datetime
) -> None:
    id = years[2026].id
    draft = results(database, OPERATOR, id, catalogue=catalogue)
    assert (draft.draft, draft.agreed_on, draft.example) == (True, None, False)
    move(database, OPERATOR, id, WorkStatus.AGREED, seen=1, now=now)
    final = results(database, OPERATOR, id, catalogue=catalogue)
    assert (final.draft, final.unsigned, final.agreed_on) == (False, False, date(2026, 10, 1))


def test_results_that_wait_for_a_signature_say_so_until_they_have_it(
    database: Database, assessment: Assessment, catalogue: Catalogue, now: datetime
) -> None:
    def waiting() -> tuple[bool, bool]:
        found = results(database, OPERATOR, assessment.id, catalogue=catalogue)
        return found.draft, found.unsigned

    arrange(database, OPERATOR, assessment.id, moderated=False, signing=True, seen=assessment.revision, now=now)
    assert waiting() == (True, False)
    step(database, assessment.id, WorkStatus.AGREED, now)
    assert waiting() == (False, True)
    step(database, assessment.id, WorkStatus.SIGNED, now)
    assert waiting() == (False, False)
