"""The median scores of a partnership over the years."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from selfassess.disclosure.values import OVERALL, Cell, Shown, Withheld, withheld_words
from selfassess.disclosure.views import YearCells
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Chart, Column, Table
from selfassess.report.charts import LinePanel, Series, YearLines
from selfassess.report.partnership.words import names_of, ordered
from selfassess.report.sentences import Point, chart_sentence
from selfassess.report.year_diagrams import MOST_BESIDE

MOST_YEARS = 10
"""As many points as a panel of lines has room for; of more the latest are drawn."""

PLACES = 1


def median_lines(questionnaire: Questionnaire, years: Sequence[YearCells], t: Translator) -> tuple[Chart | Table, ...]:
    """The median score of the whole and each section in every year, as lines, then as tables of some years each.

    Nothing with fewer than two years. Sections that are withheld in every year have no lines; the tables say so.
    """
    if len(years) < 2:
        return ()
    latest = years[-MOST_YEARS:]
    names = names_of(questionnaire, t)
    medians = {id: tuple(_median(one, id) for one in latest) for id in names}
    panels = tuple(
        LinePanel(label=names[id], series=(Series(name=t("Median score"), values=values),))
        for id, values in medians.items()
        if any(value is not None for value in values)
    )
    tables = tuple(_table(questionnaire, years[at : at + MOST_BESIDE], t) for at in range(0, len(years), MOST_BESIDE))
    if not panels:
        return tables
    chart = Chart(
        title=t("Median score of the organisations over the years"),
        content=YearLines(periods=tuple(str(one.year) for one in latest), panels=panels),
        sentence=_sentence(medians, names, latest, t),
        table=tables[0] if len(tables) == 1 else None,
    )
    return (chart,) if chart.table else (chart, *tables)


def _median(year: YearCells, section: str) -> Fraction | None:
    cell = year.cells.get(section, Withheld())
    return cell.value.score.median if isinstance(cell, Shown) else None


def _table(questionnaire: Questionnaire, years: Sequence[YearCells], t: Translator) -> Table:
    names = names_of(questionnaire, t)
    rows = {id: [name] for id, name in names.items()}
    for year in years:
        for id, cell in ordered(questionnaire, year.cells):
            rows[id].append(_score(t, cell))
    return Table(
        caption=t("Median scores: {years}", years=t.listing([str(one.year) for one in years])),
        columns=(
            Column(title=t("Section"), width=5),
            *(Column(title=str(one.year), width=1, kind="number") for one in years),
        ),
        rows=tuple(tuple(row) for row in rows.values()),
    )


def _score(t: Translator, cell: Cell) -> str:
    return t.number(cell.value.score.median, PLACES) if isinstance(cell, Shown) else withheld_words(t, cell)


def _sentence(
    medians: dict[str, tuple[Fraction | None, ...]], names: dict[str, str], years: Sequence[YearCells], t: Translator
) -> str:
    points = [
        Point(name=names[id], value=_tenths(values[-1]), earlier=_tenths(values[0]))
        for id, values in medians.items()
        if id != OVERALL
    ]
    told = chart_sentence(
        points,
        lambda tenths: t.number(Fraction(tenths, 10), PLACES),
        nothing=t("Every section in {year}: {withheld}.", year=years[-1].year, withheld=withheld_words(t, Withheld())),
        gap=withheld_words(t, Withheld()),
        since=str(years[0].year),
        t=t,
        tenths=True,
    )
    first, last = medians[OVERALL][0], medians[OVERALL][-1]
    if first is None or last is None:
        return told
    whole = t(
        "Overall the median score went from {first} in {then} to {last} in {now}.",
        first=t.number(first, PLACES),
        then=years[0].year,
        last=t.number(last, PLACES),
        now=years[-1].year,
    )
    return f"{whole} {told}"


def _tenths(score: Fraction | None) -> int | None:
    return None if score is None else int(rounded(score, PLACES) * 10)
