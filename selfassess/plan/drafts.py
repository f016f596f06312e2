"""An action before it is part of a plan: what somebody says of it, and everything that is wrong with that."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from selfassess.answers.values import MisfitError, fit_text
from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionKind, ActionPlan
from selfassess.plan.dates import months_after

LONGEST_TEXT = 500
"""Characters of an action, of its measure of success and of a reason; of key actions in a signature too."""
LONGEST_ROLE = 120
LONGEST_NOTE = 2000
LATEST_DUE = 12
"""Months after the end of a plan: a later day is a slip of the pen."""
EFFORTS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """What somebody says of an action. `owner` is the account of a member; `owner_role` is for where none owns it.

    `questions` are ids in the plan's questionnaire; `suggestion` names the suggestion or template it was made of.
    """

    text: str
    measure: str = ""
    key: bool = False
    kind: ActionKind = ActionKind.NEW
    owner: str | None = None
    owner_role: str = ""
    due_on: date | None = None
    effort: str | None = None
    suggestion: str | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFault:
    """One thing that is wrong: `field` of the draft, and a sentence for a translator with what stands in it."""

    field: str
    sentence: str
    values: MappingProxyType[str, Any] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    def told(self, t: Translator) -> str:
        """The sentence, in the words of whoever reads it."""
        shown = {name: t.date(value) if isinstance(value, date) else value for name, value in self.values.items()}
        return t(self.sentence, **shown)


def draft_of(action: Action) -> ActionDraft:
    """What was said of an action, as it stands; the names of members are not part of it."""
    owner = action.owner
    return ActionDraft(
        text=action.text,
        measure=action.measure,
        key=action.key,
        kind=action.kind,
        owner=owner.account if owner else None,
        owner_role=owner.name if owner and owner.account is None else "",
        due_on=action.due_on,
        effort=action.effort,
        suggestion=action.suggestion,
        questions=action.questions,
    )


def faults_of_draft(
    draft: ActionDraft,
    plan: ActionPlan,
    today: date,
    members: Collection[str],
    *,
    questions: Collection[str] | None = None,
) -> tuple[DraftFault, ...]:
    """Everything that is wrong, in the order of the fields; empty where it can be part of the plan.

    `today` is the day on which it is, or was, added; `members` the accounts that may own an action, `questions` the ids
    in the plan's questionnaire, None where they are not at hand.
    """
    return (*_of_texts(draft), *_of_owner(draft, members), *_of_day(draft, plan, today), *_of_rest(draft, questions))


def _of_texts(draft: ActionDraft) -> Iterator[DraftFault]:
    if not draft.text.strip():
        yield DraftFault(field="text", sentence="Say what is to be done")
    texts = (
        ("text", draft.text, LONGEST_TEXT),
        ("measure", draft.measure, LONGEST_TEXT),
        ("owner_role", draft.owner_role, LONGEST_ROLE),
    )
    for name, text, longest in texts:
        try:
            fit_text(text or "-", longest)
        except MisfitError as misfit:
            if text.strip():
                yield DraftFault(field=name, sentence=misfit.sentence, values=MappingProxyType(misfit.values))


def _of_owner(draft: ActionDraft, members: Collection[str]) -> Iterator[DraftFault]:
    if draft.owner is None:
        return
    if draft.owner_role:
        yield DraftFault(field="owner", sentence="Name a member or a role, not both")
    if draft.owner not in members:
        yield DraftFault(field="owner", sentence="Choose somebody who is here now and may tell how far it is")


def _of_day(draft: ActionDraft, plan: ActionPlan, today: date) -> Iterator[DraftFault]:
    if draft.due_on is None:
        return
    latest = months_after(plan.ends_on, LATEST_DUE)
    if draft.due_on < today:
        sentence = "It cannot be due before the day it was added, {day}"
        yield DraftFault(field="due_on", sentence=sentence, values=MappingProxyType({"day": today}))
    elif draft.due_on > latest:
        sentence = "The plan ends on {ends}. Choose a day up to {latest}"
        values = {"ends": plan.ends_on, "latest": latest}
        yield DraftFault(field="due_on", sentence=sentence, values=MappingProxyType(values))


def _of_rest(draft: ActionDraft, questions: Collection[str] | None) -> Iterator[DraftFault]:
    if draft.effort is not None and draft.effort not in EFFORTS:
        sentence = "Effort is low, medium or high, not {effort}"
        yield DraftFault(field="effort", sentence=sentence, values=MappingProxyType({"effort": draft.effort}))
    if questions is None:
        return
    for id in draft.questions:
        if id not in questions:
            sentence = "There is no question {id} in this questionnaire"
            yield DraftFault(field="questions", sentence=sentence, values=MappingProxyType({"id": id}))
