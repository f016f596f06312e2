"""Plans of actions: found, begun from a result, from what was signed or empty, and looked at when that is due."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from selfassess.plan.actions import MONTHS_OF_A_PLAN, MONTHS_OF_CHECKS, ActionPlan, Check
from selfassess.plan.dates import last_day, months_after
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import required
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action as Right
from selfassess.store import plans as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.people import Organisation
from selfassess.store.signatures import KeyAction, standing_commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """Nothing was written: another plan, `next_plan`, follows this one, and it is no longer changed."""

    next_plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StalePlan:
    """Nothing was written: somebody else changed the plan since. `stored` is what stands there now."""

    stored: ActionPlan


def plans_of(database: Database, who: Actor, organisation: str) -> tuple[ActionPlan, ...]:
    """All of an organisation, the newest first. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        required_organisation(session, who, Right.SEE_PLAN, organisation)
        return rows.plans_of(session, organisation)


def plan_of(database: Database, who: Actor, organisation: str, plan_id: str) -> ActionPlan:
    """One of them; `NotFoundError` also where another organisation has it."""
    with database.reading() as session:
        return required_plan(session, who, Right.SEE_PLAN, organisation, plan_id)


def plan_in(database: Database, who: Actor, organisation: Organisation, id: str) -> ActionPlan:
    """The same for an address."""
    return plan_of(database, who, organisation.id, id)


def current_plan(database: Database, who: Actor, organisation: str, questionnaire: str) -> ActionPlan | None:
    """The one about this questionnaire that no other follows, also when its twelve months are over."""
    with database.reading() as session:
        required_organisation(session, who, Right.SEE_PLAN, organisation)
        return rows.standing_plan(session, organisation, questionnaire)


def required_plan(
    session: Transaction, who: Actor, right: Right, organisation: str, id: str, *, to_change: bool = False
) -> ActionPlan:
    """The plan inside a transaction that is open, for somebody who may do this in the organisation."""
    required_organisation(session, who, right, organisation)
    found = rows.find_plan(session, organisation, id, to_change=to_change)
    if found is None:
        raise NotFoundError(f"There is no plan {id}.")
    return found


def signed_key_actions(database: Database, who: Actor, organisation: str, questionnaire: str) -> tuple[KeyAction, ...]:
    """What the standing signature of the pledge or concordat says will be done; a plan can begin with it."""
    with database.reading() as session:
        required_organisation(session, who, Right.SEE_PLAN, organisation)
        standing = standing_commitment(session, organisation, questionnaire)
        return standing.key_actions if standing else ()


def begin_plan(
    database: Database,
    who: Actor,
    organisation: str,
    questionnaire: str,
    *,
    starts_on: date,
    assessment: str | None,
    now: datetime,
) -> ActionPlan:
    """Begin the first plan about a questionnaire, for twelve months, without actions; gives the one there is if any.

    `assessment` is the result it comes from. The next ones are begun by closing the one before
    (`services.next_plan`). Raises `NotFoundError`, and `NotPermittedError` also where the organisation is closed.
    """
    with database.writing() as session:
        place = required_organisation(session, who, Right.KEEP_PLAN, organisation)
        standing = rows.standing_plan(session, place.id, questionnaire)
        if standing is not None:
            return standing
        if place.closed_at is not None:
            raise NotPermittedError("plan actions for an organisation that is closed")
        require_result(session, who, place.id, questionnaire, assessment)
        plan = new_plan(place.id, questionnaire, starts_on, assessment)
        if not rows.add_plan(session, plan, now, by=who.account):
            return required_standing(session, place.id, questionnaire)
        record_plan(session, who, Event.PLAN_BEGUN, plan, now)
        return plan


def required_standing(session: Transaction, organisation: str, questionnaire: str) -> ActionPlan:
    """The plan that somebody else began at the same moment."""
    found = rows.standing_plan(session, organisation, questionnaire)
    assert found is not None  # noqa: S101 - plans go only with their organisation
    return found


def require_result(
    session: Transaction, who: Actor, organisation: str, questionnaire: str, assessment: str | None
) -> None:
    """Go on only where a plan can come from this assessment: of the same organisation, about the same questionnaire."""
    if assessment is None:
        return
    found = required(session, who, Right.SEE_ANSWERS, assessment)
    if (found.organisation_id, found.questionnaire) != (organisation, questionnaire):
        raise NotFoundError(f"There is no assessment {assessment} that this plan could come from.")


def new_plan(
    organisation: str, questionnaire: str, starts_on: date, assessment: str | None, *, follows: str | None = None
) -> ActionPlan:
    """A plan that is not kept yet, with the days on which it is to be looked at."""
    checks = tuple(
        Check(number=number, due_on=months_after(starts_on, months), done_on=None, note="")
        for number, months in enumerate(MONTHS_OF_CHECKS, 1)
    )
    return ActionPlan(
        id=secrets.token_hex(16),
        organisation=organisation,
        questionnaire=questionnaire,
        assessment=assessment,
        starts_on=starts_on,
        ends_on=last_day(starts_on, MONTHS_OF_A_PLAN),
        follows=follows,
        actions=(),
        checks=checks,
        revision=1,
    )


def set_check(
    database: Database, who: Actor, organisation: str, plan_id: str, check: Check, *, seen: int, now: datetime
) -> ActionPlan | StalePlan | Ended:
    """Write the day of a check, whether it was done, and what was found; `seen` is the revision the page showed.

    Raises `NotFoundError` also where the plan has no check of this number, `NotPermittedError`.
    """
    with database.writing() as session:
        plan = required_plan(session, who, Right.KEEP_PLAN, organisation, plan_id, to_change=True)
        stored = next((one for one in plan.checks if one.number == check.number), None)
        if stored is None:
            raise NotFoundError(f"There is no check {check.number} of this plan.")
        if stored == check:
            return plan
        if ended := rows.next_plan(session, plan.id):
            return Ended(next_plan=ended)
        if plan.revision != seen:
            return StalePlan(stored=plan)
        rows.set_check(session, plan.id, check)
        record_plan(session, who, Event.PLAN_CHECKED, plan, now)
        checks = tuple(check if one.number == check.number else one for one in plan.checks)
        return replace(plan, checks=checks, revision=plan.revision + 1)


def delete_plan(
    database: Database, who: Actor, organisation: str, plan_id: str, *, now: datetime
) -> ActionPlan | Ended | None:
    """Delete one begun by mistake; None, and nothing done, where there are actions in it.

    Raises `NotFoundError` also where it is gone already, `NotPermittedError`.
    """
    with database.writing() as session:
        plan = required_plan(session, who, Right.KEEP_PLAN, organisation, plan_id, to_change=True)
        if ended := rows.next_plan(session, plan.id):
            return Ended(next_plan=ended)
        if plan.actions:
            return None
        rows.delete_plan(session, plan.id)
        record_plan(session, who, Event.PLAN_DELETED, plan, now)
        return plan


def record_plan(session: Transaction, who: Actor, event: Event, plan: ActionPlan, now: datetime) -> None:
    """Note in the audit record what was done with a plan."""
    subject = Subject(kind="plan", id=plan.id, organisation=plan.organisation)
    after = {"questionnaire": plan.questionnaire, "starts": plan.starts_on.isoformat(), "follows": plan.follows}
    record(session, who, event, subject, now=now, after=after)
