"""An organisation whose people are asked to contribute to its assessment, for tests of contributing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from selfassess.answers.model import Answer, State
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.contributor_list import HowFar, contributors_in
from selfassess.services.contributors import ask_members
from selfassess.services.own_sheet import OwnSheet, open_own_sheet, save_own
from selfassess.services.participating import Wanted
from selfassess.services.rights import Action
from selfassess.services.starting import start_assessment
from selfassess.services.steps import Moved, move
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, Role
from selfassess.voices.steps import WorkStatus

from .members import MAIL, Town

ALL = Wanted()


class Council:
    """An organisation with a lead and people, and an assessment of it."""

    def __init__(self, database: Database, offer: Offer, details: Details, now: datetime) -> None:
        self.database, self.now = database, now
        self.town = Town(database=database, now=now)
        self.place: Organisation = self.town.organisation("Council")
        self.lead = self.town.person("Lead", (self.place, Role.LEAD))
        self.ann = self.town.person("Ann", (self.place, Role.CONTRIBUTOR))
        self.ben = self.town.person("Ben", (self.place, Role.CONTRIBUTOR))
        self.vi = self.town.person("Vi", (self.place, Role.VIEWER))
        made = start_assessment(
            database, self.lead, offer, details, organisation=self.place.id, token="a form", now=now
        )
        self.id = made.id

    def ask(self, *people: Actor, wanted: Wanted = ALL, who: Actor | None = None) -> int:
        ids = [one.account or "" for one in people]
        return ask_members(self.database, who or self.lead, self.id, ids, wanted, MAIL, now=self.now)

    def step(self, to: WorkStatus, reason: str = "") -> None:
        seen = open_assessment(self.database, OPERATOR, self.id, Action.SEE_ASSESSMENT).assessment.revision
        done = move(self.database, self.lead, self.id, to, seen=seen, reason=reason, now=self.now)
        assert isinstance(done, Moved), done

    def sheet(self, who: Actor) -> OwnSheet:
        return open_own_sheet(self.database, who, self.id)

    def say(self, who: Actor, level: int, comment: str | None = None, seen: int = 0, mark: str = "") -> object:
        said = {"a": Answer(state=State.ANSWERED, value=level, comment=comment)}
        return save_own(self.database, who, self.id, "s1", said, {"a": seen}, {"a": mark}, now=self.now)

    def parts(self) -> dict[str, str]:
        found = contributors_in(self.database, self.lead, self.id).contributors
        return {one.account.name: one.participation.id for one in found}

    def how_far(self) -> dict[str, HowFar]:
        found = contributors_in(self.database, self.lead, self.id).contributors
        return {one.account.name: one.how_far for one in found}

    def letters(self) -> list[tuple[str, str]]:
        with self.database.reading() as session:
            rows = session.execute(text('SELECT "to", subject FROM outbox ORDER BY "to", subject'))
            return [(to.partition("@")[0].lower(), subject.partition(":")[0]) for to, subject in rows]
