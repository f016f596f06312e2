"""How far an action is, as somebody tells it of a day: what is wrong with that, and the action from then on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from selfassess.answers.values import MisfitError, fit_text
from selfassess.plan.actions import OPEN, Action, ActionPlan, ActionStatus, Note
from selfassess.plan.drafts import LONGEST_NOTE, LONGEST_TEXT, DraftFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is told: the status from `noted_on`, and in words what happened; for a stopped action `text` says why."""

    noted_on: date
    status: ActionStatus
    text: str = ""


def faults_of_progress(progress: Progress, action: Action, plan: ActionPlan, today: date) -> tuple[DraftFault, ...]:
    """Everything that is wrong, in the order of the fields; empty where it can be noted on `today`."""
    return tuple(_faults(progress, action, plan, today))


def _faults(progress: Progress, action: Action, plan: ActionPlan, today: date) -> Iterator[DraftFault]:
    earliest = min(plan.starts_on, action.created_on)
    if progress.noted_on > today:
        yield DraftFault(field="noted_on", sentence="That day is still to come")
    elif progress.noted_on < earliest:
        values = MappingProxyType({"day": earliest})
        yield DraftFault(field="noted_on", sentence="Choose a day from {day} on, when the plan began", values=values)
    if not progress.text.strip():
        if progress.status is ActionStatus.STOPPED:
            yield DraftFault(field="text", sentence="Say why it was stopped")
        elif progress.status is action.status:
            yield DraftFault(field="text", sentence="Say what happened, or choose another status")
        return
    longest = LONGEST_TEXT if progress.status is ActionStatus.STOPPED else LONGEST_NOTE
    try:
        fit_text(progress.text, longest)
    except MisfitError as misfit:
        yield DraftFault(field="text", sentence=misfit.sentence, values=MappingProxyType(misfit.values))


def noted(action: Action, progress: Progress) -> Action:
    """The action with this note, as it is from then on; its revision is the next."""
    note = Note(number=len(action.notes) + 1, noted_on=progress.noted_on, text=progress.text, status=progress.status)
    ended = None if progress.status in OPEN else progress.noted_on
    return replace(
        action,
        status=progress.status,
        reason=progress.text if progress.status is ActionStatus.STOPPED else "",
        ended_on=ended,
        revision=action.revision + 1,
        notes=(*action.notes, note),
    )
