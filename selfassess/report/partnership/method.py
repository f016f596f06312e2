"""How the figures of a partnership come about, and how far they carry."""

from __future__ import annotations

from selfassess.disclosure.values import FEWEST, FEWEST_FOR_QUARTILES
from selfassess.language import Translator
from selfassess.report.blocks import Block, Bullets, Heading, Paragraph
from selfassess.report.partnership.year import PartnershipYear
from selfassess.report.parts.limits import accessibility


def method(_: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """The rules in plain words."""
    return (
        Paragraph(
            text=t(
                "Each figure follows from signed results by these rules; nothing is estimated, nothing is weighted."
            ),
            style="lead",
        ),
        Bullets(
            items=(
                t(
                    "A result counts once it is signed and shared, in the year of its day of assessment. Of an"
                    " organisation with several results in a year the latest counts, and each organisation counts once."
                ),
                t(
                    "The median is the middle one of all in order. Of scores of an even number it lies halfway between"
                    " the middle two; of stages it is the lower of them, so that it is a stage."
                ),
                t(
                    "The quartiles cut off the lowest and the highest quarter; between two values they lie in"
                    " proportion. They need {count} organisations.",
                    count=FEWEST_FOR_QUARTILES,
                ),
                t("Movement counts organisations that are in both years, by the stage of a section then and now."),
                t(
                    "Where an organisation’s score is missing, because too little was answered or nothing applies, it"
                    " is not in the figures of that section."
                ),
                t(
                    "Results without a name are counted in groups of at least {fewest}, which enter and leave together;"
                    " so a newer result may not be in yet.",
                    fewest=FEWEST,
                ),
                t(
                    "Actions are those of organisations that are seen by name: of the plan about the result of this"
                    " year. The same suggestion, or the same words, count as the same action."
                ),
                t(
                    "Numbers are worked out exactly and rounded once, for printing: medians and quartiles to one"
                    " decimal."
                ),
            )
        ),
    )


def limits(_: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """What must not be read into the figures, and how the report can be had."""
    return (
        Heading(text=t("What the figures can and cannot say")),
        Bullets(
            items=(
                t("It supports learning and improvement. It is not an accreditation, an inspection or a league table."),
                t("Results are self-assessments: they say how organisations see themselves, with evidence they chose."),
                t("Who shares may differ from who does not, so the figures need not stand for the whole partnership."),
                t("A change from year to year can come from a few organisations, or from others taking part."),
                t("Much else happens in the same months: no figure here says what an action brought about."),
            )
        ),
        *accessibility(t),
        Heading(text=t("Help and contacts")),
        Paragraph(
            text=t(
                "Questions about this report, or a wish for it in another form, are best put to whoever runs the"
                " partnership. What an organisation shares, its own lead decides and can change at any time; reports"
                " that were made before stay as they are."
            )
        ),
    )
