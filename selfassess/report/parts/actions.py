"""The plan of actions: the key ones first, what is overdue before the rest; and what happened to last year's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from selfassess.language import Translator
from selfassess.plan import Action, ActionKind, ActionPlan, ActionStatus, Check
from selfassess.plan.board import ordered
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.action_words import (
    counted_words,
    due_words,
    lead_words,
    progress_words,
    span_words,
    status_words,
)
from selfassess.report.blocks import Block, Column, Facts, Heading, Note, Paragraph, Table
from selfassess.report.diagrams import question_place
from selfassess.report.material import Material
from selfassess.report.parts.last_actions import last_actions

LATEST_NOTES = 3
"""Progress notes that are printed of one action; how many came before them is said."""


def actions(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where there is no plan."""
    plans = material.plans
    if plans is None:
        return ()
    last = last_actions(plans.before, plans.current, material.pair, t) if plans.before else ()
    if plans.current is None:
        none_yet = t("No plan of actions has been begun from this result yet.")
        return Paragraph(text=none_yet, style="lead"), *last
    return (
        Paragraph(text=_opening(plans.current, plans.today, t), style="lead"),
        *_tables(material.questionnaire, plans.current, plans.today, t),
        *_checks(plans.current.checks, t),
        *last,
    )


def _opening(plan: ActionPlan, today: date, t: Translator) -> str:
    """Which twelve months, and how many actions are how far."""
    about = {"span": span_words(t, plan), "today": t.date(today)}
    if not plan.actions:
        return t("The plan for {span} has no actions yet, as of {today}.", **about)
    states = [action.status for action in plan.actions]
    told = t.plural(
        "The plan for {span}, as of {today}, has {count} action: {states}.",
        "The plan for {span}, as of {today}, has {count} actions: {states}.",
        len(states),
        states=t.listing([counted_words(t, one, states.count(one)) for one in ActionStatus if one in states]),
        **about,
    )
    overdue = sum(action.overdue(today) for action in plan.actions)
    return f"{told} {t.plural('{count} is overdue.', '{count} are overdue.', overdue)}" if overdue else told


def _tables(asked: Questionnaire, plan: ActionPlan, today: date, t: Translator) -> list[Block]:
    """The key actions, then what else is still to be done, then what else has come to an end."""
    others = [one for one in plan.actions if not one.key]
    groups = (
        (t("Key actions"), plan.key_actions),
        (t("Other actions, still to be done"), [one for one in others if one.open]),
        (t("Other actions, done or stopped"), [one for one in others if not one.open]),
    )
    return [_table(caption, ordered(found, today), asked, today, t) for caption, found in groups if found]


def _table(caption: str, found: Sequence[Action], asked: Questionnaire, today: date, t: Translator) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title=t("Action"), width=8),
            Column(title=t("Who leads it"), width=4),
            Column(title=t("By when"), width=3),
            Column(title=t("Progress"), width=3),
        ),
        rows=tuple((one.text, lead_words(t, one), due_words(t, one), progress_words(t, one, today)) for one in found),
        notes=tuple(tuple(_notes(one, asked, t)) for one in found),
        notes_title=t("with how one will know that it worked, and what was noted on the way"),
    )


def _notes(action: Action, asked: Questionnaire, t: Translator) -> list[Note]:
    found = []
    if action.kind is ActionKind.CONTINUING:
        found.append(Note(term=t("Continuing"), text=t("It goes on from before.")))
    if action.measure:
        found.append(Note(term=t("Measure"), text=action.measure))
    places = [
        question_place(section, question.id, t)
        for section in asked.sections
        for question in section.questions
        if question.id in action.questions
    ]
    if places:
        found.append(Note(term=t("Questions"), text=t.listing(places)))
    if action.reason:
        found.append(Note(term=t("Stopped"), text=action.reason))
    return found + _progress(action, t)


def _progress(action: Action, t: Translator) -> list[Note]:
    """The latest notes, newest first; why it was stopped is said already."""
    newest = [one for one in reversed(action.notes) if not (action.reason and one.text == action.reason)]
    found = []
    for one in newest[:LATEST_NOTES]:
        about = {"day": t.date(one.noted_on), "status": status_words(t, one.status)}
        said = t("{status}, {day}: {text}", text=one.text, **about) if one.text else t("{status}, {day}", **about)
        found.append(Note(term=t("Noted"), text=said))
    if before := len(newest[LATEST_NOTES:]):
        told = t.plural("{count} earlier note is kept with the action.",
                        "{count} earlier notes are kept with the action.", before)  # fmt: skip
        found.append(Note(term=t("Before"), text=told))
    return found


def _checks(checks: Sequence[Check], t: Translator) -> tuple[Block, ...]:
    """The days on which the whole plan is looked at."""
    if not checks:
        return ()
    rows = tuple((t.date(one.due_on), _check_words(one, t)) for one in checks)
    return Heading(text=t("When the plan is looked at")), Facts(rows=rows)


def _check_words(check: Check, t: Translator) -> str:
    if check.done_on is None:
        return t("Not done yet")
    done = t("Done on {day}", day=t.date(check.done_on))
    return f"{done}. {check.note}" if check.note else done
