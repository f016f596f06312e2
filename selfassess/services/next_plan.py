"""Closing a plan by beginning the next: on one page it is said what becomes of each unfinished action."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selfassess.plan.actions import Action, ActionPlan
from selfassess.plan.carrying import (
    Choice,
    carried,
    choices_fit,
    faults_of_choice,
    faults_of_start,
    stopped,
    unfinished,
)
from selfassess.plan.drafts import DraftFault
from selfassess.services.access import Actor
from selfassess.services.audit import Event
from selfassess.services.plans import (
    Ended,
    StalePlan,
    new_plan,
    record_plan,
    require_result,
    required_plan,
)
from selfassess.services.rights import Action as Right
from selfassess.store import plans as rows
from selfassess.store.actions import add_action, add_note, set_action
from selfassess.store.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotClose:
    """Nothing was written. `start`: what is wrong with the first day; `choices`: with what is said of each action."""

    start: tuple[DraftFault, ...]
    choices: Mapping[str, tuple[DraftFault, ...]]


def begin_next_plan(
    database: Database,
    who: Actor,
    organisation: str,
    plan_id: str,
    choices: Mapping[str, Choice],
    *,
    starts_on: date,
    assessment: str | None,
    now: datetime,
) -> ActionPlan | CannotClose | StalePlan | Ended:
    """Close a plan and begin the one that follows it; `choices` by action, one for each that is unfinished.

    What goes on is carried over and stays as it was in the plan that ends; the rest is stopped. Where the unfinished
    actions are no longer those that were chosen about, nothing is written (`StalePlan`). `Ended` where it was closed
    before, by this submit or another. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        plan = required_plan(session, who, Right.KEEP_PLAN, organisation, plan_id, to_change=True)
        if ended := rows.next_plan(session, plan.id):
            return Ended(next_plan=ended)
        if not choices_fit(plan, choices):
            return StalePlan(stored=plan)
        require_result(session, who, organisation, plan.questionnaire, assessment)
        following = new_plan(organisation, plan.questionnaire, starts_on, assessment, follows=plan.id)
        if refused := _refused(plan, following, choices, now.date()):
            return refused
        rows.add_plan(session, following, now, by=who.account)
        if following.starts_on <= plan.ends_on:
            rows.set_plan_end(session, plan.id, following.starts_on - timedelta(days=1))
        for number, action in enumerate(unfinished(plan)):
            # What goes on keeps its order.
            _settle(session, who, action, choices[action.id], following, now + timedelta(microseconds=number))
        record_plan(session, who, Event.PLAN_CLOSED, following, now)
        made = rows.find_plan(session, organisation, following.id)
        assert made is not None  # noqa: S101 - it was added a few lines ago
        return made


def _refused(plan: ActionPlan, following: ActionPlan, choices: Mapping[str, Choice], today: date) -> CannotClose | None:
    start = faults_of_start(following.starts_on, plan, today)
    faults = {id: found for id, one in choices.items() if (found := faults_of_choice(one, today, following))}
    return CannotClose(start=start, choices=faults) if start or faults else None


def _settle(
    session: Transaction, who: Actor, action: Action, choice: Choice, following: ActionPlan, now: datetime
) -> None:
    if choice.goes_on:
        new = carried(action, secrets.token_hex(16), following, choice.due_on, now.date())
        add_action(session, new, now, by=who.account)
        return
    ended = stopped(action, choice.reason.strip(), now.date())
    set_action(session, ended)
    add_note(session, action.id, ended.notes[-1], now, by=who.account)
