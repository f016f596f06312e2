"""The actions of plans, with what was noted on their way, in and out of their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from selfassess.plan.actions import Action, ActionKind, ActionStatus, Note, Owner
from selfassess.store.dialects import table_of
from selfassess.store.rows import (
    AccountRow,
    ActionNoteRow,
    ActionQuestionRow,
    ActionRow,
    MembershipRow,
    OrganisationRow,
    PlanRow,
)

_TABLE, _QUESTION, _NOTE = table_of(ActionRow), table_of(ActionQuestionRow), table_of(ActionNoteRow)
_PLAN, _ACCOUNT = table_of(PlanRow), table_of(AccountRow)
_MEMBERSHIP, _ORGANISATION = table_of(MembershipRow), table_of(OrganisationRow)

# Whoever has a role in the organisation around a service belongs to the service too.
_IS_HERE = (
    exists()
    .where(
        _MEMBERSHIP.c.account == _TABLE.c.owner,
        _MEMBERSHIP.c.ended_at.is_(None),
        or_(_MEMBERSHIP.c.organisation == _ORGANISATION.c.id, _MEMBERSHIP.c.organisation == _ORGANISATION.c.parent),
    )
    .correlate(_TABLE, _ORGANISATION)
)
_ALL = (
    select(_TABLE, _ACCOUNT.c.name.label("owner_name"), (_ACCOUNT.c.active & _IS_HERE).label("owner_here"))
    .join(_PLAN, _PLAN.c.id == _TABLE.c.plan)
    .join(_ORGANISATION, _ORGANISATION.c.id == _PLAN.c.organisation)
    .outerjoin(_ACCOUNT, _ACCOUNT.c.id == _TABLE.c.owner)
    .order_by(_TABLE.c.added_at, _TABLE.c.id)
)


def actions_of(session: Session, plans: Collection[str]) -> Mapping[str, tuple[Action, ...]]:
    """Those of each of these plans, in the order in which they were added."""
    found: dict[str, list[Action]] = {plan: [] for plan in plans}
    for action in _actions(session, _ALL.where(_TABLE.c.plan.in_(list(plans)))):
        found[action.plan].append(action)
    return {plan: tuple(actions) for plan, actions in found.items()}


def find_action(session: Session, organisation: str, id: str) -> Action | None:
    """The action with this id, if it is in a plan of this organisation."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    found = _actions(session, _ALL.where(_TABLE.c.id == id, _PLAN.c.organisation == organisation))
    return found[0] if found else None


def _actions(session: Session, query: Select[Any]) -> tuple[Action, ...]:
    rows = session.execute(query).all()
    ids = [row.id for row in rows]
    questions, notes = _questions_of(session, ids), _notes_of(session, ids)
    return tuple(_action(row, tuple(questions[row.id]), tuple(notes[row.id])) for row in rows)


def _questions_of(session: Session, actions: Collection[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = select(_QUESTION).where(_QUESTION.c.action.in_(actions)).order_by(_QUESTION.c.action, _QUESTION.c.question)
    for row in session.execute(query) if actions else ():
        found[row.action].append(row.question)
    return found


def _notes_of(session: Session, actions: Collection[str]) -> Mapping[str, list[Note]]:
    found: dict[str, list[Note]] = defaultdict(list)
    query = select(_NOTE).where(_NOTE.c.action.in_(actions)).order_by(_NOTE.c.action, _NOTE.c.number)
    for row in session.execute(query) if actions else ():
        note = Note(number=row.number, noted_on=row.noted_on, text=row.text, status=ActionStatus(row.status))
        found[row.action].append(note)
    return found


def _action(row: Any, questions: tuple[str, ...], notes: tuple[Note, ...]) -> Action:
    return Action(
        id=row.id,
        plan=row.plan,
        text=row.text,
        measure=row.measure,
        key=row.key,
        kind=ActionKind(row.kind),
        owner=_owner(row),
        due_on=row.due_on,
        status=ActionStatus(row.status),
        reason=row.reason,
        effort=row.effort,
        suggestion=row.suggestion,
        questions=questions,
        carried_from=row.carried_from,
        created_on=row.created_on,
        ended_on=row.ended_on,
        revision=row.revision,
        notes=notes,
    )


def _owner(row: Any) -> Owner | None:
    if row.owner is not None:
        return Owner(account=row.owner, name=row.owner_name or "", present=bool(row.owner_here))
    return Owner(account=None, name=row.owner_role) if row.owner_role else None


def add_action(session: Session, action: Action, now: datetime, *, by: str | None) -> None:
    """Keep a new one; its notes are added apart."""
    row = {"id": action.id, "plan": action.plan, "created_on": action.created_on, "added_at": now, "added_by": by}
    known = {"suggestion": action.suggestion, "carried_from": action.carried_from, "revision": action.revision}
    session.execute(insert(_TABLE), {**row, **known, **_columns(action)})
    _set_questions(session, action)


def set_action(session: Session, action: Action) -> None:
    """Write everything that can be changed about it; the revision counts on."""
    changed = {**_columns(action), "revision": _TABLE.c.revision + 1}
    session.execute(update(_TABLE).where(_TABLE.c.id == action.id).values(changed))
    session.execute(delete(_QUESTION).where(_QUESTION.c.action == action.id))
    _set_questions(session, action)


def _set_questions(session: Session, action: Action) -> None:
    if action.questions:
        session.execute(insert(_QUESTION), [{"action": action.id, "question": one} for one in action.questions])


def _columns(action: Action) -> dict[str, Any]:
    owner = action.owner
    return {
        "text": action.text,
        "measure": action.measure,
        "key": action.key,
        "kind": action.kind.value,
        "owner": owner.account if owner else None,
        "owner_role": owner.name if owner and owner.account is None else "",
        "due_on": action.due_on,
        "status": action.status.value,
        "reason": action.reason,
        "effort": action.effort,
        "ended_on": action.ended_on,
    }


def add_note(session: Session, action: str, note: Note, now: datetime, *, by: str | None) -> None:
    """Keep what was noted; its number must be the next."""
    row = {"action": action, "number": note.number, "noted_on": note.noted_on, "text": note.text}
    session.execute(insert(_NOTE), {**row, "status": note.status.value, "at": now, "by": by})


def note_writers(session: Session, action: str) -> Mapping[int, str]:
    """Who wrote each note that somebody signed in wrote: their names by its number, empty where they were erased."""
    query = select(_NOTE.c.number, _ACCOUNT.c.name).join(_ACCOUNT, _ACCOUNT.c.id == _NOTE.c.by)
    return dict(iter(session.execute(query.where(_NOTE.c.action == action))))


def delete_action(session: Session, id: str) -> None:
    """Delete one with its notes; nothing may have been carried over from it."""
    session.execute(delete(_TABLE).where(_TABLE.c.id == id))


def delete_actions(session: Session, plans: Select[Any]) -> None:
    """Delete all of these plans, in one statement: each may go on with another."""
    session.execute(delete(_TABLE).where(_TABLE.c.plan.in_(plans)))
