"""What a database says about what an organisation means to do: plans and their actions, targets, calendars."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from selfassess.plan.actions import Action, ActionPlan
from selfassess.services.access import OPERATOR
from selfassess.services.actions import look_at_action
from selfassess.services.plans import plans_of
from selfassess.store.database import Database
from selfassess.store.names import names_of
from selfassess.store.people import Organisation
from selfassess.store.rows import AssessmentRow, CalendarFeedRow, QuietRow, TargetRow

Facts = dict[str, Any]


def planned_as_said(database: Database, organisation: Organisation) -> Facts:
    """Empty where nothing is planned."""
    return {
        "plans": _plans(database, organisation.id),
        "targets": _targets(database, organisation.id),
        "no_reminders": _quiet(database, organisation.id),
        "calendars": _calendars(database, organisation.id),
    }


def _plans(database: Database, organisation: str) -> Facts:
    plans = plans_of(database, OPERATOR, organisation)
    days = {plan.id: str(plan.starts_on) for plan in plans}
    came_from = {action.id: f"{action.text}, of {days[plan.id]}" for plan in plans for action in plan.actions}
    return {
        f"{plan.questionnaire} from {plan.starts_on}": {
            "until": str(plan.ends_on),
            "from_result_of": _period(database, plan),
            "follows": days.get(plan.follows or ""),
            "checks": [f"{one.number}, due {one.due_on}, done {one.done_on}: {one.note}" for one in plan.checks],
            "actions": [_action(database, organisation, one, came_from) for one in plan.actions],
        }
        for plan in plans
    }


def _period(database: Database, plan: ActionPlan) -> str | None:
    with database.reading() as session:
        return session.scalar(select(AssessmentRow.period).where(AssessmentRow.id == plan.assessment))


def _action(database: Database, organisation: str, one: Action, came_from: dict[str, str]) -> Facts:
    writers = look_at_action(database, OPERATOR, organisation, one.id).writers
    return {
        "text": one.text,
        "measure": one.measure,
        "key": one.key,
        "kind": one.kind,
        "owner": f"{'role' if one.owner.account is None else 'member'} {one.owner.name}" if one.owner else None,
        "due_on": str(one.due_on),
        "status": f"{one.status} {one.ended_on}: {one.reason}",
        "effort": one.effort,
        "suggestion": one.suggestion,
        "questions": list(one.questions),
        "goes_on_with": came_from.get(one.carried_from or ""),
        "created_on": str(one.created_on),
        "revision": one.revision,
        "notes": [f"{note.noted_on} {note.status} by {writers.get(note.number)}: {note.text}" for note in one.notes],
    }


def _targets(database: Database, organisation: str) -> Facts:
    """Those taken away too, which no page shows."""
    with database.reading() as session:
        kept = list(session.scalars(select(TargetRow).where(TargetRow.organisation == organisation)))
        names = names_of(session, "account", {one.set_by for one in kept if one.set_by})
        return {
            f"{one.questionnaire} {one.section}": f"{one.score} by {one.by}, set {one.set_at} by"
            f" {names.get(one.set_by or '')}, revision {one.revision}"
            for one in kept
        }


def _quiet(database: Database, organisation: str) -> list[str]:
    with database.reading() as session:
        quiet = list(session.scalars(select(QuietRow).where(QuietRow.organisation == organisation)))
        names = names_of(session, "account", {one.account for one in quiet})
        return sorted(f"{names[one.account]} since {one.since}" for one in quiet)


def _calendars(database: Database, organisation: str) -> list[str]:
    """Revoked ones too, which no page lists."""
    with database.reading() as session:
        feeds = list(session.scalars(select(CalendarFeedRow).where(CalendarFeedRow.organisation == organisation)))
        names = names_of(session, "account", {one.account for one in feeds if one.account})
        return sorted(
            f"{'own' if one.own else 'all'} of {names.get(one.account or '')}, made {one.made_at},"
            f" revoked {one.revoked_at}"
            for one in feeds
        )
