"""The figures that are asked for beside the levels, such as how many have had training, over all years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet, State
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import NumberQuestion, PercentQuestion, Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Chart, Column, Paragraph, Table
from selfassess.report.charts import CountColumns, CountRow, LinePanel, Series, YearLines
from selfassess.report.diagrams import question_label, question_place
from selfassess.report.material import Material
from selfassess.report.sentences import Point, chart_sentence
from selfassess.report.year_diagrams import MOST_BESIDE

PLACES = 6
"""Decimals of a figure, as it was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Indicator:
    """One question: its figure in every year, the oldest first, and the same in words, which say why there is none.

    `place` is its number, `label` that with its prompt; `unit` is what it counts, empty for a share of 100.
    """

    place: str
    label: str
    unit: str
    values: tuple[Fraction | None, ...]
    said: tuple[str, ...]


def indicators(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where no figure was given in any year; no chart of a single year."""
    years = [(year.questionnaire, year.sheet) for year in material.years.series.years] if material.years else []
    years = years or [(material.questionnaire, material.sheet)]
    periods = [sheet.period for _, sheet in years]
    asked = [
        _indicator(section, question, years, t)
        for section in material.questionnaire.sections
        for question in section.questions
        if isinstance(question, NumberQuestion | PercentQuestion)
    ]
    found = [one for one in asked if any(value is not None for value in one.values)]
    if not found:
        return ()
    lead = t("Figures that were asked for beside the levels. They count in no score and in no stage.")
    charts = (*_shares(found, periods, t), *_counts(found, periods, t)) if len(periods) > 1 else ()
    return Paragraph(text=lead), *charts, *_tables(found, periods, t)


def _indicator(
    section: Section,
    question: NumberQuestion | PercentQuestion,
    years: Sequence[tuple[Questionnaire, AnswerSheet]],
    t: Translator,
) -> _Indicator:
    values: list[Fraction | None] = []
    said: list[str] = []
    for asked, sheet in years:
        then = asked.by_id.get(question.id)
        answer = sheet.answer(question.id)
        if then is None or not _same(question, then) or question.id not in applicability(asked, sheet).applies:
            values.append(None)
            said.append(t("Not asked"))
            continue
        values.append(Fraction(answer.value) if isinstance(answer.value, int | Fraction) else None)
        told = answer.state is State.ANSWERED
        said.append(wording.answer_words(t, asked, then, answer) if told else wording.state_words(t, answer.state))
    unit = (t.text(question.unit) or t("Number")) if isinstance(question, NumberQuestion) else ""
    return _Indicator(
        place=question_place(section, question.id, t),
        label=question_label(section, question.id, t),
        unit=unit,
        values=tuple(values),
        said=tuple(said),
    )


def _same(now: NumberQuestion | PercentQuestion, then: Question) -> bool:
    """Whether both years asked for the same: a revised question, or one in another unit, is another figure."""
    if now.revision != then.revision or now.type != then.type:
        return False
    return not isinstance(now, NumberQuestion) or not isinstance(then, NumberQuestion) or now.unit == then.unit


def _shares(found: Sequence[_Indicator], periods: Sequence[str], t: Translator) -> tuple[Chart, ...]:
    """What is asked for in per cent, as lines on one axis."""
    shares = [one for one in found if not one.unit]
    if not shares:
        return ()
    points = [Point(name=one.place, value=_tenths(one.values[-1]), earlier=_tenths(one.values[0])) for one in shares]
    sentence = chart_sentence(
        points,
        lambda tenths: t("{number}%", number=t.number(Fraction(tenths, 10), 1)),
        nothing=t("No figure was given in {period}.", period=periods[-1]),
        gap=t("no figure"),
        since=periods[0],
        t=t,
        tenths=True,
    )
    panels = tuple(LinePanel(label=one.label, series=(Series(name=t("Of 100"), values=one.values),)) for one in shares)
    content = YearLines(periods=tuple(periods), panels=panels)
    return (Chart(title=t("Shares of 100 over the years"), content=content, sentence=sentence, table=None),)


def _tenths(value: Fraction | None) -> int | None:
    return None if value is None else int(rounded(value, 1) * 10)


def _counts(found: Sequence[_Indicator], periods: Sequence[str], t: Translator) -> tuple[Chart, ...]:
    """Whole numbers that were given in every year: each a chart of its own, for each has its own measure."""
    charts = []
    for one in found:
        counts = tuple(int(value) for value in one.values if value is not None and value >= 0 and value == int(value))
        if not one.unit or len(counts) < len(periods):
            continue
        steps = t.listing([t("{said} in {period}", said=said, period=period)
                           for said, period in zip(one.said, periods, strict=True)])  # fmt: skip
        charts.append(
            Chart(
                title=one.label,
                content=CountColumns(heads=tuple(periods), rows=(CountRow(label=one.unit, counts=counts),)),
                sentence=t("{question}: {steps}.", question=one.place, steps=steps),
                table=None,
            )
        )
    return tuple(charts)


def _tables(found: Sequence[_Indicator], periods: Sequence[str], t: Translator) -> tuple[Table, ...]:
    """Every figure in words, some years beside each other; how the last two differ stands in the last table."""
    tables = []
    for start in range(0, len(periods), MOST_BESIDE):
        shown = slice(start, start + MOST_BESIDE)
        last = start + MOST_BESIDE >= len(periods) > 1
        columns = [
            Column(title=t("Question"), width=6),
            *(Column(title=period, width=2, kind="number") for period in periods[shown]),
        ]
        if last:
            columns.append(Column(title=t("Since {period}", period=periods[-2]), width=2, kind="number"))
        rows = ((one.label, *one.said[shown], *((_change(one, t),) if last else ())) for one in found)
        caption = t("The figures: {periods}", periods=t.listing(list(periods[shown])))
        tables.append(Table(caption=caption, columns=tuple(columns), rows=tuple(rows)))
    return tuple(tables)


def _change(one: _Indicator, t: Translator) -> str:
    *_, (before, after) = pairwise(one.values)
    if before is None or after is None:
        return t("Not comparable")
    if before == after:
        return t("the same")
    written = t.number(abs(after - before), PLACES)
    return f"+{written}" if after > before else f"−{written}"
