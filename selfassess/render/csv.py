"""All questions and answers as a table for a spreadsheet: one row a question, of every type."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Value
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.language.spreadsheet import harmless
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.material import Material
from selfassess.scoring.card import QuestionResult

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


def render_csv(material: Material, t: Translator) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets read another encoding into it."""
    results = {result.id: result for section in material.card.sections for result in section.questions}
    applies = applicability(material.questionnaire, material.sheet).applies
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for section in material.questionnaire.sections:
        for question in section.questions:
            row = _row(material, section, question, results.get(question.id), question.id in applies, t)
            writer.writerow([harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _row(
    material: Material,
    section: Section,
    question: Question,
    result: QuestionResult | None,
    applies: bool,
    t: Translator,
) -> tuple[str, ...]:
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
        _whole(level),
        "" if level is None else wording.level_name(t, material.questionnaire, level),
        _whole(result.supported_level if result else None),
        "" if scored else _value(answer.value),
        answer.reason or "",
        answer.comment or "",
        str(len(answer.evidence)),
        "; ".join(piece.title for piece in answer.evidence),
        _number(question.weight) if isinstance(question, LevelQuestion) else "",
        _whole(question.gate) if isinstance(question, LevelQuestion) else "",
        _whole(answer.lowered.level) if answer.lowered else "",
        answer.lowered.reason if answer.lowered else "",
        str(len(planned)),
        "; ".join(action.text for action in planned),
        "; ".join(action.status.value for action in planned),
    )


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)


def _value(value: Value | None) -> str:
    """Option ids, numbers and days as other programs read them."""
    match value:
        case None:
            return ""
        case tuple():
            return "; ".join(value)
        case date():
            return value.isoformat()
        case int() | Fraction():
            return _number(Fraction(value))
        case _:
            return value


def _number(value: Fraction) -> str:
    written = f"{rounded(value, 6):f}"
    return written.rstrip("0").rstrip(".")
