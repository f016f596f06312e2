"""What the workshop agreed: each level that was discussed, how far people agreed before, the reason and any dissent."""

from __future__ import annotations

from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Note, Paragraph, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.report.voice_words import FEWEST_SHOWN, printed_words
from selfassess.voices.agenda import Standing, standing_of
from selfassess.voices.proceedings import Agreed


def agreed(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where no workshop settled anything."""
    found = {one.question: one for one in material.proceedings.agreed} if material.proceedings else {}
    told = [
        (section, question, found[question.id])
        for section in material.questionnaire.sections
        for question in section.questions
        if question.id in found
    ]
    discussed = [one for one in told if not was_as_proposed(one[2], material.sheet.answer(one[1].id))]
    blocks: list[Block] = []
    if discussed:
        fewest = t("Of what people gave apart, no level is printed that fewer than {count} of them gave, and nothing"
                   " in their own words.", count=FEWEST_SHOWN)  # fmt: skip
        blocks += [_table(material, discussed, t), Paragraph(text=fewest, style="small")]
    if as_proposed := len(told) - len(discussed):
        blocks.append(Paragraph(text=t.plural(
            "{count} question was agreed without discussion: what people had said apart was the same, or nearly.",
            "{count} questions were agreed without discussion: what people had said apart was the same, or nearly.",
            as_proposed,
        )))  # fmt: skip
    return tuple(blocks)


def was_as_proposed(one: Agreed, answer: Answer) -> bool:
    """Whether people were so close that an answer was proposed, and that one stands, without anybody's dissent."""
    standing, value = standing_of(one.responses, one.apart)
    if standing is Standing.DISCUSS or one.dissent or one.changed:
        return False
    return answer.state is State.NOT_APPLICABLE if value is None else answer.value == value


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
                printed_words(t, one.apart),
                wording.answer_words(t, material.questionnaire, question, material.sheet.answer(question.id)),
            )
            for section, question, one in discussed
        ),
        notes=tuple(tuple(agreed_notes(one, t)) for _, _, one in discussed),
        notes_title=t("with the reason, and what those said who see it differently"),
    )


def agreed_notes(one: Agreed, t: Translator) -> list[Note]:
    """The reason and the dissent, or that the answer is another one since."""
    if one.changed:
        changed = t("The answer was changed after the workshop. What was said there was about another answer, so it is"
                    " not printed here.")  # fmt: skip
        return [Note(term=t("Changed since"), text=changed)]
    reason = [Note(term=t("Reason"), text=one.reason)] if one.reason else []
    return reason + [Note(term=t("Dissent"), text=text) for text in one.dissent]
