"""What people gave apart beside what was agreed, question by question; of the first only what may be printed."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report.blocks import Block, Heading, HeatCell, HeatColumn, Heatmap, HeatRow, Paragraph
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.report.voice_words import FEWEST_SHOWN
from selfassess.voices.views import LevelSpread


def apart_and_agreed(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where no level that was given apart may be printed; nor of what was changed after it was agreed."""
    agreed = material.proceedings.agreed if material.proceedings else ()
    spreads = {one.question: one.apart for one in agreed if isinstance(one.apart, LevelSpread) and not one.changed}
    middles = {question: _middle(spread) for question, spread in spreads.items()}
    if not any(middle is not None for middle in middles.values()):
        return ()
    asked = [
        (section, question.id)
        for section in material.questionnaire.sections
        for question in section.level_questions
        if question.id in middles
    ]
    return (
        Heading(text=t("Given apart, and agreed")),
        Paragraph(text=_opening(material, middles, t)),
        Heatmap(
            caption=t("Levels before the workshop and after it"),
            names=t("Question"),
            columns=(
                HeatColumn(head=t("Apart"), title=t("The middle of what people gave apart")),
                HeatColumn(head=t("Now"), title=t("What was agreed")),
            ),
            rows=tuple(_row(material, section, question, middles[question], t) for section, question in asked),
            none=t("No level is shown"),
        ),
    )


def _middle(spread: LevelSpread) -> int | None:
    """The lower median; None where fewer people gave that level than may be told."""
    return spread.median if spread.counts[spread.median] >= FEWEST_SHOWN else None


def _row(material: Material, section: Section, question: str, middle: int | None, t: Translator) -> HeatRow:
    now = material.sheet.answer(question).level
    cells = (HeatCell(level=middle), HeatCell(level=now))
    return HeatRow(name=question_label(section, question, t), cells=cells)


def _opening(material: Material, middles: dict[str, int | None], t: Translator) -> str:
    """How often the two are the same, and what a dash is."""
    both = [
        (middle, now)
        for question, middle in middles.items()
        if middle is not None and (now := material.sheet.answer(question).level) is not None
    ]
    same = sum(middle == now for middle, now in both)
    higher = sum(now > middle for middle, now in both)
    told = t.plural(
        "Of {count} question whose middle can be shown, {same} was agreed as that, {higher} higher, {lower} lower.",
        "Of {count} questions whose middle can be shown, {same} were agreed as that, {higher} higher, {lower} lower.",
        len(both), same=same, higher=higher, lower=len(both) - same - higher,
    )  # fmt: skip
    return told + " " + t("A dash stands where fewer than {count} people gave the middle level, or where no level was"
                          " agreed.", count=FEWEST_SHOWN)  # fmt: skip
