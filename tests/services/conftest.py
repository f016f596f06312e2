"""A small questionnaire to start from, and one assessment of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Offer
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details

pytest.register_assert_rewrite(*(f"{__package__}.{module}" for module in ("installation", "members", "signing")))

from .installation import Installation, installed  # noqa: E402 - once it is settled how assertions tell what they saw
from .signing import Scene, signed_scene  # noqa: E402 - the same

SMALL = Path(__file__).parents[1] / "questionnaires" / "saving.yaml"


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def details() -> Details:
    return Details(
        organisation="Example Council", period="2026", assessed_on=date(2026, 10, 1), profile={"sector": "school"}
    )


@pytest.fixture
def offer() -> Offer:
    data = SMALL.read_bytes()
    loaded = load_questionnaire(data, str(SMALL))
    assert loaded.questionnaire is not None
    return Offer(questionnaire=loaded.questionnaire, sha256=loaded.sha256, file=SMALL, altered=False, data=data)


@pytest.fixture
def assessment(database: Database, offer: Offer, details: Details, now: datetime) -> Assessment:
    return start_assessment(database, OPERATOR, offer, details, token="first form", now=now)


@pytest.fixture
def scene(database: Database, offer: Offer, details: Details, now: datetime) -> Scene:
    return signed_scene(database, offer, details, now)


@pytest.fixture
def here(database: Database, now: datetime) -> Installation:
    return installed(database, now)
