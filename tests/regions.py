"""A partnership whose organisations sign results by `honest.yaml` and share them, for tests of pages."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path

from selfassess.answers.model import Answer, Evidence, State
from selfassess.disclosure.sharing import Choice
from selfassess.plan import ActionDraft
from selfassess.services.access import OPERATOR
from selfassess.services.actions import add_actions
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import catalogue_of
from selfassess.services.organisations import Described, add_to_partnership
from selfassess.services.partnerships import add_partnership
from selfassess.services.plans import begin_plan
from selfassess.services.saving import save_section
from selfassess.services.sharing import Chosen, share, sharing_of
from selfassess.services.signing import Signing, sign
from selfassess.services.starting import start_assessment
from selfassess.services.steps import arrange, move
from selfassess.store.database import Database
from selfassess.store.model import Details
from selfassess.store.people import Organisation, OrganisationKind, Partnership
from selfassess.voices.steps import WorkStatus

HONEST = Path(__file__).parent / "questionnaires" / "honest.yaml"
ASKED = {"asking": ("ask", "act"), "staff": ("care",)}


class Region:
    """A partnership; `now` is when things are done in it."""

    def __init__(self, database: Database, now: datetime, name: str = "Region") -> None:
        self.database, self.now = database, now
        self._offer = catalogue_of([HONEST], {}).offers[0]
        made = add_partnership(database, OPERATOR, name, now=now)
        assert isinstance(made, Partnership)
        self.partnership = made

    def organisation(self, name: str, kind: OrganisationKind = OrganisationKind.COUNCIL) -> Organisation:
        """A new one that belongs to it."""
        said = Described(name=name, kind=kind)
        made = add_to_partnership(self.database, OPERATOR, self.partnership.id, said, now=self.now)
        assert isinstance(made, Organisation)
        return made

    def agreed(self, whose: Organisation, level: int = 1, *, year: int = 2026, backed: bool = True) -> str:
        """The id of an assessment with this level everywhere, that waits for its signatory."""
        database, now = self.database, self.now
        details = Details(organisation=whose.name, period=str(year), assessed_on=date(year, 10, 1), profile={})
        token = secrets.token_hex(8)
        id = start_assessment(database, OPERATOR, self._offer, details, organisation=whose.id, token=token, now=now).id
        evidence = (Evidence(title="Policy"),) if backed else ()
        answer = Answer(state=State.ANSWERED, value=level, evidence=evidence)
        for section, questions in ASKED.items():
            save_section(database, OPERATOR, id, section, dict.fromkeys(questions, answer), {}, now=now)
        arrange(database, OPERATOR, id, moderated=False, signing=True, seen=self._revision(id), now=now)
        move(database, OPERATOR, id, WorkStatus.AGREED, seen=self._revision(id), now=now)
        return id

    def result(
        self,
        whose: Organisation,
        level: int = 1,
        choice: Choice | None = None,
        *,
        year: int = 2026,
        signatory: str = "Sue Sign",
        backed: bool = True,
    ) -> str:
        """A signed one, shared where a choice is given."""
        id = self.agreed(whose, level, year=year, backed=backed)
        self.sign(id, signatory)
        if choice is not None:
            self.share(id, choice)
        return id

    def sign(self, id: str, signatory: str = "Sue Sign") -> None:
        """As its signatory would today."""
        said = Signing(name=signatory, role="Chair", signed_on=self.now.date(), statement="So it is.")
        sign(self.database, OPERATOR, id, said, seen=self._revision(id), now=self.now)

    def share(self, id: str, choice: Choice) -> None:
        """As somebody who may would at the page."""
        stored = next(one for one in sharing_of(self.database, OPERATOR, id) if one.partnership == self.partnership)
        place = self.partnership.id
        done = share(self.database, OPERATOR, id, place, choice, seen=stored.revision, now=self.now)
        assert isinstance(done, Chosen)

    def plan(self, whose: Organisation, id: str, *drafts: ActionDraft) -> None:
        """What is done about a result."""
        plan = begin_plan(
            self.database, OPERATOR, whose.id, "honest", starts_on=self.now.date(), assessment=id, now=self.now
        )
        made = add_actions(self.database, OPERATOR, whose.id, plan.id, drafts, now=self.now)
        assert isinstance(made, tuple)

    @property
    def shared(self) -> str:
        """The address of its page for the steering group."""
        return f"/partnerships/{self.partnership.id}/shared/honest"

    def _revision(self, id: str) -> int:
        return open_assessment(self.database, OPERATOR, id).assessment.revision
