"""What is planned in one section: the actions of the plan that are linked to its questions."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.plan.board import ordered
from selfassess.questionnaire.model import Section
from selfassess.report.action_words import due_words, lead_words, progress_words
from selfassess.report.blocks import Block, Column, Heading, Table
from selfassess.report.diagrams import question_number
from selfassess.report.material import Material


def planned(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    """Nothing where no action is linked to the section."""
    plans = material.plans
    if plans is None or plans.current is None:
        return ()
    here = [question.id for question in section.questions]
    rows = [
        (
            ", ".join(question_number(section, id) for id in here if id in action.questions),
            action.text,
            lead_words(t, action),
            due_words(t, action),
            progress_words(t, action, plans.today),
        )
        for action in ordered(plans.current.actions, plans.today)
        if not set(here).isdisjoint(action.questions)
    ]
    if not rows:
        return ()
    table = Table(
        caption=t("Actions of the plan that are linked to these questions"),
        columns=(
            Column(title=t("Question"), width=2),
            Column(title=t("Action"), width=9),
            Column(title=t("Who leads it"), width=4),
            Column(title=t("By when"), width=3),
            Column(title=t("Progress"), width=3),
        ),
        rows=tuple(rows),
        small=True,
    )
    return Heading(text=t("What is planned here")), table
