"""A plan of actions as a file, and a file read back: first what it would do, then all of it or nothing."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from selfassess.interchange.action_columns import SHEET
from selfassess.interchange.action_reading import ActionsRead, read_actions
from selfassess.interchange.action_row import Known, Owning, PlannedAction
from selfassess.interchange.action_writing import About, actions_csv, actions_workbook
from selfassess.interchange.opening import open_table
from selfassess.interchange.table import TableFault
from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionPlan
from selfassess.plan.drafts import draft_of
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor
from selfassess.services.actions import record_actions
from selfassess.services.audit import Event
from selfassess.services.owners import owning_accounts
from selfassess.services.places import required_organisation
from selfassess.services.plans import Ended, plan_of, required_plan
from selfassess.services.rights import Action as Right
from selfassess.store import actions as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.people import Organisation
from selfassess.store.plans import next_plan, revise_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file would do now. `seen` is to be given back when it is done, so that nothing else is done instead."""

    read: ActionsRead
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """Done: how many actions were added, changed, and were as the file says before."""

    added: int
    changed: int
    left_alone: int


def plan_csv(database: Database, who: Actor, organisation: str, plan_id: str) -> bytes:
    """The plan as CSV, for all who see it. Raises `NotFoundError`, `NotPermittedError`."""
    return actions_csv(plan_of(database, who, organisation, plan_id))


def plan_workbook(
    database: Database,
    who: Actor,
    organisation: Organisation,
    plan_id: str,
    about: Questionnaire | None,
    t: Translator,
    *,
    now: datetime,
) -> bytes:
    """The plan as XLSX; `about` is its questionnaire, where it is at hand. Raises as `plan_csv`."""
    plan = plan_of(database, who, organisation.id, plan_id)
    title = t.text(about.title) if about else plan.questionnaire
    said = About(organisation=organisation.name, questionnaire=title, written_on=now.date())
    return actions_workbook(plan, said, t)


def look_into_file(
    database: Database,
    who: Actor,
    organisation: str,
    plan_id: str,
    data: bytes,
    about: Questionnaire | None,
    t: Translator,
    *,
    now: datetime,
) -> Preview | Ended:
    """What the file would do to the plan, or everything that is wrong with it; nothing is done.

    For those who keep the plan. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        place = required_organisation(session, who, Right.KEEP_PLAN, organisation)
        plan = required_plan(session, who, Right.KEEP_PLAN, organisation, plan_id)
        if ended := next_plan(session, plan.id):
            return Ended(next_plan=ended)
        return _preview(session, place, plan, data, about, t, now)


def take_in_file(
    database: Database,
    who: Actor,
    organisation: str,
    plan_id: str,
    data: bytes,
    about: Questionnaire | None,
    t: Translator,
    *,
    seen: str,
    now: datetime,
) -> TakenIn | Preview | Ended:
    """Do what the file says, all of it.

    Where that is no longer what `seen` stands for, nothing is done and it is shown again; where everything is as the
    file says already, nothing is left to be done. Raises as `look_into_file`.
    """
    with database.writing() as session:
        place = required_organisation(session, who, Right.KEEP_PLAN, organisation)
        plan = required_plan(session, who, Right.KEEP_PLAN, organisation, plan_id, to_change=True)
        if ended := next_plan(session, plan.id):
            return Ended(next_plan=ended)
        preview = _preview(session, place, plan, data, about, t, now)
        read = preview.read
        done = TakenIn(added=len(read.added), changed=len(read.changed), left_alone=len(read.left_alone))
        if read.faults or (done.added + done.changed and preview.seen != seen):
            return preview
        if done.added + done.changed:
            _take_in(session, who, plan, read, now)
        return done


def _preview(
    session: Transaction,
    place: Organisation,
    plan: ActionPlan,
    data: bytes,
    about: Questionnaire | None,
    t: Translator,
    now: datetime,
) -> Preview:
    table = open_table(data, SHEET, t)
    if isinstance(table, TableFault):
        read = ActionsRead(faults=(table,))
    else:
        accounts = owning_accounts(session, place)
        owners = tuple(Owning(account=one.id, name=one.name, email=one.email or "") for one in accounts)
        questions = about.by_id.keys() if about else None
        read = read_actions(table, Known(plan=plan, owners=owners, questions=questions, today=now.date()), t)
    return Preview(read=read, seen=_mark_of(read))


def _mark_of(read: ActionsRead) -> str:
    """What would be done, as a short text: the same for the same, another where anybody changed something since."""
    done = [
        (one.before and (one.before.id, one.before.revision), draft_of(one.after), one.progress)
        for one in (*read.added, *read.changed)
    ]
    return hashlib.sha256(repr(done).encode("utf-8", "surrogatepass")).hexdigest()


def _take_in(session: Transaction, who: Actor, plan: ActionPlan, read: ActionsRead, now: datetime) -> None:
    order = timedelta(microseconds=1)  # those of one file keep their order among themselves
    added = [_add(session, who, one, now + place * order) for place, one in enumerate(read.added)]
    for one in read.changed:
        rows.set_action(session, one.after)
        _keep_note(session, who, one, one.after.id, now)
    revise_plan(session, plan.id)
    if added:
        record_actions(session, who, Event.ACTIONS_ADDED, plan, [one.id for one in added], now)
    for one in read.changed:
        if one.before and draft_of(one.after) != draft_of(one.before):
            record_actions(session, who, Event.ACTION_CHANGED, plan, [one.after.id], now)
        if one.progress:
            record_actions(session, who, Event.PROGRESS_NOTED, plan, [one.after.id], now, status=one.progress.status)


def _add(session: Transaction, who: Actor, one: PlannedAction, now: datetime) -> Action:
    made = replace(one.after, id=secrets.token_hex(16), revision=1)
    rows.add_action(session, made, now, by=who.account)
    _keep_note(session, who, one, made.id, now)
    return made


def _keep_note(session: Transaction, who: Actor, one: PlannedAction, id: str, now: datetime) -> None:
    if one.progress:
        rows.add_note(session, id, one.after.notes[-1], now, by=who.account)
