"""A small questionnaire to start from, and one assessment of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.catalogue import Offer
from selfassess.services.invitations import Invited, Invitee, invite
from selfassess.services.participating import Wanted
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

pytest.register_assert_rewrite(
    *(f"{__package__}.{module}" for module in ("council", "installation", "members", "pack_desk", "region", "signing"))
)

from .council import Council  # noqa: E402 - once it is settled how assertions tell what they saw
from .installation import Installation, installed  # noqa: E402 - the same
from .members import MAIL, Town, at  # noqa: E402 - the same
from .pack_desk import Desk  # noqa: E402 - the same
from .region import Region  # noqa: E402 - the same
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


@pytest.fixture
def council(database: Database, offer: Offer, details: Details, now: datetime) -> Council:
    return Council(database, offer, replace(details, organisation="Council"), now)


@pytest.fixture
def opened(council: Council) -> Council:
    """Ann and Ben are asked, and it is open."""
    council.ask(council.ann, council.ben, wanted=Wanted(due_on=date(2026, 10, 8)))
    council.step(WorkStatus.OPEN)
    return council


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


@pytest.fixture
def force(town: Town) -> Organisation:
    return town.organisation("Force")


@pytest.fixture
def lead(town: Town, force: Organisation) -> Actor:
    return town.person("lee", (force, Role.LEAD))


@pytest.fixture
def ask(database: Database, now: datetime, force: Organisation, lead: Actor) -> Callable[..., Invited]:
    """`ask("anna@example.org")`: the lead invites this address; None for a link to hand over."""

    def sent(email: str | None, role: Role = Role.VIEWER) -> Invited:
        done = invite(database, lead, at(force), Invitee(name="Anna", email=email, role=role), MAIL, now=now)
        assert isinstance(done, Invited)
        return done

    return sent


@pytest.fixture
def work(database: Database, offer: Offer, details: Details, force: Organisation, now: datetime) -> Assessment:
    return start_assessment(database, OPERATOR, offer, details, organisation=force.id, token="this", now=now)


@pytest.fixture
def region(database: Database, offer: Offer, now: datetime) -> Region:
    """A partnership to which nobody belongs yet."""
    return Region(database, offer, now)


@pytest.fixture
def desk(region: Region, tmp_path: Path) -> Desk:
    return Desk(region, tmp_path)


@pytest.fixture
def two(desk: Desk) -> dict[str, str]:
    """Two organisations that share a result by name; by name its assessment."""
    names = ("One", "Two")
    return {name: desk.region.result(desk.region.organisation(name), Choice.STEERING) for name in names}
