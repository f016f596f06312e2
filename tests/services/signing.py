"""An assessment taken along its way, for tests of what comes after."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import inspect, text

from selfassess.answers.model import Answer, State
from selfassess.services import contributors, signing
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.participating import Wanted
from selfassess.services.rights import Action
from selfassess.services.saving import save_section
from selfassess.services.signing import Signed, Signing
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Moved, arrange, move
from selfassess.store.answers import Kept
from selfassess.store.contributions import keep_contributions
from selfassess.store.database import Database
from selfassess.store.model import Assessment, Details
from selfassess.store.participations import Participation, add_participation, participation_of
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

from .members import MAIL, Town


def now_of(database: Database, id: str) -> Assessment:
    """The assessment as it is kept."""
    return open_assessment(database, OPERATOR, id, Action.SEE_ASSESSMENT).assessment


def step(
    database: Database, id: str, to: WorkStatus, now: datetime, *, who: Actor = OPERATOR, why: str = ""
) -> Assessment:
    """Take one step on sight of what is kept; the last one by signing."""
    seen = now_of(database, id).revision
    if to is WorkStatus.SIGNED:
        words = Signing(name="Sue Sign", role="Chair", signed_on=now.date(), statement="We agree.")
        signed = signing.sign(database, who, id, words, seen=seen, now=now)
        assert isinstance(signed, Signed), signed
        return signed.assessment
    done = move(database, who, id, to, seen=seen, reason=why, now=now)
    assert isinstance(done, Moved), done
    return done.assessment


def ask(database: Database, id: str, account: Actor, now: datetime) -> None:
    """Make somebody a contributor of this assessment."""
    assert account.account
    asked = Participation(
        id=secrets.token_hex(16),
        assessment=id,
        account=account.account,
        sections=None,
        due_on=None,
        asked_at=now,
        asked_by=None,
    )
    with database.writing() as session:
        assert add_participation(session, asked)


def answered(level: int) -> Answer:
    return Answer(state=State.ANSWERED, value=level, comment=f"Level {level}")


def sign(database: Database, id: str, now: datetime) -> Assessment:
    """Answer a question, and take it all the way to signed and locked."""
    revisions = open_assessment(database, OPERATOR, id).revisions
    save_section(database, OPERATOR, id, "s1", {"a": answered(2)}, revisions, now=now)
    arrange(database, OPERATOR, id, moderated=False, signing=True, seen=now_of(database, id).revision, now=now)
    step(database, id, WorkStatus.AGREED, now)
    return step(database, id, WorkStatus.SIGNED, now)


@dataclass(frozen=True)
class Scene:
    """A signed assessment with a contributor who had answered, and the people who might try to change it."""

    town: Town
    id: str
    lead: Actor
    contributor: Actor
    part: str
    viewer: Actor

    @property
    def database(self) -> Database:
        return self.town.database

    @property
    def later(self) -> datetime:
        return self.town.now + timedelta(days=1)


def signed_scene(database: Database, offer: Offer, details: Details, now: datetime) -> Scene:
    """Where a contributor answered apart, and everything went on to being signed."""
    town = Town(database=database, now=now)
    council = town.organisation("Council")
    lead, contributor = town.person("ann", (council, Role.LEAD)), town.person("con", (council, Role.CONTRIBUTOR))
    id = start_assessment(database, lead, offer, details, organisation=council.id, token="locked", now=now).id
    assert contributor.account
    contributors.ask_members(database, lead, id, [contributor.account], Wanted(), MAIL, now=now)
    step(database, id, WorkStatus.OPEN, now)
    with database.writing() as session:
        part = participation_of(session, id, contributor.account)
        assert part
        keep_contributions(session, part.id, {"a": Kept(answer=answered(1), revision=1)}, now)
    step(database, id, WorkStatus.WORKSHOP, now)
    sign(database, id, now)
    viewer = town.person("vi", (council, Role.VIEWER))
    return Scene(town=town, id=id, lead=lead, contributor=contributor, part=part.id, viewer=viewer)


def everything(database: Database) -> dict[str, list[str]]:
    """All rows of all tables."""
    with database.reading() as session:
        tables = inspect(session.connection()).get_table_names()
        return {name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"')))) for name in tables}
