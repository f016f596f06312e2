"""A plan and an action of it, for tests of what plans are."""

from __future__ import annotations

from datetime import date
from typing import Any

from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus, Check, Owner

TODAY = date(2026, 11, 22)
HEAD = Owner(account=None, name="Head of estates")


def action(id: str = "a1", **said: Any) -> Action:
    """One that was added on the first day of the plan, and what a test says of it."""
    given: dict[str, Any] = {
        "id": id,
        "plan": "p1",
        "text": "Walk through the reception",
        "measure": "",
        "key": False,
        "kind": ActionKind.NEW,
        "owner": None,
        "due_on": None,
        "status": ActionStatus.NOT_STARTED,
        "reason": "",
        "effort": None,
        "suggestion": None,
        "questions": (),
        "carried_from": None,
        "created_on": date(2026, 10, 1),
        "ended_on": None,
        "revision": 1,
    }
    return Action(**given | said)


def plan(*actions: Action, **said: Any) -> ActionPlan:
    """October 2026 to September 2027."""
    given: dict[str, Any] = {
        "id": "p1",
        "organisation": "o1",
        "questionnaire": "pledge",
        "assessment": None,
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2027, 9, 30),
        "follows": None,
        "actions": actions,
        "checks": (Check(number=1, due_on=date(2027, 7, 1), done_on=None, note=""),),
        "revision": 1,
    }
    return ActionPlan(**given | said)
