"""People who save answers, while servers are killed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import catalogue_of
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Details

from .saver import Person

QUESTIONNAIRE = Path(__file__).parents[1] / "questionnaires" / "saving.yaml"


@pytest.fixture
def people(database: Database) -> list[Person]:
    """Two at different sections of one assessment, one at another assessment."""
    offer = catalogue_of([QUESTIONNAIRE], {}).offers[0]
    details = Details(organisation="Example Council", period="2026", assessed_on=date(2026, 10, 1))
    first, second = (
        start_assessment(database, OPERATOR, offer, details, token=token, now=datetime(2026, 10, 1, tzinfo=UTC)).id
        for token in ("first", "second")
    )
    return [Person(first, "s1", ("a", "b")), Person(first, "s2", ("c", "why")), Person(second, "s1", ("b", "a"))]
