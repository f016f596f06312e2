"""What the workshop agreed: each level that was discussed, what was said apart before, the reason and any dissent."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Note, Paragraph, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.report.voice_words import given_words
from selfassess.voices.proceedings import Agreed

FEWEST_SHOWN = 3
"""Of two who answered, each would read in the report what the other said; and others would read single answers."""


def agreed(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where no workshop settled anything."""
    found = {one.question: one for one in material.proceedings.agreed} if material.proceedings else {}
    told = [
        (section, question, found[question.id])
        for section in material.questionnaire.sections
        for question in section.questions
        if question.id in found
    ]
    discussed = [one for one in told if one[2].reason or one[2].dissent]
    blocks: list[Block] = []
    if discussed:
        blocks.append(_table(material, discussed, t))
    if as_proposed := len(told) - len(discussed):
        blocks.append(Paragraph(text=t.plural(
            "{count} question was agreed without discussion: what people had said apart was the same, or nearly.",
            "{count} questions were agreed without discussion: what people had said apart was the same, or nearly.",
            as_proposed,
        )))  # fmt: skip
    return tuple(blocks)


def _table(material: Material, discussed: list[tuple[Section, Question, Agreed]], t: Translator) -> Table:
    return Table(
        caption=t("Questions that were discussed"),
        columns=(
            Column(title=t("Question"), width=8),
            Column(title=t("Given apart"), width=5),
            Column(title=t("Agreed"), width=3, kind="level"),
        ),
        rows=tuple(
            (
                question_label(section, question.id, t),
                _apart(material, question, one, t),
                wording.answer_words(t, material.questionnaire, question, material.sheet.answer(question.id)),
            )
            for section, question, one in discussed
        ),
        notes=tuple(tuple(_notes(one, t)) for _, _, one in discussed),
        notes_title=t("with the reason, and what those said who see it differently"),
    )


def _notes(one: Agreed, t: Translator) -> list[Note]:
    reason = [Note(term=t("Reason"), text=one.reason)] if one.reason else []
    return reason + [Note(term=t("Dissent"), text=text) for text in one.dissent]


def _apart(material: Material, question: Question, one: Agreed, t: Translator) -> str:
    if one.responses.answered < FEWEST_SHOWN:
        return t("Too few answers to show")
    return given_words(t, material.questionnaire, question, one.apart, one.responses)
