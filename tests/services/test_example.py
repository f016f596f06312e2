"""The example organisation is loaded once, marked everywhere, and removed without touching anything else."""

from __future__ import annotations

from datetime import datetime

from selfassess.questionnaire.shipped import example_files
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.example import has_example, load_example, remove_example
from selfassess.services.results import results
from selfassess.store.database import Database
from selfassess.store.model import Assessment
from selfassess.voices.steps import WorkStatus


def test_the_examples_have_three_agreed_years_and_a_draft_all_marked(database: Database, now: datetime) -> None:
    load_example(database, OPERATOR, now=now)
    loaded = list_assessments(database, OPERATOR)
    assert has_example(database, OPERATOR)
    assert all(one.example for one in loaded)
    agreed = [one.details.assessed_on.year for one in loaded if one.status is WorkStatus.AGREED]
    assert sorted(set(agreed)) == [2024, 2025, 2026]
    assert any(one.status is WorkStatus.DRAFT for one in loaded)


def test_the_second_year_of_the_example_stands_beside_the_first(database: Database, now: datetime) -> None:
    load_example(database, OPERATOR, now=now)
    catalogue = questionnaires_on_offer()
    latest = max(
        (one for one in list_assessments(database, OPERATOR) if one.status is WorkStatus.AGREED),
        key=lambda one: one.details.assessed_on,
    )
    material = results(database, OPERATOR, latest.id, catalogue=catalogue)
    assert material.example
    assert material.earlier is not None
    assert material.earlier.card.overall.score is not None


def test_loading_the_example_again_changes_nothing(database: Database, now: datetime) -> None:
    load_example(database, OPERATOR, now=now)
    before = list_assessments(database, OPERATOR)
    load_example(database, OPERATOR, now=now)
    assert list_assessments(database, OPERATOR) == before


def test_removing_the_example_leaves_everything_else(database: Database, assessment: Assessment, now: datetime) -> None:
    load_example(database, OPERATOR, now=now)
    assert remove_example(database, OPERATOR, now=now) == len(example_files())
    assert list_assessments(database, OPERATOR) == (assessment,)
    assert not has_example(database, OPERATOR)
    assert remove_example(database, OPERATOR, now=now) == 0
