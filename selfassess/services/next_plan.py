"""Closing a plan by beginning the next: on one page it is said what becomes of each unfinished action."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from selfassess.comparison import pair
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
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor
from selfassess.services.assessments import open_assessment
from selfassess.services.audit import Event
from selfassess.services.catalogue import Catalogue
from selfassess.services.commitments import frameworks
from selfassess.services.plans import (
    Ended,
    StalePlan,
    new_plan,
    record_plan,
    require_result,
    required_plan,
)
from selfassess.services.problems import UnreadableQuestionnaireError
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
    became: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    now: datetime,
) -> ActionPlan | CannotClose | StalePlan | Ended:
    """Close a plan and begin the one that follows it; `choices` by action, one for each that is unfinished.

    `became` is what `questions_became` found, where the plan that follows may be about another version.
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
            choice, at = choices[action.id], now + timedelta(microseconds=number)  # what goes on keeps its order
            if choice.goes_on:
                new = carried(action, secrets.token_hex(16), following, choice.due_on, now.date(), became)
                add_action(session, new, at, by=who.account)
            else:
                _stop(session, who, action, choice.reason.strip(), at)
        record_plan(session, who, Event.PLAN_CLOSED, following, now)
        made = rows.find_plan(session, organisation, following.id)
        assert made is not None  # noqa: S101 - it was added a few lines ago
        return made


def _refused(plan: ActionPlan, following: ActionPlan, choices: Mapping[str, Choice], today: date) -> CannotClose | None:
    start = faults_of_start(following.starts_on, plan, today)
    faults = {id: found for id, one in choices.items() if (found := faults_of_choice(one, today, following))}
    return CannotClose(start=start, choices=faults) if start or faults else None


def _stop(session: Transaction, who: Actor, action: Action, reason: str, now: datetime) -> None:
    ended = stopped(action, reason, now.date())
    set_action(session, ended)
    add_note(session, action.id, ended.notes[-1], now, by=who.account)


def questions_became(
    database: Database, who: Actor, catalogue: Catalogue, plan: ActionPlan, assessment: str | None
) -> Mapping[str, tuple[str, ...]]:
    """By the id of a question of the plan: those that came from it in the version that `assessment` answers.

    By the crosswalks; without a result the newest version counts. Empty where it is the same version, or one of the two
    cannot be read any more; a question that nothing came from is not in it. Raises as `open_assessment`.
    """
    before = _about(database, who, catalogue, plan.questionnaire, plan.assessment)
    now = _about(database, who, catalogue, plan.questionnaire, assessment)
    if before is None or now is None or before.version == now.version:
        return {}
    became: dict[str, tuple[str, ...]] = {}
    for id, origins in pair(now, before, catalogue.versions_of(now.id)).origins.items():
        for origin in origins:
            became[origin] = (*became.get(origin, ()), id)
    return became


def _about(
    database: Database, who: Actor, catalogue: Catalogue, questionnaire: str, assessment: str | None
) -> Questionnaire | None:
    if assessment is None:
        return frameworks(catalogue).get(questionnaire)
    try:
        return open_assessment(database, who, assessment).questionnaire
    except UnreadableQuestionnaireError:
        return None
