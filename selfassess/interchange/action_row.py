"""One row of a file of actions against the plan: the action as it would be, and everything that is wrong with that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from types import MappingProxyType

from selfassess.interchange.action_cells import Cells, written
from selfassess.interchange.action_columns import (
    EFFORT_WORDS,
    KINDS,
    ONLY_TOLD,
    ROLE,
    STATUSES,
    TRUTHS,
    Column,
    cells_of,
)
from selfassess.interchange.action_table import safe
from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus, Owner
from selfassess.plan.drafts import draft_of, faults_of_draft
from selfassess.plan.progress import Progress, faults_of_progress, noted
from selfassess.questionnaire.problems import nearest

_COLUMN_OF: Mapping[str, Column] = MappingProxyType(
    {
        "text": Column.ACTION,
        "measure": Column.MEASURE,
        "owner": Column.OWNER,
        "owner_role": Column.OWNER,
        "due_on": Column.DUE,
        "effort": Column.EFFORT,
        "questions": Column.QUESTIONS,
    }
)
"""Where in a row stands what `plan.drafts` finds wrong."""


MOST_COMPARED = 50
"""Names of members that one unknown owner is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owning:
    """Somebody who may own an action."""

    account: str
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a file is read against: the plan, who may own an action, the ids of the questions, and the day it is.

    `questions`: None where the questionnaire is not at hand; then ids of questions are taken as they are.
    """

    plan: ActionPlan
    owners: tuple[Owning, ...]
    questions: Collection[str] | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A column of an action that becomes another; both as they are written in a file."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """What a row would do: add `after`, which has no id yet, or make it of `before`; nothing where the two are alike.

    `progress` is the last note of `after` where the row says something new of how far it is.
    """

    row: int
    before: Action | None
    after: Action
    progress: Progress | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is otherwise afterwards, of the columns that are read."""
        if self.before is None:
            return ()
        was, now = cells_of(self.before), cells_of(self.after)
        pairs = ((column, written(was[column]), written(now[column])) for column in Column if column not in ONLY_TOLD)
        return tuple(Change(column=column, before=old, after=new) for column, old, new in pairs if old != new)


def read_row(cells: Cells, before: Action | None, known: Known) -> PlannedAction:
    """What the row would do. To be used only where the cells have no faults afterwards."""
    stored = cells_of(before) if before else {}
    # What a cell says as it stands is not judged anew: an owner may have left, a day have gone by.
    new = frozenset(
        column
        for column in cells.columns
        if cells.is_usable(column) and (before is None or written(stored[column]) != cells.text(column))
    )
    base = before or _blank(cells, known, new)
    after = _said(cells, base, known, new)
    if before is None or draft_of(after) != draft_of(before):
        _blame_draft(cells, after, known, is_new=before is None)
    progress = _progress(cells, after, known, new)
    after = noted(after, progress) if progress else after
    return PlannedAction(row=cells.number, before=before, after=after, progress=progress)


def _blank(cells: Cells, known: Known, new: Collection[Column]) -> Action:
    return Action(
        id="",
        plan=known.plan.id,
        text="",
        measure="",
        key=False,
        kind=ActionKind.NEW,
        owner=None,
        due_on=None,
        status=ActionStatus.NOT_STARTED,
        reason="",
        effort=None,
        suggestion=None,
        questions=(),
        carried_from=None,
        created_on=_added_on(cells, known.today) if Column.ADDED in new else known.today,
        ended_on=None,
        revision=1,
    )


def _added_on(cells: Cells, today: date) -> date:
    day = cells.day(Column.ADDED) if cells.text(Column.ADDED) else None
    if day is not None and day > today:
        cells.blame(Column.ADDED, cells.t("That day is still to come."))
    return day or today


def _said(cells: Cells, base: Action, known: Known, new: Collection[Column]) -> Action:
    """The action as the new cells say it; empty ones of key, kind and status leave it as it was."""

    def says(column: Column) -> bool:
        return column in new and cells.text(column) != ""

    return replace(
        base,
        text=cells.text(Column.ACTION) if Column.ACTION in new else base.text,
        measure=cells.text(Column.MEASURE) if Column.MEASURE in new else base.measure,
        key=cells.word(Column.KEY, TRUTHS, base.key) if says(Column.KEY) else base.key,
        kind=cells.word(Column.KIND, KINDS, base.kind) if says(Column.KIND) else base.kind,
        owner=_owner(cells, known) if Column.OWNER in new else base.owner,
        due_on=(cells.day(Column.DUE) if says(Column.DUE) else None) if Column.DUE in new else base.due_on,
        effort=_effort(cells) if Column.EFFORT in new else base.effort,
        questions=_questions(cells, known) if Column.QUESTIONS in new else base.questions,
    )


def _effort(cells: Cells) -> str | None:
    return cells.word(Column.EFFORT, EFFORT_WORDS, "") or None if cells.text(Column.EFFORT) else None


def _owner(cells: Cells, known: Known) -> Owner | None:
    t, typed = cells.t, cells.text(Column.OWNER)
    if not typed:
        return None
    if typed.casefold().startswith(ROLE):
        return Owner(account=None, name=typed[len(ROLE) :].strip()) if typed[len(ROLE) :].strip() else None
    named = [one for one in known.owners if typed.casefold() in (one.name.casefold(), one.email.casefold())]
    if len(named) == 1:
        return Owner(account=named[0].account, name=named[0].name)
    if named:
        sentence = t("{count} people here are called “{typed}”. Write the e-mail address of the one you mean.",
                     count=len(named), typed=safe(typed))  # fmt: skip
    elif known.owners:
        close = nearest(typed, _compared(typed, known.owners)) or "."
        sentence = t("Nobody who can own an action here is called “{typed}” or has this e-mail address{close} For a"
                     " role that is nobody’s login, write “role: {typed}”.",
                     typed=safe(typed), close=close)  # fmt: skip
    else:
        sentence = t("There are no accounts here that could own it. Write “role: {typed}”.", typed=safe(typed))
    cells.blame(Column.OWNER, sentence)
    return None


def _compared(typed: str, owners: Iterable[Owning]) -> Iterator[str]:
    """Names that what was typed may stand for: to compare hundreds with each of hundreds of rows takes seconds."""
    initial = typed[0].casefold()
    return islice((one.name for one in owners if one.name[:1].casefold() == initial), MOST_COMPARED)


def _questions(cells: Cells, known: Known) -> tuple[str, ...]:
    ids = dict.fromkeys(one for one in re.split(r"[;,\s]+", cells.text(Column.QUESTIONS)) if one)
    strange = next((one for one in ids if known.questions is not None and one not in known.questions), None)
    if strange is not None:
        # One is told: looking for what is close to each of a cell full of them takes long.
        close = nearest(strange, known.questions or ()) or "."
        sentence = cells.t("There is no question “{id}” in this questionnaire{close}", id=safe(strange), close=close)
        cells.blame(Column.QUESTIONS, sentence)
    return tuple(sorted(ids))


def _blame_draft(cells: Cells, after: Action, known: Known, *, is_new: bool) -> None:
    owners = {one.account for one in known.owners}
    for fault in faults_of_draft(draft_of(after), known.plan, after.created_on, owners):
        sentence = f"{fault.told(cells.t)}."
        if fault.field == "due_on" and is_new and Column.ADDED not in cells.columns:
            sentence += " " + cells.t("If it was begun earlier, say when in a column called “added”.")
        cells.blame(_COLUMN_OF[fault.field], sentence)


def _progress(cells: Cells, action: Action, known: Known, new: Collection[Column]) -> Progress | None:
    """What the row says anew of how far it is; None where it says nothing new."""
    t, was, status, reason = cells.t, action.status, action.status, action.reason
    if Column.STATUS in new and cells.text(Column.STATUS):
        status = cells.word(Column.STATUS, STATUSES, was)
    if Column.REASON in new:
        reason = cells.text(Column.REASON)
    if status is not ActionStatus.STOPPED:
        if reason and Column.REASON in new:
            cells.blame(Column.REASON, t("Only what is stopped has a reason. Empty this cell, or write “stopped” as its"
                                         " status."))  # fmt: skip
        return None if status is was else Progress(noted_on=known.today, status=status)
    if (status, reason) == (was, action.reason):
        return None
    # A reason that is mended does not change the day on which the action ended.
    on = action.ended_on if status is was and action.ended_on else known.today
    progress = Progress(noted_on=on, status=status, text=reason)
    hint = "" if Column.REASON in cells.columns else " " + t("Add a column called “reason stopped”.")
    for fault in faults_of_progress(progress, action, known.plan, known.today):
        cells.blame(Column.REASON, f"{fault.told(t)}.{hint}")
    return progress
