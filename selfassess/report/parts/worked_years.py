"""How the figures of the years came about: which answers went in, and the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Heading, Paragraph
from selfassess.report.material import YearPair, Years
from selfassess.report.parts.worked import YEARS, Row, worked_table
from selfassess.scoring.arithmetic import mean, percent_of_scale
from selfassess.scoring.card import ScoreCard

PLACES = 2
Levels = list[tuple[int, Fraction]]
"""Level and weight of each question that went in."""


def worked_years(years: Years, t: Translator) -> tuple[Block, ...]:
    """Each year as scored, then each step like for like. Nothing where nothing was answered in any year."""
    scored = {
        card.period: rows
        for questionnaire, card in _cards(years)
        if (rows := _year(questionnaire.top, _as_scored(questionnaire, card, t), t))
    }
    tables = [
        worked_table(t("As scored in {period}, step by step", period=period), rows, t, widths=YEARS)
        for period, rows in scored.items()
    ]
    if not tables:
        return ()
    told = t(
        "As scored: every answer of a year, with that year’s weights and sections. Like for like: both years over the "
        "questions answered in both, with this year’s weights and sections."
    )
    own = {(f"{row[0]}, {period}", *row[1:]) for period, rows in scored.items() for row in rows}
    left_out = False
    for pair in years.pairs:
        common = _like_for_like(pair, t) if pair.then.comparison.common else []
        different = [row for row in common if row not in own]
        if different:
            tables.append(worked_table(_title(years, pair, t), different, t, widths=YEARS))
        left_out = left_out or len(different) < len(common)
    if left_out:
        told += " " + t("What is not listed for like for like came about as it was scored.")
    if len(years.pairs) > 1:
        told += " " + t(
            "Where more than two years share their questions, the same is done over what all of them answered."
        )
    return Heading(text=t("How these figures came about")), Paragraph(text=told), *tables


def _cards(years: Years) -> list[tuple[Questionnaire, ScoreCard]]:
    """Every year, the oldest first."""
    now = years.pairs[-1].now
    return [*((year.questionnaire, year.card) for year in years.before), (now.questionnaire, now.card)]


def _title(years: Years, pair: YearPair, t: Translator) -> str:
    if len(years.pairs) == 1:
        return t("Like for like, step by step")
    return t(
        "{now} beside {earlier}, like for like, step by step", now=pair.now.card.period, earlier=pair.then.card.period
    )


def _year(top: int, sections: Sequence[tuple[str, Fraction, Levels]], t: Translator) -> list[Row]:
    """One year: a row for each section (name, weight, what went in) that has an answer, and one over all of them."""
    rows: list[Row] = []
    means = []
    for name, weight, levels in sections:
        if levels:
            figure, arithmetic = percent_of_scale(levels, top)
            means.append((figure, weight))
            rows.append((name, t.number(figure, PLACES), arithmetic))
    if means:
        figure, arithmetic = mean(means)
        rows.append((t("Overall"), t.number(figure, PLACES), arithmetic))
    return rows


def _as_scored(questionnaire: Questionnaire, card: ScoreCard, t: Translator) -> list[tuple[str, Fraction, Levels]]:
    found = []
    for section in questionnaire.sections:
        weights = _weights(section)
        results = card.section(section.id).questions
        levels = [(result.level, weights[result.id]) for result in results if result.level is not None]
        found.append((wording.section_name(t, section), section.weight, levels))
    return found


def _like_for_like(pair: YearPair, t: Translator) -> list[Row]:
    before, after = [], []
    for section in pair.now.questionnaire.sections:
        name = wording.section_name(t, section)
        then, now = _common(pair, section)
        before.append((name, section.weight, then))
        after.append((name, section.weight, now))
    top = pair.now.questionnaire.top
    return [
        (f"{name}, {period}", result, arithmetic)
        for period, sections in ((pair.then.card.period, before), (pair.now.card.period, after))
        for name, result, arithmetic in _year(top, sections, t)
    ]


def _common(pair: YearPair, section: Section) -> tuple[Levels, Levels]:
    """What was answered in both years: the earlier levels, then this year's, both with this year's weights."""
    weights = _weights(section)
    before, after = [], []
    for result in pair.now.card.section(section.id).questions:
        then = pair.then.result(result.id)
        if result.level is not None and then is not None and then.level is not None:
            before.append((then.level, weights[result.id]))
            after.append((result.level, weights[result.id]))
    return before, after


def _weights(section: Section) -> dict[str, Fraction]:
    return {question.id: question.weight for question in section.level_questions}
