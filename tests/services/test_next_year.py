"""What is proposed for the assessment after one, and which can be started from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from selfassess.services.access import OPERATOR, VISITOR
from selfassess.services.catalogue import Offer, catalogue_of
from selfassess.services.next_year import following, latest_finished, newest, next_period, proposed
from selfassess.services.starting import start_assessment, startable
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

from .members import Town
from .signing import now_of, step

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("2025", "2026"),
        ("2025/26", "2026/27"),
        ("2025–2026", "2026–2027"),
        ("1999/00", "2000/01"),
        ("Autumn 2025", "Autumn 2026"),
        ("2025/27", ""),
        ("2025 and 2027", ""),
        ("First round", ""),
        ("٢٠٢٥", ""),
    ],
)
def test_the_next_period_is_written_as_the_last_one_was(period: str, after: str) -> None:
    assert next_period(period) == after


@pytest.mark.parametrize(
    ("then", "day"), [(date(2025, 10, 1), TODAY), (TODAY, date(2027, 11, 22)), (date(2027, 2, 1), date(2028, 2, 1))]
)
def test_the_day_proposed_is_always_a_later_one(assessment: Assessment, then: date, day: date) -> None:
    this = replace(assessment, details=replace(assessment.details, assessed_on=then))
    details = proposed(this, TODAY)
    assert (details.assessed_on, details.period, details.profile) == (day, "2027", {"sector": "school"})


def test_what_follows_is_the_latest_that_is_later(
    database: Database, offer: Offer, details: Details, assessment: Assessment, now: datetime
) -> None:
    assert following(database, OPERATOR, assessment, today=TODAY) is None
    step(database, assessment.id, WorkStatus.AGREED, now)
    done = now_of(database, assessment.id)
    found = following(database, OPERATOR, done, today=TODAY)
    assert found is not None
    assert (found.there, found.details.period) == (None, "2027")
    for year in (2028, 2027):
        start_assessment(
            database,
            OPERATOR,
            offer,
            replace(details, period=f"{year}", assessed_on=date(year, 1, 1)),
            organisation=done.organisation_id,
            token=f"{year}",
            now=now,
        )
    found = following(database, OPERATOR, done, today=TODAY)
    assert found is not None
    assert found.there is not None
    assert found.there.details.period == "2028"


def test_only_who_may_start_one_is_shown_the_way(
    database: Database, offer: Offer, details: Details, town: Town, now: datetime
) -> None:
    place = town.organisation("Force")
    lead, viewer = town.person("lee", (place, Role.LEAD)), town.person("vi", (place, Role.VIEWER))
    made = start_assessment(database, lead, offer, details, organisation=place.id, token="a", now=now)
    step(database, made.id, WorkStatus.AGREED, now)
    done = now_of(database, made.id)
    assert following(database, lead, done, today=TODAY) is not None
    assert following(database, viewer, done, today=TODAY) is None
    assert (startable(database, OPERATOR), startable(database, VISITOR)) == (None, frozenset())


def test_of_a_list_those_that_nothing_follows_and_that_are_finished(assessment: Assessment, now: datetime) -> None:
    def one(id: str, year: int, *, finished: bool = True, organisation: str = "x") -> Assessment:
        details = replace(assessment.details, assessed_on=date(year, 1, 1))
        agreed = now if finished else None
        return replace(assessment, id=id, details=details, agreed_at=agreed, organisation_id=organisation)

    listed = [one("a", 2025), one("b", 2026), one("c", 2026, organisation="y"), one("d", 2027, finished=False,
              organisation="y")]  # fmt: skip
    assert list(latest_finished(listed)) == ["b"]


def test_the_newest_version_on_offer_is_taken(offer: Offer) -> None:
    assert newest(catalogue_of([offer.file], {}), "saving") == offer
    assert newest(catalogue_of([], {}), "saving") is None
