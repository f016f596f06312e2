"""All answers, one after the other: each with everything that was said about it, in one place."""

from __future__ import annotations

from selfassess.answers.applicability import applicability
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Note, Paragraph, Part, Report, Table
from selfassess.report.diagrams import level_columns, question_label, question_number
from selfassess.report.framing import framed, front
from selfassess.report.material import Material
from selfassess.report.parts.agreed import agreed_notes
from selfassess.report.parts.evidence import answer_cells, answer_notes


def answer_register(material: Material, t: Translator) -> Report:
    """A part for each section, whether or not anything in it applies."""
    title = t("All answers")
    parts = (
        Part(id=f"answers-{section.id}", title=wording.section_name(t, section), blocks=_blocks(material, section, t),
             starts_page=section is material.questionnaire.sections[0])
        for section in material.questionnaire.sections
    )  # fmt: skip
    return framed(material, t, front(material, t, title=title), parts, numbered=False)


def _blocks(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    applies = applicability(material.questionnaire, material.sheet).applies
    asked = [question for question in section.questions if question.id in applies]
    numbers = [question_number(section, one.id) for one in section.questions if one.id not in applies]
    blocks: list[Block] = []
    if asked:
        blocks.append(
            Table(
                caption=t("Every answer of this section, with what was said about it"),
                columns=(Column(title=t("Question"), width=8), *level_columns(material, t)),
                rows=tuple(
                    (question_label(section, one.id, t), *answer_cells(material, section, one, t)) for one in asked
                ),
                notes=tuple(tuple(_notes(material, one, t)) for one in asked),
                notes_title=t("with its id, and what stands behind its answer"),
            )
        )
    if numbers:
        told = t.plural("Question {numbers} was not asked: it does not arise, after what was said elsewhere.",
                        "Questions {numbers} were not asked: they do not arise, after what was said elsewhere.",
                        len(numbers), numbers=t.listing(numbers))  # fmt: skip
        blocks.append(Paragraph(text=told))
    return tuple(blocks)


def _notes(material: Material, question: Question, t: Translator) -> list[Note]:
    """What stands behind the answer, then what the workshop said and the moderator noted about it."""
    found = [Note(term=t("Id"), text=_identity(question, t)), *answer_notes(material, question, t)]
    proceedings = material.proceedings
    if proceedings is None:
        return found
    for agreed in proceedings.agreed:
        if agreed.question == question.id:
            found += agreed_notes(agreed, t)
    for note in proceedings.notes:
        if note.question == question.id:
            said = wording.outcome_words(t, material.questionnaire, note)
            found.append(Note(term=t("Moderator"), text=f"{said}. {note.note}".strip()))
    return found


def _identity(question: Question, t: Translator) -> str:
    """The id by which files know the question, and what makes it count otherwise than the rest."""
    told = [question.id]
    if isinstance(question, LevelQuestion):
        if question.weight != 1:
            told.append(t("weight {weight}", weight=t.number(question.weight, 6)))
        if question.gate is not None:
            told.append(t("gate of stage {gate}", gate=question.gate))
    return "; ".join(told)
