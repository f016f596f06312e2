"""All questions and answers as rows of values: one a question, of every type; all formats share them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Value
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.material import Material
from selfassess.scoring.card import QuestionResult

Cell = str | int | Fraction | date | None
"""A value in a table; None where there is none."""

COLUMNS = (
    "section",
    "section_title",
    "question",
    "prompt",
    "type",
    "applies",
    "state",
    "level",
    "level_name",
    "supported_level",
    "value",
    "reason",
    "comment",
    "evidence_count",
    "evidence_titles",
    "weight",
    "gate",
    "lowered_to",
    "lowered_reason",
    "action_count",
    "action_texts",
    "action_states",
)


def answer_rows(material: Material, t: Translator) -> Iterator[tuple[Cell, ...]]:
    """A row of `COLUMNS` for each question, in the questionnaire's order."""
    results = {result.id: result for section in material.card.sections for result in section.questions}
    applies = applicability(material.questionnaire, material.sheet).applies
    for section in material.questionnaire.sections:
        for question in section.questions:
            yield _row(material, section, question, results.get(question.id), question.id in applies, t)


def _row(
    material: Material,
    section: Section,
    question: Question,
    result: QuestionResult | None,
    applies: bool,
    t: Translator,
) -> tuple[Cell, ...]:
    answer = material.sheet.answer(question.id)
    scored = isinstance(question, LevelQuestion)
    level = answer.level if scored else None
    plan = material.plans.current if material.plans else None
    planned = [action for action in plan.actions if question.id in action.questions] if plan else []
    return (
        section.id,
        t.text(section.title),
        question.id,
        t.text(question.prompt),
        question.type,
        "yes" if applies else "no",
        answer.state.value,
        level,
        None if level is None else wording.level_name(t, material.questionnaire, level),
        result.supported_level if result else None,
        None if scored else _value(answer.value),
        answer.reason,
        answer.comment,
        len(answer.evidence),
        "; ".join(piece.title for piece in answer.evidence),
        question.weight if isinstance(question, LevelQuestion) else None,
        question.gate if isinstance(question, LevelQuestion) else None,
        answer.lowered.level if answer.lowered else None,
        answer.lowered.reason if answer.lowered else None,
        len(planned),
        "; ".join(action.text for action in planned),
        "; ".join(action.status.value for action in planned),
    )


def _value(value: Value | None) -> Cell:
    """Option ids one after the other; numbers and days as they are."""
    return "; ".join(value) if isinstance(value, tuple) else value
