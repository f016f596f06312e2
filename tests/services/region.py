"""A partnership whose organisations sign results and share them, for tests of what its readers see."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime

from selfassess.answers.model import Answer, State
from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import OVERALL, Figures, Shown
from selfassess.disclosure.views import SteeringView
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import Offer
from selfassess.services.organisations import add_to_partnership
from selfassess.services.partnership_figures import steering_view
from selfassess.services.saving import save_section
from selfassess.services.sharing import Chosen, share, sharing_of
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, OrganisationKind, Role
from selfassess.voices.steps import WorkStatus

from .members import Town, described
from .signing import now_of, step

COUNCIL = OrganisationKind.COUNCIL
ASKED = {"s1": "ab", "s2": "c"}


class Region:
    """A partnership with somebody of its steering group; organisations come in by `organisation`."""

    def __init__(
        self, database: Database, offer: Offer, now: datetime, name: str = "Region", steers: str = "sam"
    ) -> None:
        self.database, self.offer, self.now = database, offer, now
        self.town = Town(database=database, now=now)
        self.partnership, _ = self.town.partnership(name)
        self.sam = self.town.person(steers, (self.partnership, Role.STEERING_GROUP))

    def organisation(self, name: str, kind: OrganisationKind = COUNCIL) -> Organisation:
        said = described(name, kind)
        made = add_to_partnership(self.database, OPERATOR, self.partnership.id, said, now=self.now)
        assert isinstance(made, Organisation)
        return made

    def organisations(self, count: int, kind: OrganisationKind = COUNCIL) -> list[Organisation]:
        return [self.organisation(f"{kind.value} {number:02}", kind) for number in range(count)]

    def draft(self, whose: Organisation, level: int = 1, year: int = 2026) -> str:
        """An assessment with everything answered at this level."""
        about = Details(
            organisation=whose.name, period=str(year), assessed_on=date(year, 6, 1), profile={"sector": "school"}
        )
        token = secrets.token_hex(8)
        return self.fill(
            start_assessment(
                self.database, OPERATOR, self.offer, about, organisation=whose.id, token=token, now=self.now
            ).id,
            level,
        )

    def fill(self, id: str, level: int) -> str:
        for section, questions in ASKED.items():
            said = {one: Answer(state=State.ANSWERED, value=level) for one in questions}
            revisions = open_assessment(self.database, OPERATOR, id).revisions
            save_section(self.database, OPERATOR, id, section, said, revisions, now=self.now)
        return id

    def sign(self, id: str) -> str:
        seen = now_of(self.database, id)
        if not seen.signing:
            arrange(self.database, OPERATOR, id, moderated=False, signing=True, seen=seen.revision, now=self.now)
        step(self.database, id, WorkStatus.AGREED, self.now)
        return step(self.database, id, WorkStatus.SIGNED, self.now).id

    def share(self, id: str, choice: Choice, who: Actor = OPERATOR) -> Chosen:
        (now,) = (one for one in sharing_of(self.database, who, id) if one.partnership.id == self.partnership.id)
        place = self.partnership.id
        done = share(self.database, who, id, place, choice, seen=now.revision, now=self.now)
        assert isinstance(done, Chosen)
        return done

    def result(self, whose: Organisation, choice: Choice, level: int = 1, year: int = 2026) -> str:
        """A signed result, shared."""
        id = self.sign(self.draft(whose, level, year))
        self.share(id, choice)
        return id

    def results(self, whose: list[Organisation], choice: Choice, level: int = 1, year: int = 2026) -> list[str]:
        return [self.result(one, choice, level, year) for one in whose]

    def later(self, year: int) -> None:
        """Time goes on."""
        self.now = self.now.replace(year=year)
        self.town = replace(self.town, now=self.now)

    def view(self, who: Actor | None = None, year: int = 2026, kind: OrganisationKind | None = None) -> SteeringView:
        found = steering_view(self.database, who or self.sam, self.partnership.id, "saving", year=year, kind=kind)
        assert found is not None
        return found

    def names(self) -> list[str]:
        return [row.name for row in self.view().rows]

    def overall(
        self, who: Actor | None = None, year: int = 2026, kind: OrganisationKind | None = None
    ) -> Figures | None:
        """The figures of the whole; None where they are withheld."""
        cell = self.view(who, year, kind).cells[OVERALL]
        return cell.value if isinstance(cell, Shown) else None

    def counted(self, who: Actor | None = None, year: int = 2026, kind: OrganisationKind | None = None) -> int:
        figures = self.overall(who, year, kind)
        return figures.organisations if figures else 0
