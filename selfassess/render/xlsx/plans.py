"""The plan of actions, and what came of the one before, as sheets."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.language import Translator
from selfassess.plan import Action
from selfassess.render.answer_rows import Cell
from selfassess.render.xlsx.sheets import Field, Sheet, field, level_field, sheet, texts
from selfassess.report.material import Material
from selfassess.report.outcomes import lies_between, outcomes


def actions(material: Material, t: Translator) -> Sheet:
    """The plan that was begun about the result."""
    fields = (
        field("number", t("Which action of the plan it is")),
        *_action_fields(t),
        texts("measure", t("How one will see that it has worked")),
        field("kind", t("continuing, or new")),
        field("owner", t("Who answers for it"), 24),
        field("due_on", t("By when")),
        field("overdue", t("yes where that day has gone by and it is still to be done")),
        field("effort", t("How much work it is: low, medium or high")),
        field("questions", t("The ids of the questions it is meant to lift"), 30),
    )
    plans = material.plans
    plan = plans.current if plans else None
    rows = [
        (
            at, *_action(one), one.measure, one.kind.value, one.owner.name if one.owner else None, one.due_on,
            "yes" if plans and one.overdue(plans.today) else "no", one.effort, "; ".join(one.questions),
        )
        for at, one in enumerate(plan.actions if plan else (), 1)
    ]  # fmt: skip
    return sheet("actions", t("A row for each action of the plan that this result led to"), fields, rows)


def action_notes(material: Material, t: Translator) -> Sheet:
    """The progress that was noted."""
    fields = (
        field("action", t("The number of the action")),
        field("noted_on", t("The day of the note")),
        field("status", t("How far the action was then"), 16),
        texts("text", t("What was noted")),
    )
    plan = material.plans.current if material.plans else None
    rows = [
        (at, note.noted_on, note.status.value, note.text)
        for at, one in enumerate(plan.actions if plan else (), 1)
        for note in one.notes
    ]
    return sheet("action_notes", t("A row for each note on an action"), fields, rows)


def last_actions(material: Material, t: Translator) -> Sheet:
    """What came of the plan before, beside what its questions did; the one need not have brought about the other."""
    fields = (
        field("number", t("Which action of the earlier plan it is")),
        *_action_fields(t),
        field("came_to", t("Where it ended up: done, stopped, carried (into the next plan), or open"), 16),
        field("question", t("A question that it was meant to lift, as that plan calls it"), 22),
        level_field("from", t("The level of the question in the earlier year")),
        level_field("to", t("Its level this year")),
        field("moved", t("up, same or down")),
        field("why", t("Why the two years cannot be compared there"), 24),
    )
    about = t("A row for each action of the plan before, and each question it was linked to. That a question rose does"
              " not say that the action was the cause")  # fmt: skip
    return sheet("last_actions", about, fields, _outcomes(material))


def _outcomes(material: Material) -> Iterator[tuple[Cell, ...]]:
    plans, pair = material.plans, material.pair
    if plans is None or plans.before is None:
        return
    beside = pair if pair and lies_between(plans.before, pair) else None
    for at, found in enumerate(outcomes(plans.before, beside, after=plans.current), 1):
        head = (at, *_action(found.action), found.came_to.value)
        for one in found.linked:
            yield (*head, one.id, one.from_, one.to, one.moved, one.why)
        if not found.linked:
            yield (*head, None, None, None, None, None)


def _action_fields(t: Translator) -> tuple[Field, ...]:
    return (
        texts("text", t("What is to be done")),
        field("key", t("yes for a key action")),
        field("status", t("not_started, under_way, done, or stopped"), 16),
        texts("stopped_because", t("Why it was stopped")),
        field("ended_on", t("The day it was done or stopped")),
    )


def _action(action: Action) -> tuple[Cell, ...]:
    return action.text, "yes" if action.key else "no", action.status.value, action.reason, action.ended_on
