"""What the moderator noted: answers accepted or returned, and supported levels that were lowered, with the reason."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.voices.proceedings import ModerationNote, Outcome


def moderation(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing without notes."""
    if material.proceedings is None or not material.proceedings.notes:
        return ()
    labels = {
        question.id: question_label(section, question.id, t)
        for section in material.questionnaire.sections
        for question in section.questions
    }
    rows = tuple(
        (labels[one.question] if one.question else t("The whole assessment"), _outcome(material, one, t), one.note)
        for one in material.proceedings.notes
    )
    return (
        Table(
            caption=t("Notes of the moderator, in the order they were made"),
            columns=(
                Column(title=t("Question"), width=5),
                Column(title=t("Outcome"), width=3),
                Column(title=t("Note"), width=6),
            ),
            rows=rows,
        ),
    )


def _outcome(material: Material, one: ModerationNote, t: Translator) -> str:
    if one.outcome is Outcome.LOWERED:
        level = wording.level_words(t, material.questionnaire, one.supported_level)
        return t("Backed by evidence lowered to {level}", level=level)
    return t("Accepted") if one.outcome is Outcome.ACCEPTED else t("Returned to be looked at again")
