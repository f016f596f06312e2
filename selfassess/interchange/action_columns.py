"""The columns of a file of actions: what each is called, what it holds, and the words that stand for states."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from selfassess.interchange.table import Value
from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionKind, ActionStatus, Owner
from selfassess.plan.drafts import EFFORTS

SHEET = "Actions"
"""The sheet of a workbook that is read, where it has one of this name."""
ROLE = "role:"
"""What stands before the owner where that is a role and no member."""


class Column(StrEnum):
    """A column, by its heading, in the order in which they are written."""

    ID = "id"
    ACTION = "action"
    MEASURE = "measure of success"
    KEY = "key action"
    KIND = "kind"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    REASON = "reason stopped"
    EFFORT = "effort"
    QUESTIONS = "questions"
    ADDED = "added"
    ENDED = "ended"
    NOTED = "last note on"
    NOTE = "last note"


ONLY_TOLD = frozenset({Column.ENDED, Column.NOTED, Column.NOTE})
"""What is written and never read back: progress is told on the pages, where the day and who tells it are kept."""

_OTHER_NAMES: Mapping[Column, tuple[str, ...]] = MappingProxyType(
    {
        Column.ID: ("action id",),
        Column.ACTION: ("actions", "text", "task", "what", "what to do", "description"),
        Column.MEASURE: ("measure", "success measure", "measures of success", "how we will know"),
        Column.KEY: ("key", "is key"),
        Column.KIND: ("type", "continuing or new"),
        Column.OWNER: ("who", "lead", "owned by", "assigned to", "responsible", "action owner"),
        Column.DUE: ("due date", "due on", "due by", "by", "by when", "deadline", "target date"),
        Column.STATUS: ("state", "progress"),
        Column.REASON: ("reason", "why stopped"),
        Column.QUESTIONS: ("question", "linked questions"),
        Column.ADDED: ("added on", "date added", "created", "start", "start date"),
        Column.ENDED: ("ended on", "done on", "completed on"),
    }
)


def _squeezed(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading.casefold())


NAMES: Mapping[str, Column] = MappingProxyType(
    {_squeezed(name): column for column in Column for name in (column.value, *_OTHER_NAMES.get(column, ()))}
)


def column_called(heading: str) -> Column | None:
    """The column that a heading means, however it is spaced and written; None where it means none of ours."""
    return NAMES.get(_squeezed(heading))


KINDS: Mapping[str, ActionKind] = MappingProxyType(
    {"continuing": ActionKind.CONTINUING, "continue": ActionKind.CONTINUING, "existing": ActionKind.CONTINUING}
    | {"ongoing": ActionKind.CONTINUING, "new": ActionKind.NEW}
)
STATUSES: Mapping[str, ActionStatus] = MappingProxyType(
    {
        "not started": ActionStatus.NOT_STARTED,
        "not begun": ActionStatus.NOT_STARTED,
        "to do": ActionStatus.NOT_STARTED,
        "open": ActionStatus.NOT_STARTED,
        "under way": ActionStatus.UNDER_WAY,
        "underway": ActionStatus.UNDER_WAY,
        "in progress": ActionStatus.UNDER_WAY,
        "started": ActionStatus.UNDER_WAY,
        "ongoing": ActionStatus.UNDER_WAY,
        "done": ActionStatus.DONE,
        "complete": ActionStatus.DONE,
        "completed": ActionStatus.DONE,
        "finished": ActionStatus.DONE,
        "stopped": ActionStatus.STOPPED,
        "cancelled": ActionStatus.STOPPED,
        "abandoned": ActionStatus.STOPPED,
    }
)
"""Words that people write for a state, in small letters; the first of each is ours."""
EFFORT_WORDS: Mapping[str, str] = MappingProxyType(dict(zip(EFFORTS, EFFORTS, strict=True)))
TRUTHS: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("yes", "y", "true", "x", "1", "✓", "key"), True) | dict.fromkeys(("no", "n", "false", "0"), False)
)


def cells_of(action: Action) -> dict[Column, Value]:
    """What stands in each column for an action, as it is written and as it is compared when it comes back."""
    last = action.notes[-1] if action.notes else None
    return {
        Column.ID: action.id,
        Column.ACTION: action.text,
        Column.MEASURE: action.measure,
        Column.KEY: "yes" if action.key else "no",
        Column.KIND: action.kind.value,
        Column.OWNER: owner_cell(action.owner),
        Column.DUE: action.due_on or "",
        Column.STATUS: action.status.value.replace("_", " "),
        Column.REASON: action.reason,
        Column.EFFORT: action.effort or "",
        Column.QUESTIONS: "; ".join(action.questions),
        Column.ADDED: action.created_on,
        Column.ENDED: action.ended_on or "",
        Column.NOTED: last.noted_on if last else "",
        Column.NOTE: last.text if last else "",
    }


def owner_cell(owner: Owner | None) -> str:
    """Who answers for it: the name of a member, or the role with `ROLE` before it."""
    if owner is None:
        return ""
    return owner.name if owner.account else f"{ROLE} {owner.name}"


def meaning(t: Translator, column: Column) -> str:
    """What the column holds, for whoever reads or fills the file."""
    return {
        Column.ID: t("Names the action, so that it is changed rather than added again. Leave it empty for a new one."),
        Column.ACTION: t("What is to be done. The only column that must be there."),
        Column.MEASURE: t("How you will know that it worked."),
        Column.KEY: t("yes or no: one of the key actions. Empty means no, for a new action."),
        Column.KIND: t("continuing or new: whether it goes on from before. Empty means new, for a new"
                       " action."),
        Column.OWNER: t("Name or e-mail address of somebody with a role in the organisation; or a role that is nobody’s"
                        " login, written like “role: Head of learning”."),
        Column.DUE: t("The day it is to be done by: a date, such as 2026-12-31 or 31/12/2026."),
        Column.STATUS: t("not started, under way, done or stopped. Empty means not started, for a new action."),
        Column.REASON: t("Why it was stopped; empty for all others."),
        Column.EFFORT: t("low, medium or high, or empty."),
        Column.QUESTIONS: t("Ids of the questions it is meant to lift, with semicolons between them."),
        Column.ADDED: t("The day it was added. Of a new action it may be an earlier day; empty means today. It is not"
                        " changed afterwards."),
        Column.ENDED: t("The day it was done or stopped. Not read: an action that becomes so by this file ended on the"
                        " day it is read."),
        Column.NOTED: t("The day of the last note. Not read: progress is told on the page of the action."),
        Column.NOTE: t("The last note. Not read."),
    }[column]  # fmt: skip
