"""The recurring phrases about actions: who leads one, by when, how far it is, what came of it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from selfassess.language import Translator
from selfassess.plan import Action, ActionPlan, ActionStatus
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.diagrams import question_label
from selfassess.report.material import YearPair
from selfassess.report.outcomes import CameTo, LinkedQuestion, Outcome, Why, lies_between
from selfassess.report.wording import level_words
from selfassess.report.year_words import reason_words


def status_words(t: Translator, status: ActionStatus) -> str:
    """How far an action is, as a label."""
    return {
        ActionStatus.NOT_STARTED: t("Not started"),
        ActionStatus.UNDER_WAY: t("Under way"),
        ActionStatus.DONE: t("Done"),
        ActionStatus.STOPPED: t("Stopped"),
    }[status]


def counted_words(t: Translator, status: ActionStatus, count: int) -> str:
    """How many actions are that far: "3 under way"."""
    return {
        ActionStatus.NOT_STARTED: t("{count} not started", count=count),
        ActionStatus.UNDER_WAY: t("{count} under way", count=count),
        ActionStatus.DONE: t("{count} done", count=count),
        ActionStatus.STOPPED: t("{count} stopped", count=count),
    }[status]


def progress_words(t: Translator, action: Action, today: date) -> str:
    """How far it is on a day: "Under way, overdue", "Done on 3 March 2027"."""
    if action.ended_on is not None:
        return _ended_words(t, action.status, action.ended_on)
    status = status_words(t, action.status)
    return t("{status}, overdue", status=status) if action.overdue(today) else status


def _ended_words(t: Translator, status: ActionStatus, day: date) -> str:
    if status is ActionStatus.DONE:
        return t("Done on {day}", day=t.date(day))
    return t("Stopped on {day}", day=t.date(day))


def lead_words(t: Translator, action: Action) -> str:
    """Who answers for it; a member who has left is named as one who has."""
    if action.owner is None:
        return t("Nobody yet")
    if action.owner.present:
        return action.owner.name
    return t("{name} (no longer here)", name=action.owner.name) if action.owner.name else t("Somebody no longer here")


def due_words(t: Translator, action: Action) -> str:
    """The day it is to be done by."""
    return t.date(action.due_on) if action.due_on else t("No day yet")


def span_words(t: Translator, plan: ActionPlan) -> str:
    """The days of a plan: "1 November 2026 to 31 October 2027"."""
    return t("{start} to {end}", start=t.date(plan.starts_on), end=t.date(plan.ends_on))


def came_to_words(t: Translator, outcome: Outcome) -> str:
    """What came of an action: "Done on 3 March 2027", "Carried over", "Still open"."""
    action = outcome.action
    if outcome.came_to is CameTo.CARRIED:
        return t("Carried over")
    return t("Still open") if action.ended_on is None else _ended_words(t, action.status, action.ended_on)


def linked_words(t: Translator, outcome: Outcome) -> str:
    """What the questions of an action did, in few words: "Rose from 1 to 3", "2 rose, 1 stayed".

    No cause is claimed: this may stand beside the action and never behind a "because".
    """
    linked = outcome.linked
    if not linked:
        return t("Nothing to show") if outcome.action.questions else t("No question linked")
    if len({(one.from_, one.to) for one in linked}) == 1:
        return _same_step(t, linked[0], len(linked))
    moved = [one.moved for one in linked]
    counts = (
        (t("{count} rose", count=moved.count("up")), moved.count("up")),
        (t("{count} stayed", count=moved.count("same")), moved.count("same")),
        (t("{count} fell", count=moved.count("down")), moved.count("down")),
        (t("{count} cannot be compared", count=moved.count(None)), moved.count(None)),
    )
    return t.listing([words for words, count in counts if count])


def _same_step(t: Translator, one: LinkedQuestion, count: int) -> str:
    """What each of so many questions did, where they all did the same."""
    values = {"before": one.from_, "now": one.to}
    match one.moved:
        case "up":
            return t.plural("Rose from {before} to {now}", "All {count} rose from {before} to {now}", count, **values)
        case "same":
            return t.plural("Stayed at {now}", "All {count} stayed at {now}", count, **values)
        case "down":
            return t.plural("Fell from {before} to {now}", "All {count} fell from {before} to {now}", count, **values)
    return t.plural("Cannot be compared", "None can be compared", count)


def movement_words(t: Translator, one: LinkedQuestion) -> str:
    """What one question did, as a label."""
    moved = {"up": t("Rose"), "same": t("Stayed"), "down": t("Fell")}
    return moved[one.moved] if one.moved else t("Not comparable")


def linked_detail(t: Translator, one: LinkedQuestion, pair: YearPair) -> str:
    """One question by its number and prompt, and its levels in both years or why they cannot be compared."""
    asked_now = _label(t, pair.now.questionnaire, one.now)
    label = asked_now or _label(t, pair.then.questionnaire, one.before) or f"{one.id}:"
    if one.why is not None:
        return f"{label} {_why(t, one.why, one.year)}."
    now = level_words(t, pair.now.questionnaire, one.to)
    if one.moved == "same":
        return t("{question} {level} in both years.", question=label, level=now)
    before = level_words(t, pair.then.questionnaire, one.from_)
    return t("{question} From {before} to {now}.", question=label, before=before, now=now)


def _why(t: Translator, why: Why, year: Literal["now", "before"]) -> str:
    if why == "no_level":
        return t("Its answer is not a level")
    if why == "not_asked":
        return t("Neither year asks it")
    return reason_words(t, year)[why]


def _label(t: Translator, questionnaire: Questionnaire, id: str | None) -> str:
    """A question's number and prompt; empty where it is not asked."""
    labels = (question_label(one, id, t) for one in questionnaire.sections for asked in one.questions if asked.id == id)
    return next(labels, "")


def beside_words(t: Translator, plan: ActionPlan, pair: YearPair | None) -> str:
    """Which years stand beside the actions of a plan, and that this claims no cause; or why none do."""
    if pair is None:
        return t("No earlier year is set beside this one, so nothing can be said of what the linked questions did.")
    years = {"before": pair.then.card.period, "now": pair.now.card.period}
    if not lies_between(plan, pair):
        return t("It was not under way between {before} and {now}, so what the linked questions did is not set beside"
                 " it.", **years)  # fmt: skip
    return t("Beside each stands what its questions did from {before} to {now}. That does not say that one brought"
             " about the other.", **years)  # fmt: skip
