"""The plans of actions that belong beside one result: the one it led to, and the one that went before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from selfassess.plan import ActionPlan

A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """`current`: what is being done about the result. `before`: what was to be done about the one before it.

    Either may be missing. `today` is the day as of which they are told: nothing changes in a plan that another follows,
    so that is told as of its last day.
    """

    current: ActionPlan | None
    before: ActionPlan | None
    today: date


def plans_about(
    plans: Sequence[ActionPlan], results: Collection[str], *, assessed_on: date, today: date
) -> Plans | None:
    """Those of an organisation's `plans` on one questionnaire that belong to a result; None where none does.

    `results`: the ids of the assessment and of those it corrects. Current is the plan that was begun from it; else the
    latest one begun from no result at all, if it runs on the day of assessment or begins within a year after it. A plan
    begun from another result is never current, for the board is asked anew.
    """
    in_order = sorted(plans, key=lambda plan: plan.starts_on, reverse=True)
    own = [plan for plan in in_order if plan.assessment in results]
    free = [
        plan
        for plan in in_order
        if plan.assessment is None and plan.ends_on >= assessed_on and plan.starts_on <= assessed_on + A_YEAR
    ]
    current = next(iter([*own, *free]), None)
    if current is None:
        before = next((plan for plan in in_order if plan.starts_on < assessed_on), None)
    else:
        before = next((plan for plan in in_order if plan.id == current.follows), None)
    if current and any(plan.follows == current.id for plan in plans):
        today = min(today, current.ends_on)
    return Plans(current=current, before=before, today=today) if current or before else None
