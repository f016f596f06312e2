"""What people are reminded of and when: before its day, on it, a week after, and then once a month while it is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from selfassess.plan.actions import Action, ActionPlan, Check
from selfassess.plan.dates import months_after

BEFORE = timedelta(days=14)
"""How long before its day the first reminder goes."""

AFTER = timedelta(days=7)
"""How long after its day the one that says it is overdue."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that is to be done soon or should have been: an action, or a check of its whole plan (`action` None).

    `due_on` is None only for an action without a day whose owner has left. `occasion`: the latest day, today at the
    most, on which somebody is to be told of it; None where only another thing's occasion has it listed.
    """

    plan: ActionPlan
    action: Action | None
    due_on: date | None
    occasion: date | None

    @property
    def owner_left(self) -> bool:
        """Whether it needs another owner: who was named has gone."""
        return self.action is not None and _owner_left(self.action)


def due_of_owner(plans: Iterable[ActionPlan], account: str, today: date) -> tuple[Due, ...]:
    """What this account owns and is open, from `BEFORE` its day on; overdue first."""
    every = ((plan, one) for plan in plans for one in plan.actions)
    owned = ((plan, one) for plan, one in every if one.owner is not None and one.owner.account == account)
    return _in_order(due for plan, one in owned if (due := _of_action(plan, one, today)))


def due_of_lead(plans: Iterable[ActionPlan], today: date, left: Mapping[str, date]) -> tuple[Due, ...]:
    """The same of everything in the plans, their checks, and actions whose owner has left; overdue first.

    `left` is the day on which each such account gave up its last role, where that is known: who leads is told on the
    next day, and not only when the action comes due.
    """
    return _in_order(_or_when_left(one, today, left) for plan in plans for one in _of_plan(plan, today))


def last_occasion(due_on: date, today: date) -> date | None:
    """The latest day, today at the most, on which one is reminded of what is due then; None before the first."""
    if due_on - today > BEFORE:
        return None
    if today < due_on:
        return due_on - BEFORE
    months = (today.year - due_on.year) * 12 + today.month - due_on.month
    # Counted from the day itself each time: of 31 January, February's must not make all later ones the 28th.
    monthly = [day for count in (months - 1, months) if count > 0 and (day := months_after(due_on, count)) <= today]
    return max([due_on, *([due_on + AFTER] if today - due_on >= AFTER else []), *monthly])


def _of_plan(plan: ActionPlan, today: date) -> Iterator[Due]:
    for action in plan.actions:
        if due := _of_action(plan, action, today) or _of_orphan(plan, action):
            yield due
    for check in plan.checks:
        if due := _of_check(plan, check, today):
            yield due


def _of_action(plan: ActionPlan, action: Action, today: date) -> Due | None:
    if not action.open or action.due_on is None or action.due_on - today > BEFORE:
        return None
    occasion = last_occasion(action.due_on, today)
    # Whoever adds an action for next week knows of it.
    told = occasion if occasion is not None and occasion > action.created_on else None
    return Due(plan=plan, action=action, due_on=action.due_on, occasion=told)


def _of_orphan(plan: ActionPlan, action: Action) -> Due | None:
    if not action.open or not _owner_left(action):
        return None
    return Due(plan=plan, action=action, due_on=action.due_on, occasion=None)


def _of_check(plan: ActionPlan, check: Check, today: date) -> Due | None:
    if check.done_on is not None or check.due_on - today > BEFORE:
        return None
    return Due(plan=plan, action=None, due_on=check.due_on, occasion=last_occasion(check.due_on, today))


def _owner_left(action: Action) -> bool:
    return action.owner is not None and not action.owner.present


def _or_when_left(due: Due, today: date, left: Mapping[str, date]) -> Due:
    """The same, with the day after its owner left for an occasion where that is the later one."""
    owner = due.action.owner if due.action else None
    went = left.get(owner.account or "") if owner and not owner.present else None
    if went is None or went >= today:
        return due
    told = went + _DAY
    return replace(due, occasion=max(told, due.occasion or told))


def _in_order(found: Iterable[Due]) -> tuple[Due, ...]:
    """Overdue first; a check after the actions of its day, and last what has no day."""
    return tuple(sorted(found, key=lambda one: (one.due_on is None, one.due_on or date.min, one.action is None)))
