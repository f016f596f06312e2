"""The plan of actions, and what came of the one before, for other programs."""

from __future__ import annotations

from typing import Any

from selfassess.plan import Action, ActionPlan
from selfassess.report.material import Material
from selfassess.report.outcomes import LinkedQuestion, Outcome, lies_between, outcomes
from selfassess.report.plans import Plans


def actions_as_json(plans: Plans) -> dict[str, Any] | None:
    """The plan that was begun about the result, with every note; None where there is none. Days are YYYY-MM-DD."""
    plan = plans.current
    if plan is None:
        return None
    return {
        "as_of": plans.today.isoformat(),
        **_span(plan),
        "actions": [_action(one, plans) for one in plan.actions],
        "checks": [
            {
                "due_on": one.due_on.isoformat(),
                "done_on": one.done_on.isoformat() if one.done_on else None,
                "note": one.note,
            }
            for one in plan.checks
        ],
    }


def outcomes_as_json(material: Material, plans: Plans) -> dict[str, Any] | None:
    """What came of the plan before, None where there is none; `years` is null where no two years stand beside it."""
    plan, pair = plans.before, material.pair
    if plan is None:
        return None
    beside = pair if pair and lies_between(plan, pair) else None
    return {
        **_span(plan),
        "years": [beside.then.card.period, beside.now.card.period] if beside else None,
        "actions": [_outcome(one) for one in outcomes(plan, pair, after=plans.current)],
    }


def _span(plan: ActionPlan) -> dict[str, str]:
    return {"starts_on": plan.starts_on.isoformat(), "ends_on": plan.ends_on.isoformat()}


def _action(action: Action, plans: Plans) -> dict[str, Any]:
    owner = action.owner
    return {
        "text": action.text,
        "measure": action.measure,
        "key": action.key,
        "kind": action.kind.value,
        "owner": {"name": owner.name, "member": owner.account is not None, "present": owner.present} if owner else None,
        "due_on": action.due_on.isoformat() if action.due_on else None,
        "overdue": action.overdue(plans.today),
        "effort": action.effort,
        "questions": list(action.questions),
        **_end(action),
        "notes": [
            {"noted_on": one.noted_on.isoformat(), "status": one.status.value, "text": one.text} for one in action.notes
        ],
    }


def _end(action: Action) -> dict[str, Any]:
    return {
        "status": action.status.value,
        "reason": action.reason,
        "ended_on": action.ended_on.isoformat() if action.ended_on else None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    action = outcome.action
    return {
        "text": action.text,
        "key": action.key,
        "came_to": outcome.came_to.value,
        **_end(action),
        "questions": list(action.questions),
        "linked": [_linked(one) for one in outcome.linked],
    }


def _linked(one: LinkedQuestion) -> dict[str, Any]:
    """As in a comparison: this year's id, the earlier one, and both levels; `why` where they cannot be compared."""
    return {"id": one.now, "earlier": one.before, "from": one.from_, "to": one.to, "moved": one.moved, "why": one.why}
