"""How the like for like figures came about: which answers went in for each year, and the arithmetic."""

from __future__ import annotations

from fractions import Fraction

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Heading, Paragraph, Table
from selfassess.report.material import ComparedYear, Material
from selfassess.scoring.arithmetic import mean, percent_of_scale

PLACES = 2


def worked_years(material: Material, year: ComparedYear, t: Translator) -> tuple[Block, ...]:
    """Both years of each section that has a common question, then both years overall."""
    if not year.comparison.common:
        return ()
    periods = (year.card.period, material.card.period)
    rows = []
    overall: tuple[list[tuple[Fraction, Fraction]], ...] = ([], [])
    for section in material.questionnaire.sections:
        replies = _common(material, year, section)
        for period, levels, means in zip(periods, replies, overall, strict=True):
            if levels:
                figure, arithmetic = percent_of_scale(levels, material.questionnaire.top)
                means.append((figure, section.weight))
                rows.append((f"{wording.section_name(t, section)}, {period}", t.number(figure, PLACES), arithmetic))
    for period, means in zip(periods, overall, strict=True):
        figure, arithmetic = mean(means)
        rows.append((t("Overall, {period}", period=period), t.number(figure, PLACES), arithmetic))
    return (
        Heading(text=t("How the like for like figures came about")),
        Paragraph(
            text=t(
                "Both years over the questions answered in both, with this year’s weights and sections. A score as "
                "scored is each year’s own; this year’s is worked out in the part on how the figures came about."
            )
        ),
        Table(
            caption=t("Like for like, step by step"),
            columns=(
                Column(title=t("Figure"), width=4),
                Column(title=t("Result"), width=2, kind="number"),
                Column(title=t("How it came about"), width=6),
            ),
            rows=tuple(rows),
        ),
    )


def _common(
    material: Material, year: ComparedYear, section: Section
) -> tuple[list[tuple[int, Fraction]], list[tuple[int, Fraction]]]:
    """Level and weight of the questions answered in both years: the earlier year's, then this year's."""
    weights = {question.id: question.weight for question in section.level_questions}
    before, after = [], []
    for result in material.card.section(section.id).questions:
        then = year.result(result.id)
        if result.level is not None and then is not None and then.level is not None:
            before.append((then.level, weights[result.id]))
            after.append((result.level, weights[result.id]))
    return before, after
