"""The charts over years: a line for each section, and the waterfall of why the overall score moved."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from selfassess.comparison import Why
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.report import wording
from selfassess.report.blocks import Chart, Column, Table
from selfassess.report.charts import Fall, LinePanel, Series, Waterfall, YearLines
from selfassess.report.material import Material, YearPair, Years
from selfassess.report.sentences import Point, chart_sentence
from selfassess.report.year_words import PLACES, change_words, why_words

Scores = tuple[Fraction | None, ...]
"""A score of 0–100 for each year, the oldest first; None where there is none."""


MOST_BESIDE = 5
"""Years beside each other in one table; with more the names of the sections would have no room."""


def year_lines(material: Material, years: Years, t: Translator) -> tuple[Chart | Table, ...]:
    """This year's sections and the whole over all years: as scored, and over the questions answered in every year.

    One chart with its table, or with many years their tables behind it, some years each.
    """
    names = [t("Overall"), *(wording.section_name(t, section) for section in material.questionnaire.sections)]
    scored = [years.series.as_scored, *_as_scored(material, years)]
    shared = years.series.shared
    same: list[Scores | None] = [shared.overall if shared else None]
    same += [shared.sections.get(section.id) if shared else None for section in material.questionnaire.sections]
    # The second line only where it says something else: mostly the questionnaire stays as it is.
    differs = any(found is not None and found != own for found, own in zip(same, scored, strict=True))
    gaps: Scores = (None,) * len(years.series.years)
    panels = tuple(
        LinePanel(
            label=name,
            series=(
                Series(name=t("As scored"), values=own),
                *((Series(name=t("Like for like"), values=found or gaps),) if differs else ()),
            ),
        )
        for name, own, found in zip(names, scored, same, strict=True)
    )
    periods = tuple(year.sheet.period for year in years.series.years)
    tables = tuple(
        _lines_table(names, [values[at : at + MOST_BESIDE] for values in scored], periods[at : at + MOST_BESIDE], t)
        for at in range(0, len(periods), MOST_BESIDE)
    )
    chart = Chart(
        title=t("Scores over the years, each section and the whole"),
        content=YearLines(periods=periods, panels=panels),
        sentence=_lines_sentence(names, scored, periods, t),
        table=tables[0] if len(tables) == 1 else None,
    )
    return (chart,) if chart.table else (chart, *tables)


def why_waterfall(pair: YearPair, t: Translator) -> Chart | None:
    """The six parts of why the overall score moved; None where nothing is common."""
    found = pair.then.comparison
    if found.why is None or found.before is None or found.after is None:
        return None
    words = why_words(t)
    parts = found.why.parts()
    steps = tuple(Fall(label=words[name], change=part, said=change_words(t, part)) for name, part in parts.items())
    return Chart(
        title=t(
            "What moved the overall score from {then} to {now}", then=pair.then.card.period, now=pair.now.card.period
        ),
        content=Waterfall(
            from_label=t("{period}, as scored", period=pair.then.card.period),
            before=found.before,
            to_label=t("{period}, as scored", period=pair.now.card.period),
            after=found.after,
            steps=steps,
        ),
        sentence=_why_sentence(pair, found.before, found.after, steps, t),
        table=_why_table(found.why, found.before, t),
    )


def _as_scored(material: Material, years: Years) -> list[Scores]:
    """For each of this year's sections its scores by id, each as it was scored in its year."""
    cards = [*(year.card for year in years.before), material.card]
    found: list[Scores] = []
    for section in material.questionnaire.sections:
        by_year = [{one.id: one.score for one in card.sections} for card in cards]
        found.append(tuple(scores.get(section.id) for scores in by_year))
    return found


def _lines_sentence(names: Sequence[str], scored: Sequence[Scores], periods: Sequence[str], t: Translator) -> str:
    overall, *sections = scored
    points = [
        Point(name=name, value=_tenths(values[-1]), earlier=_tenths(values[0]))
        for name, values in zip(names[1:], sections, strict=True)
    ]
    told = chart_sentence(
        points,
        lambda tenths: t.number(Fraction(tenths, 10), PLACES),
        nothing=t("No section has a score in {period}.", period=periods[-1]),
        gap=t("no score"),
        since=periods[0],
        t=t,
        tenths=True,
    )
    first, last = overall[0], overall[-1]
    if first is None or last is None:
        return told
    whole = t(
        "Overall the score went from {first} in {then} to {last} in {now}.",
        first=t.number(first, PLACES),
        then=periods[0],
        last=t.number(last, PLACES),
        now=periods[-1],
    )
    return f"{whole} {told}"


def _lines_table(names: Sequence[str], scored: Sequence[Scores], periods: Sequence[str], t: Translator) -> Table:
    return Table(
        caption=t("Scores as they were: {periods}", periods=t.listing(list(periods))),
        columns=(
            Column(title=t("Section"), width=5),
            *(Column(title=period, width=1, kind="number") for period in periods),
        ),
        rows=tuple(
            (name, *(t("none") if value is None else t.number(value, PLACES) for value in values))
            for name, values in zip(names, scored, strict=True)
        ),
    )


def _why_sentence(pair: YearPair, before: Fraction, after: Fraction, steps: Sequence[Fall], t: Translator) -> str:
    moved = sorted((step for step in steps if step.change), key=lambda step: -abs(step.change))
    whole = t(
        "From {before} in {then} to {after} in {now}",
        before=t.number(before, PLACES),
        then=pair.then.card.period,
        after=t.number(after, PLACES),
        now=pair.now.card.period,
    )
    if not moved:
        return t("{whole}: nothing moved it.", whole=whole)
    return " ".join([f"{whole}.", *(f"{step.label}: {step.said}." for step in moved)])


def _why_table(why: Why, before: Fraction, t: Translator) -> Table:
    words = why_words(t)
    rows, stands = [], before
    for name, part in why.parts().items():
        stands += part
        rows.append((words[name], change_words(t, part), t.number(stands, PLACES)))
    return Table(
        caption=t("What moved the overall score, in points"),
        columns=(
            Column(title=t("Because of"), width=6),
            Column(title=t("Change"), width=2, kind="number"),
            Column(title=t("Score then"), width=2, kind="number"),
        ),
        rows=tuple(rows),
    )


def _tenths(score: Fraction | None) -> int | None:
    """A score as it is printed, to one decimal, counted in tenths."""
    return None if score is None else int(rounded(score, PLACES) * 10)
