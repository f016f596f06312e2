"""A council with a plan of actions, for tests of what people do with it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionPlan, ActionStatus
from selfassess.plan.drafts import ActionDraft
from selfassess.plan.progress import Progress
from selfassess.services.access import OPERATOR, Actor
from selfassess.services.actions import add_actions, note_progress
from selfassess.services.audit_reading import every_event
from selfassess.services.plans import begin_plan, plan_of
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Role

from .members import Town

T = Translator()
STARTS = date(2026, 10, 1)


class Planned:
    """Lee leads the council, Con contributes, Val only sees; a plan about the `pledge`, without actions."""

    def __init__(self, database: Database, town: Town, now: datetime) -> None:
        self.database, self.town, self.now = database, town, now
        self.place: Organisation = town.organisation("Council")
        self.lead = town.person("lee", (self.place, Role.LEAD))
        self.con = town.person("con", (self.place, Role.CONTRIBUTOR))
        self.val = town.person("val", (self.place, Role.VIEWER))
        self.plan_id = begin_plan(
            database, self.lead, self.place.id, "pledge", starts_on=STARTS, assessment=None, now=now
        ).id

    @property
    def plan(self) -> ActionPlan:
        return plan_of(self.database, OPERATOR, self.place.id, self.plan_id)

    def add(self, *drafts: ActionDraft, who: Actor | None = None) -> object:
        return add_actions(self.database, who or self.lead, self.place.id, self.plan_id, drafts, now=self.now)

    def action(self, text: str = "Do it", **said: object) -> Action:
        done = self.add(ActionDraft(text=text, **said))  # type: ignore[arg-type]  # what a test says of it
        assert isinstance(done, tuple), done
        found: Action = done[0]
        return found

    def tell(
        self,
        action: str,
        status: ActionStatus,
        words: str = "",
        *,
        seen: int = 1,
        who: Actor | None = None,
        days: int = 0,
    ) -> object:
        progress = Progress(noted_on=self.now.date() + timedelta(days), status=status, text=words)
        return note_progress(
            self.database, who or self.con, self.place.id, action, progress, seen=seen, now=self.now + timedelta(days)
        )

    def events(self) -> list[str]:
        found = every_event(self.database, OPERATOR, T, Choice(organisation=self.place.id))
        return [one.recorded.event for one in found if one.recorded.subject_kind == "plan"]
