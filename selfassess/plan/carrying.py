"""From one plan to the next: each unfinished action goes on, or is stopped with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from selfassess.answers.values import MisfitError, fit_text
from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus
from selfassess.plan.dates import months_after
from selfassess.plan.drafts import LATEST_DUE, LONGEST_TEXT, DraftFault
from selfassess.plan.progress import Progress, noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What becomes of one unfinished action: it goes on, to be done by `due_on`, or is stopped for `reason`.

    `seen` is the revision of the action that whoever chose had before them.
    """

    seen: int
    goes_on: bool
    due_on: date | None = None
    reason: str = ""


def unfinished(plan: ActionPlan) -> tuple[Action, ...]:
    """What has to be decided on before the next plan begins."""
    return tuple(one for one in plan.actions if one.open)


def faults_of_start(starts_on: date, plan: ActionPlan, today: date) -> tuple[DraftFault, ...]:
    """What is wrong with the first day of the next plan: it is after this one's, and within a year of that or today."""
    if starts_on <= plan.starts_on:
        values = MappingProxyType({"day": plan.starts_on})
        return (
            DraftFault(field="starts_on", sentence="Choose a day after {day}, when this plan began", values=values),
        )
    # Of a plan that is still to begin, the next one begins later still.
    latest = months_after(max(today, plan.starts_on), LATEST_DUE)
    if starts_on > latest:
        values = MappingProxyType({"day": latest})
        return (DraftFault(field="starts_on", sentence="Choose a day up to {day}", values=values),)
    return ()


def faults_of_choice(choice: Choice, today: date, following: ActionPlan) -> tuple[DraftFault, ...]:
    """What is wrong with one choice, where the actions that go on are added today to the plan that follows."""
    return tuple(_faults(choice, today, following))


def _faults(choice: Choice, today: date, following: ActionPlan) -> Iterator[DraftFault]:
    if choice.goes_on:
        latest = months_after(following.ends_on, LATEST_DUE)
        if choice.due_on and choice.due_on < today:
            yield DraftFault(field="due_on", sentence="Choose a day that is still to come")
        elif choice.due_on and choice.due_on > latest:
            values = MappingProxyType({"ends": following.ends_on, "latest": latest})
            sentence = "The plan ends on {ends}. Choose a day up to {latest}"
            yield DraftFault(field="due_on", sentence=sentence, values=values)
        return
    if not choice.reason.strip():
        yield DraftFault(field="reason", sentence="Say why it was stopped")
        return
    try:
        fit_text(choice.reason, LONGEST_TEXT)
    except MisfitError as misfit:
        yield DraftFault(field="reason", sentence=misfit.sentence, values=MappingProxyType(misfit.values))


def stopped(action: Action, reason: str, today: date) -> Action:
    """The action, stopped; its last note says why."""
    return noted(action, Progress(noted_on=today, status=ActionStatus.STOPPED, text=reason))


def carried(
    action: Action,
    id: str,
    following: ActionPlan,
    due_on: date | None,
    today: date,
    became: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Action:
    """The action that goes on with it in the plan that follows: the same thing, as far as it has come.

    `became`: by the id of a question those that came from it in the version the plan that follows is about; a question
    it does not name keeps its id.
    """
    return replace(
        action,
        id=id,
        plan=following.id,
        kind=ActionKind.CONTINUING,
        due_on=due_on,
        carried_from=action.id,
        questions=tuple(sorted({new for old in action.questions for new in became.get(old, (old,))})),
        created_on=today,
        revision=1,
        notes=(),
    )


def choices_fit(plan: ActionPlan, choices: Mapping[str, Choice]) -> bool:
    """Whether they are about exactly the unfinished actions, each as it stands now."""
    return {one.id: one.revision for one in unfinished(plan)} == {id: one.seen for id, one in choices.items()}
