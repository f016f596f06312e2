"""What the moderator noted: answers accepted or returned, and supported levels that were lowered, with the reason."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Paragraph, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.voices.proceedings import ModerationNote


def moderation(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing without notes; answers that were accepted without a word are counted."""
    notes = material.proceedings.notes if material.proceedings else ()
    told = [one for one in notes if one.note]
    blocks: list[Block] = [_table(material, told, t)] if told else []
    if accepted := len({one.question for one in notes if not one.note}):
        blocks.append(Paragraph(text=t.plural(
            "The moderator accepted {count} answer without a note.",
            "The moderator accepted {count} answers without a note.",
            accepted,
        )))  # fmt: skip
    return tuple(blocks)


def _table(material: Material, told: list[ModerationNote], t: Translator) -> Table:
    labels = {
        question.id: question_label(section, question.id, t)
        for section in material.questionnaire.sections
        for question in section.questions
    }
    return Table(
        caption=t("Notes of the moderator, in the order they were made"),
        columns=(
            Column(title=t("Question"), width=5),
            Column(title=t("Outcome"), width=3),
            Column(title=t("Note"), width=6),
        ),
        rows=tuple(
            (
                labels[one.question] if one.question else t("The whole assessment"),
                wording.outcome_words(t, material.questionnaire, one),
                one.note,
            )
            for one in told
        ),
    )
