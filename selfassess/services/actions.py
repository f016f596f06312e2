"""The actions of a plan: added, changed and deleted by who keeps the plan, told about by who carries them out."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from selfassess.plan.actions import Action, ActionPlan, ActionStatus, Owner
from selfassess.plan.drafts import ActionDraft, DraftFault, draft_of, faults_of_draft
from selfassess.plan.progress import Progress, faults_of_progress, noted
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.owners import possible_owners
from selfassess.services.places import required_organisation
from selfassess.services.plans import Ended, required_plan
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action as Right
from selfassess.store import actions as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.people import Organisation
from selfassess.store.plans import next_plan, revise_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProblem:
    """What is wrong with one of the drafts; `index` counts from 0."""

    index: int
    fault: DraftFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was written, because of all these."""

    problems: tuple[DraftProblem, ...]

    @property
    def faults(self) -> tuple[DraftFault, ...]:
        """Where there was but one."""
        return tuple(one.fault for one in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Nothing was written: somebody else changed the action since. `stored` is what stands there now."""

    stored: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """It was not deleted: it goes on with an action of the year before, and can only be stopped with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """An action with who wrote each note: `writers` are names by its number, empty for erased people.

    Notes that nobody signed in wrote are not in it.
    """

    action: Action
    writers: Mapping[int, str]


def add_actions(
    database: Database,
    who: Actor,
    organisation: str,
    plan_id: str,
    drafts: Sequence[ActionDraft],
    *,
    now: datetime,
    questions: Collection[str] | None = None,
) -> tuple[Action, ...] | Refused | Ended:
    """Add all of them, or none where anything is wrong with any. What is planned so already is not planned twice.

    `questions` are the ids in the plan's questionnaire, where they are to be checked. Raises `NotFoundError`,
    `NotPermittedError`.
    """
    with database.writing() as session:
        place = required_organisation(session, who, Right.KEEP_PLAN, organisation)
        plan = required_plan(session, who, Right.KEEP_PLAN, organisation, plan_id, to_change=True)
        if ended := next_plan(session, plan.id):
            return Ended(next_plan=ended)
        members, today = possible_owners(session, place), now.date()
        problems = [
            DraftProblem(index=index, fault=fault)
            for index, draft in enumerate(drafts)
            for fault in faults_of_draft(draft, plan, today, members, questions=questions)
        ]
        if problems:
            return Refused(problems=tuple(problems))
        standing = {draft_of(one): one for one in plan.actions if one.open}
        made: list[Action] = []
        order = timedelta(microseconds=1)  # those of one form keep their order among themselves
        for draft in map(_tidy, drafts):
            if draft not in standing:
                name = members[draft.owner] if draft.owner else ""
                standing[draft] = _action(secrets.token_hex(16), plan, draft, name, now)
                rows.add_action(session, standing[draft], now + len(made) * order, by=who.account)
                made.append(standing[draft])
        if made:
            revise_plan(session, plan.id)
            record_actions(session, who, Event.ACTIONS_ADDED, plan, [one.id for one in made], now)
        return tuple(standing[draft] for draft in map(_tidy, drafts))


def _tidy(draft: ActionDraft) -> ActionDraft:
    """As the store gives it back."""
    return replace(
        draft,
        text=draft.text.strip(),
        measure=draft.measure.strip(),
        owner_role=draft.owner_role.strip(),
        questions=tuple(sorted(set(draft.questions))),
    )


def _action(id: str, plan: ActionPlan, draft: ActionDraft, owner_name: str, now: datetime) -> Action:
    return Action(
        id=id,
        plan=plan.id,
        text=draft.text,
        measure=draft.measure,
        key=draft.key,
        kind=draft.kind,
        owner=_owner(draft, owner_name),
        due_on=draft.due_on,
        status=ActionStatus.NOT_STARTED,
        reason="",
        effort=draft.effort,
        suggestion=draft.suggestion,
        questions=draft.questions,
        carried_from=None,
        created_on=now.date(),
        ended_on=None,
        revision=1,
    )


def _owner(draft: ActionDraft, name: str) -> Owner | None:
    if draft.owner:
        return Owner(account=draft.owner, name=name)
    return Owner(account=None, name=draft.owner_role) if draft.owner_role else None


def action_in(database: Database, who: Actor, organisation: Organisation, id: str) -> Action:
    """The action, in whichever of the organisation's plans; `NotFoundError` for who may not see that it is there."""
    with database.reading() as session:
        required_organisation(session, who, Right.SEE_PLAN, organisation.id)
        return _found(session, organisation.id, id)


def look_at_action(database: Database, who: Actor, organisation: str, id: str) -> ActionView:
    """The action with all there is to tell of it. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        required_organisation(session, who, Right.SEE_PLAN, organisation)
        return ActionView(action=_found(session, organisation, id), writers=rows.note_writers(session, id))


def _found(session: Transaction, organisation: str, id: str) -> Action:
    found = rows.find_action(session, organisation, id)
    if found is None:
        raise NotFoundError(f"There is no action {id}.")
    return found


def change_action(
    database: Database,
    who: Actor,
    organisation: str,
    id: str,
    draft: ActionDraft,
    *,
    seen: int,
    now: datetime,
    questions: Collection[str] | None = None,
) -> Action | Refused | Stale | Ended:
    """Write what is said of it now; `seen` is the revision the form was filled from.

    What it was made of stays, whatever `draft.suggestion` says. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        place = required_organisation(session, who, Right.KEEP_PLAN, organisation)
        stored, plan = _to_change(session, who, Right.KEEP_PLAN, organisation, id)
        draft = _tidy(replace(draft, suggestion=stored.suggestion))
        if draft == draft_of(stored):
            return stored
        if ended := next_plan(session, plan.id):
            return Ended(next_plan=ended)
        if stored.revision != seen:
            return Stale(stored=stored)
        members = possible_owners(session, place)
        faults = faults_of_draft(draft, plan, stored.created_on, members, questions=questions)
        if faults:
            return Refused(problems=tuple(DraftProblem(index=0, fault=one) for one in faults))
        said = _action(id, plan, draft, members[draft.owner] if draft.owner else "", now)
        rows.set_action(session, _with_history(said, stored))
        changed = _found(session, organisation, id)
        record_actions(session, who, Event.ACTION_CHANGED, plan, [id], now)
        return changed


def _with_history(said: Action, stored: Action) -> Action:
    """What was said anew, of an action that has come as far as the stored one."""
    return replace(said, status=stored.status, reason=stored.reason, ended_on=stored.ended_on)


def _to_change(session: Transaction, who: Actor, right: Right, organisation: str, id: str) -> tuple[Action, ActionPlan]:
    """The action and its plan, which is held so that nobody else changes an action of it meanwhile."""
    required_organisation(session, who, right, organisation)
    plan = required_plan(session, who, right, organisation, _found(session, organisation, id).plan, to_change=True)
    return _found(session, organisation, id), plan


def note_progress(
    database: Database, who: Actor, organisation: str, id: str, progress: Progress, *, seen: int, now: datetime
) -> Action | Refused | Stale | Ended:
    """Tell how far it is: note what happened and set its status; `seen` is the revision the page showed.

    The same submit sent again notes nothing twice. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        stored, plan = _to_change(session, who, Right.NOTE_PROGRESS, organisation, id)
        if stored.revision == seen + 1 and _is_last(stored, progress):
            return stored
        if ended := next_plan(session, plan.id):
            return Ended(next_plan=ended)
        if stored.revision != seen:
            return Stale(stored=stored)
        if faults := faults_of_progress(progress, stored, plan, now.date()):
            return Refused(problems=tuple(DraftProblem(index=0, fault=one) for one in faults))
        changed = noted(stored, progress)
        rows.set_action(session, changed)
        rows.add_note(session, id, changed.notes[-1], now, by=who.account)
        record_actions(session, who, Event.PROGRESS_NOTED, plan, [id], now, status=progress.status)
        return changed


def _is_last(stored: Action, progress: Progress) -> bool:
    if not stored.notes:
        return False
    last = stored.notes[-1]
    return (last.noted_on, last.status, last.text) == (progress.noted_on, progress.status, progress.text)


def delete_action(
    database: Database, who: Actor, organisation: str, id: str, *, seen: int, now: datetime
) -> ActionPlan | Kept | Stale | Ended:
    """Delete what was added by mistake, with its notes. Raises `NotFoundError`, `NotPermittedError`."""
    with database.writing() as session:
        stored, plan = _to_change(session, who, Right.KEEP_PLAN, organisation, id)
        if ended := next_plan(session, plan.id):
            return Ended(next_plan=ended)
        if stored.revision != seen:
            return Stale(stored=stored)
        if stored.carried_from is not None:
            return Kept()
        rows.delete_action(session, id)
        revise_plan(session, plan.id)
        record_actions(session, who, Event.ACTION_DELETED, plan, [id], now)
        return plan


def record_actions(
    session: Transaction,
    who: Actor,
    event: Event,
    plan: ActionPlan,
    actions: list[str],
    now: datetime,
    *,
    status: ActionStatus | None = None,
) -> None:
    """Note in the audit record what was done with these actions of a plan."""
    subject = Subject(kind="plan", id=plan.id, organisation=plan.organisation)
    after = {"actions": actions} | ({"status": status.value} if status else {})
    record(session, who, event, subject, now=now, after=after)
