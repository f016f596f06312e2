"""A plan of actions for twelve months: what is to be done, by whom and when, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS_OF_A_PLAN = 12
MONTHS_OF_CHECKS = (9, 12)
"""When a plan is looked at, unless somebody chooses otherwise: months after its first day."""


class ActionKind(StrEnum):
    """Whether an action goes on from before or is new, as the pledge asks."""

    CONTINUING = "continuing"
    NEW = "new"


class ActionStatus(StrEnum):
    """How far an action is."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


OPEN = frozenset({ActionStatus.NOT_STARTED, ActionStatus.UNDER_WAY})
"""What is still to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who answers for it: a member of the organisation (`account`, with their name), or a named role.

    `account` is None for a role; then `name` is what was written. `present`: False for a member who has left since.
    """

    account: str | None
    name: str
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Progress, as somebody told it of a day; `number` counts from 1 within the action."""

    number: int
    noted_on: date
    text: str
    status: ActionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to be done.

    `questions`: ids, in the plan's questionnaire, of those it is meant to lift. `suggestion`: of which suggestion or
    template it was made. `reason`: why it was stopped. `ended_on` is there exactly when done or stopped. `carried_from`
    is the action of the plan before that this one goes on with. `revision` counts changes, from 1.
    """

    id: str
    plan: str
    text: str
    measure: str
    key: bool
    kind: ActionKind
    owner: Owner | None
    due_on: date | None
    status: ActionStatus
    reason: str
    effort: str | None
    suggestion: str | None
    questions: tuple[str, ...]
    carried_from: str | None
    created_on: date
    ended_on: date | None
    revision: int
    notes: tuple[Note, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.status in OPEN

    def overdue(self, today: date) -> bool:
        """Whether its day has gone by and it is still to be done."""
        return self.open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A day on which the whole plan is looked at; `number` counts from 1. `done_on` once that was done."""

    number: int
    due_on: date
    done_on: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """Everything an organisation means to do about one questionnaire in twelve months.

    `assessment`: the result it came from, or None where it began before any. `follows`: the plan before it, which ended
    when this one began.
    """

    id: str
    organisation: str
    questionnaire: str
    assessment: str | None
    starts_on: date
    ends_on: date
    follows: str | None
    actions: tuple[Action, ...]
    checks: tuple[Check, ...]
    revision: int

    @property
    def key_actions(self) -> tuple[Action, ...]:
        """The ones that were named as key."""
        return tuple(one for one in self.actions if one.key)
