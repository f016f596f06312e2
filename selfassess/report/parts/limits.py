"""What the report is not, what it left out, how to get help, and how it can be had in another form."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report.blocks import Block, Bullets, Heading, Paragraph
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material


def limits(material: Material, t: Translator) -> tuple[Block, ...]:
    """How far the figures carry, and what a reader can do who needs more."""
    return (
        Heading(text=t("What the figures can and cannot say")),
        Bullets(
            items=(
                t("It supports learning and improvement. It is not an accreditation, an inspection or a league table."),
                t("It is a self-assessment: it says how the organisation sees itself, with the evidence it chose."),
                t("A change of a few points can come from a single answer, and is no trend by itself."),
                t(
                    "Organisations answer in their own circumstances, so scores of different organisations, or of "
                    "different questionnaires, are not to be ranked."
                ),
                t("“Don’t know yet” is an honest answer. It lowers no score; it widens the range."),
            )
        ),
        *_ignored(material, t),
        *accessibility(t),
        Heading(text=t("Help and contacts")),
        Paragraph(
            text=t(
                "Questions about this report, or a wish for it in another form, are best put to the person who led the "
                "assessment at {organisation}.",
                organisation=material.sheet.organisation,
            )
        ),
    )


def accessibility(t: Translator) -> tuple[Block, ...]:
    """How a report can be read by those who do not see it, or not so well."""
    return (
        Heading(text=t("Accessibility")),
        Paragraph(
            text=t(
                "Every chart comes with a sentence that says what it shows, and its numbers stand in a table. The "
                "printed report is tagged for screen readers, and the same report can be had as a web page, where the "
                "size of the text can be changed."
            )
        ),
        Paragraph(
            text=t(
                "A character that the typefaces of the printed report do not have is shown there as a marker; the web "
                "page has every text as it was written."
            )
        ),
    )


def _ignored(material: Material, t: Translator) -> tuple[Block, ...]:
    """Answers that were kept but play no part, because their question does not apply."""
    ignored = frozenset(material.card.ignored)
    if not ignored:
        return ()
    labels = [
        question_label(section, question.id, t)
        for section in material.questionnaire.sections
        for question in section.questions
        if question.id in ignored
    ]
    return (
        Heading(text=t("Answers that were left out")),
        Paragraph(
            text=t(
                "These questions were answered, but do not apply after what was said elsewhere. The answers are kept, "
                "and count nowhere."
            )
        ),
        Bullets(items=tuple(labels)),
    )
