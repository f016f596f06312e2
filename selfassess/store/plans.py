"""Plans of actions and the days on which they are looked at, in and out of their rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from selfassess.plan.actions import ActionPlan, Check
from selfassess.store.actions import actions_of, delete_actions
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import AssessmentRow, PlanCheckRow, PlanRow

_TABLE, _CHECK = table_of(PlanRow), table_of(PlanCheckRow)
_NEXT = table_of(PlanRow).alias("next")
_NEWEST_FIRST = (_TABLE.c.starts_on.desc(), _TABLE.c.made_at.desc(), _TABLE.c.id)


def add_plan(session: Session, plan: ActionPlan, now: datetime, *, by: str | None) -> bool:
    """Keep a new plan and its checks, without actions; False, and nothing, where somebody else began it first."""
    row = {
        "id": plan.id,
        "organisation": plan.organisation,
        "questionnaire": plan.questionnaire,
        "assessment": plan.assessment,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "follows": plan.follows,
        "made_at": now,
        "made_by": by,
        "revision": plan.revision,
    }
    statement = insert_into(PlanRow, dialect_of(session)).on_conflict_do_nothing()
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    done = session.execute(statement, row, execution_options={"preserve_rowcount": True})
    if cast("CursorResult[Any]", done).rowcount != 1:
        return False
    if plan.checks:
        session.execute(insert(_CHECK), [_check_row(plan.id, one) for one in plan.checks])
    return True


def _check_row(plan: str, check: Check) -> dict[str, Any]:
    return {"plan": plan, "number": check.number, "due_on": check.due_on, "done_on": check.done_on, "note": check.note}


def find_plan(session: Session, organisation: str, id: str, *, to_change: bool = False) -> ActionPlan | None:
    """The plan with this id, if it is this organisation's; `to_change` makes others wait for this transaction."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    this = select(_TABLE).where(_TABLE.c.id == id, _TABLE.c.organisation == organisation)
    found = _plans(session, this.with_for_update() if to_change else this)
    return found[0] if found else None


def plans_of(session: Session, organisation: str) -> tuple[ActionPlan, ...]:
    """All of an organisation, whatever they are about, the newest first."""
    return _plans(session, select(_TABLE).where(_TABLE.c.organisation == organisation).order_by(*_NEWEST_FIRST))


def standing_plans(session: Session, organisations: Collection[str]) -> tuple[ActionPlan, ...]:
    """Of these organisations, the plans that no other follows: one for each questionnaire there is one about."""
    followed = exists().where(_NEXT.c.follows == _TABLE.c.id)
    these = select(_TABLE).where(_TABLE.c.organisation.in_(list(organisations)), ~followed)
    return _plans(session, these.order_by(*_NEWEST_FIRST))


def plans_on(session: Session, questionnaire: str, organisations: Collection[str]) -> tuple[ActionPlan, ...]:
    """All of these organisations about one questionnaire, the newest first."""
    these = select(_TABLE).where(_TABLE.c.questionnaire == questionnaire, _TABLE.c.organisation.in_(organisations))
    return _plans(session, these.order_by(*_NEWEST_FIRST))


def standing_plan(session: Session, organisation: str, questionnaire: str) -> ActionPlan | None:
    """The one that no other follows, about one questionnaire."""
    standing = standing_plans(session, [organisation])
    return next((one for one in standing if one.questionnaire == questionnaire), None)


def next_plan(session: Session, plan: str) -> str | None:
    """The id of the one that follows it."""
    found: str | None = session.scalar(select(_TABLE.c.id).where(_TABLE.c.follows == plan))
    return found


def _plans(session: Session, query: Select[Any]) -> tuple[ActionPlan, ...]:
    rows = session.execute(query).all()
    ids = [row.id for row in rows]
    if not ids:
        return ()
    actions = actions_of(session, ids)
    checks: dict[str, list[Check]] = {id: [] for id in ids}
    for row in session.execute(select(_CHECK).where(_CHECK.c.plan.in_(ids)).order_by(_CHECK.c.plan, _CHECK.c.number)):
        check = Check(number=row.number, due_on=row.due_on, done_on=row.done_on, note=row.note)
        checks[row.plan].append(check)
    return tuple(
        ActionPlan(
            id=row.id,
            organisation=row.organisation,
            questionnaire=row.questionnaire,
            assessment=row.assessment,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            follows=row.follows,
            actions=actions[row.id],
            checks=tuple(checks[row.id]),
            revision=row.revision,
        )
        for row in rows
    )


def set_plan_end(session: Session, id: str, ends_on: date) -> None:
    """Write its last day; the revision counts on."""
    _set(session, id, {"ends_on": ends_on})


def revise_plan(session: Session, id: str) -> None:
    """Note that what belongs to it changed: the revision counts on."""
    _set(session, id, {})


def _set(session: Session, id: str, values: dict[str, Any]) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values, revision=_TABLE.c.revision + 1))


def set_check(session: Session, plan: str, check: Check) -> None:
    """Write what is said of a check; the revision of the plan counts on."""
    this = (_CHECK.c.plan == plan, _CHECK.c.number == check.number)
    session.execute(update(_CHECK).where(*this).values(_check_row(plan, check)))
    revise_plan(session, plan)


def delete_plan(session: Session, id: str) -> None:
    """Delete one without actions, which no other follows."""
    session.execute(delete(_TABLE).where(_TABLE.c.id == id))


def delete_plans(session: Session, organisations: Collection[str] | Select[Any]) -> None:
    """Delete all plans of these organisations with everything in them; a question for their ids does as well."""
    plans = select(_TABLE.c.id).where(_TABLE.c.organisation.in_(organisations))
    delete_actions(session, plans)
    # In one statement: each may follow another.
    session.execute(delete(_TABLE).where(_TABLE.c.organisation.in_(organisations)))


def give_plans(session: Session, giver: str, taker: str) -> None:
    """All plans of one organisation become another's, unless the giver has assessments, or the taker plans, of its own.

    For where an organisation is found out to be the same as another.
    """
    has_none = ~exists().where(AssessmentRow.organisation_id == giver)
    takes = select(func.count()).select_from(_TABLE).where(_TABLE.c.organisation == taker)
    if session.scalar(takes) == 0:
        session.execute(update(_TABLE).where(_TABLE.c.organisation == giver, has_none).values(organisation=taker))
