"""The board of actions: in which order they stand there, and which of them somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from selfassess.plan.actions import Action, ActionPlan, ActionStatus

KEY_ACTIONS = 2
"""How many the pledge asks for; more or fewer are only remarked upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which actions: in one of `statuses`, of this owner, meant to lift one of these questions; all where None.

    `owner` is an account; `nobody`: those that no member who is still here and no named role answers for.
    """

    statuses: frozenset[ActionStatus] | None = None
    owner: str | None = None
    role: str | None = None
    nobody: bool = False
    questions: frozenset[str] | None = None
    overdue: bool = False


def ordered(actions: Iterable[Action], today: date) -> tuple[Action, ...]:
    """Overdue ones first, the longest overdue before others; then key actions, then by day; what has ended last."""
    return tuple(sorted(actions, key=lambda one: _place(one, today)))


def _place(action: Action, today: date) -> tuple[bool, bool, bool, date]:
    if not action.open:
        ended = action.ended_on or today
        # The latest first, in an order that counts up.
        return (
            True,
            action.status is ActionStatus.STOPPED,
            False,
            date.fromordinal(date.max.toordinal() - ended.toordinal()),
        )
    overdue = action.overdue(today)
    return False, not overdue, not overdue and not action.key, action.due_on or date.max


def is_wanted(action: Action, wanted: Wanted, today: date) -> bool:
    """Whether it fits everything that is asked for."""
    return (
        (wanted.statuses is None or action.status in wanted.statuses)
        and (wanted.questions is None or not wanted.questions.isdisjoint(action.questions))
        and (not wanted.overdue or action.overdue(today))
        and _fits_owner(action, wanted)
    )


def _fits_owner(action: Action, wanted: Wanted) -> bool:
    owner = action.owner
    if wanted.nobody:
        return owner is None or not owner.present
    if wanted.owner is not None:
        return owner is not None and owner.account == wanted.owner
    return wanted.role is None or (owner is not None and owner.account is None and owner.name == wanted.role)


def key_actions_missing(plan: ActionPlan) -> int:
    """How many key actions fewer than `KEY_ACTIONS` the plan has, below zero for more; stopped ones do not count."""
    return KEY_ACTIONS - sum(one.status is not ActionStatus.STOPPED for one in plan.key_actions)
