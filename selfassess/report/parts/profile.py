"""The profile: how the sections compare, as radar, bars and table, and the same answers seen through the lenses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Heading, Paragraph, Table
from selfassess.report.diagrams import profile_radar, score_bars, scores_table
from selfassess.report.material import Material
from selfassess.report.parts.apart import apart_and_agreed
from selfassess.scoring.card import QuestionResult, SectionResult, Status

WELL_ESTABLISHED = 3
"""The level from which the lens view counts; on a shorter scale its top."""


def profile(material: Material, t: Translator) -> tuple[Block, ...]:
    """Charts without tables of their own, for the one table of this part has all their numbers."""
    radar = profile_radar(material, t)
    return (
        Paragraph(text=t("How far each section has come, side by side. Every score is out of 100."), style="lead"),
        *((replace(radar, table=None),) if radar else ()),
        replace(score_bars(material, t), table=None),
        scores_table(material, t),
        *_notes(material, t),
        *apart_and_agreed(material, t),
        *_lenses(material, t),
    )


def _notes(material: Material, t: Translator) -> tuple[Block, ...]:
    """Why some figures are missing or could still move, and how the earlier year's are to be read."""
    results = material.card.sections
    told = []
    if any(result.answered < result.applicable for result in results):
        told.append(
            t("Where questions are open, a score could still end up anywhere in its range once they are answered.")
        )
    if any(result.status is Status.TOO_FEW_ANSWERS for result in results):
        told.append(
            t("A section with few answers has no score yet, so that nothing is read into a handful of answers.")
        )
    if material.comparable:
        told.append(
            t(
                "The scores of {period} are as they were then; what can be compared like for like stands in the part "
                "on years.",
                period=material.comparable.card.period,
            )
        )
    return tuple(Paragraph(text=text, style="small") for text in told)


def _lenses(material: Material, t: Translator) -> tuple[Block, ...]:
    questionnaire = material.questionnaire
    rows = []
    for lens, title in questionnaire.lenses.items():
        through = lens_results(questionnaire, material.card.sections, lens)
        if through:
            high = sum((result.level or 0) >= lens_level(questionnaire) for result in through)
            share = t.number(Fraction(100 * high, len(through)))
            rows.append((t.text(title), t("{high} of {all}", high=high, all=len(through)), t("{share}%", share=share)))
    if not rows:
        return ()
    level = wording.level_words(t, questionnaire, lens_level(questionnaire))
    return (
        Heading(text=t("The same answers through other lenses")),
        Paragraph(
            text=t(
                "Each question belongs to one or more lenses. This counts the scored questions that apply and stand at "
                "“{level}” or higher; open questions are not among those.",
                level=level,
            )
        ),
        Table(
            caption=t("Questions at “{level}” or higher, by lens", level=level),
            columns=(
                Column(title=t("Lens"), width=4),
                Column(title=t("Questions"), width=2, kind="number"),
                Column(title=t("Share"), width=2, kind="number"),
            ),
            rows=tuple(rows),
        ),
    )


def lens_level(questionnaire: Questionnaire) -> int:
    """The level from which a question counts in the lens view."""
    return min(WELL_ESTABLISHED, questionnaire.top)


def lens_results(
    questionnaire: Questionnaire, sections: tuple[SectionResult, ...], lens: str
) -> tuple[QuestionResult, ...]:
    """The scored questions that apply and belong to a lens."""
    return tuple(
        result
        for section in sections
        for result in section.questions
        if lens in questionnaire.by_id[result.id].lenses and result.state is not State.NOT_APPLICABLE
    )
