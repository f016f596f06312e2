"""A plan of actions in the database of a release, what became of it in a year, and the plan that follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus
from selfassess.plan.carrying import Choice, unfinished
from selfassess.plan.drafts import ActionDraft
from selfassess.plan.progress import Progress
from selfassess.services.access import Actor
from selfassess.services.action_reminders import choose_reminders
from selfassess.services.actions import add_actions, note_progress
from selfassess.services.calendar_feeds import Made, make_feed, revoke_feed
from selfassess.services.catalogue import Catalogue
from selfassess.services.next_plan import begin_next_plan
from selfassess.services.plans import begin_plan, current_plan, set_check
from selfassess.services.targets import TargetsSet, set_targets
from selfassess.store.database import Database
from selfassess.store.targets import Aim

from .people import People

QUESTIONNAIRE = "saving"


def plan_ahead(database: Database, people: People, signed: str, now: datetime) -> None:
    """Four actions from what was signed, each owned in another way; targets, reminders and calendars."""
    place = people.organisation
    plan = begin_plan(database, people.lead, place, QUESTIONNAIRE, starts_on=now.date(), assessment=signed, now=now)
    added = add_actions(database, people.lead, place, plan.id, drafts(people), now=now)
    assert isinstance(added, tuple), added
    set_and_take_away_targets(database, people, now)
    choose_reminders(database, people.other, place, wanted=False, now=now)
    standing = make_feed(database, people.lead, place, own=False, token="calendar", now=now)
    revoked = make_feed(database, people.other, place, own=True, token="calendar", now=now)
    assert isinstance(standing, Made)
    assert isinstance(revoked, Made)
    revoke_feed(database, people.other, place, revoked.feed.id, now=now)


def drafts(people: People) -> list[ActionDraft]:
    return [
        ActionDraft(
            text="Induction says what trauma is.",
            measure="Everybody new has heard it\nwithin a month.",
            key=True,
            owner=people.other.account,
            due_on=date(2027, 3, 31),
            effort="low",
            suggestion="a.1.1",
            questions=("a", "b"),
        ),
        ActionDraft(text="Ailysgrifennu’r llythyrau", key=True, kind=ActionKind.CONTINUING, owner_role="Pennaeth “ŵ”"),
        ActionDraft(text="Walk through the reception", owner=people.lead.account, due_on=date(2027, 6, 30)),
        ActionDraft(text="A quiet room", effort="high", questions=("c",)),
    ]


def set_and_take_away_targets(database: Database, people: People, now: datetime) -> None:
    """Both sections have one, and then but one of them."""
    nothing_on_offer = Catalogue(offers=(), broken=())
    by = date(2027, 12, 31)
    both = {"s1": Aim(score=70, by=by), "s2": Aim(score=50, by=by)}
    for said, seen in ((both, {}), ({"s2": None}, {"s2": 1})):
        done = set_targets(
            database, people.lead, nothing_on_offer, people.organisation, QUESTIONNAIRE, said, seen=seen, now=now
        )
        assert isinstance(done, TargetsSet)


def carry_it_out(database: Database, people: People, now: datetime) -> None:
    """One is done, one stopped, one on its way and one not begun; the plan is looked at when that is due."""
    told = {
        0: (people.other, ActionStatus.DONE, "Said to all eight of them."),
        1: (people.lead, ActionStatus.STOPPED, "Nobody is left who writes them."),
        2: (people.lead, ActionStatus.UNDER_WAY, "The first room is done."),
    }
    for at, (who, status, text) in told.items():
        action = standing(database, people).actions[at]
        note(database, people, who, action, Progress(noted_on=now.date(), status=status, text=text), now)
    plan = standing(database, people)
    check = replace(plan.checks[0], done_on=now.date(), note="Most of it goes well.")
    done = set_check(database, people.lead, people.organisation, plan.id, check, seen=plan.revision, now=now)
    assert isinstance(done, ActionPlan)


def note(database: Database, people: People, who: Actor, action: Action, progress: Progress, now: datetime) -> None:
    noted = note_progress(database, who, people.organisation, action.id, progress, seen=action.revision, now=now)
    assert isinstance(noted, Action), noted


def plan_again(database: Database, people: People, signed: str, now: datetime) -> None:
    """What is on its way goes on in the plan that follows; what was not begun is stopped."""
    plan = standing(database, people)
    goes_on, ends = unfinished(plan)
    choices = {
        goes_on.id: Choice(seen=goes_on.revision, goes_on=True, due_on=date(2028, 1, 31)),
        ends.id: Choice(seen=ends.revision, goes_on=False, reason="There is no room for it."),
    }
    following = begin_next_plan(
        database, people.lead, people.organisation, plan.id, choices, starts_on=now.date(), assessment=signed, now=now
    )
    assert isinstance(following, ActionPlan), following


def standing(database: Database, people: People) -> ActionPlan:
    """The plan of now."""
    found = current_plan(database, people.lead, people.organisation, QUESTIONNAIRE)
    assert found is not None
    return found
