"""The high answers whose evidence does not reach as far: what a board can expect to be asked about first."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Note, Paragraph, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.report.undefended_words import needed_words, why_words
from selfassess.scoring.undefended import Undefended, undefended


def high_answers(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where every high answer has evidence that reaches as far, or the questionnaire asks for none."""
    found = undefended(material.questionnaire, material.sheet)
    if not found or not material.weighs_evidence:
        return ()
    opening = t("A moderator, or a board, will ask about these first, the furthest from its evidence at the top."
                " Nothing is wrong with a high answer: it only needs something to point to.")  # fmt: skip
    table = Table(
        caption=t("High answers whose evidence does not reach as far"),
        columns=(
            Column(title=t("Question"), width=8),
            Column(title=t("Claimed"), width=3, kind="level"),
            Column(title=t("Backed by evidence"), width=3, kind="level"),
        ),
        rows=tuple(_row(material, one, t) for one in found),
        notes=tuple(_notes(material, one, t) for one in found),
        notes_title=t("with the reason, and what evidence would do"),
    )
    return Paragraph(text=opening, style="lead"), table


def _row(material: Material, one: Undefended, t: Translator) -> tuple[str, ...]:
    section = next(section for section in material.questionnaire.sections if section.id == one.section)
    return (
        question_label(section, one.question, t),
        wording.level_words(t, material.questionnaire, one.level),
        wording.level_words(t, material.questionnaire, one.supported_level),
    )


def _notes(material: Material, one: Undefended, t: Translator) -> tuple[Note, ...]:
    answer = material.sheet.answer(one.question)
    why = Note(term=t("Why"), text=why_words(t, material.questionnaire, one, answer))
    needed = needed_words(t, material.questionnaire, one)
    return (why, Note(term=t("Would help"), text=needed)) if needed else (why,)
