"""Figures over organisations from year to year: who moved, medians as lines, and what is withheld in a year."""

from __future__ import annotations

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import Cell
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Chart, Paragraph, Table
from selfassess.report.charts import CountColumns, CountRow, YearLines
from selfassess.report.partnership.movement import movement
from selfassess.report.partnership.trend import median_lines

from .partnerships import Organisation, Shared, counted, figure, named

t = Translator()
WITHHELD = "withheld: fewer than 5 organisations"


def test_movement_counts_who_stands_higher_the_same_and_lower(asked: Questionnaire) -> None:
    years = [{2025: (1, 1, 3), 2026: (2, 1, 2)}, {2025: (1, 1), 2026: (3, 1)}, {2025: (1, 1), 2026: (1, 0)}]
    cells = Shared(asked, [one for stages in years for one in named(1, stages)]).material(2026).cells
    (chart,) = movement(asked, cells, 2026, t)
    assert isinstance(chart, Chart)
    assert isinstance(chart.content, CountColumns)
    assert [row.counts for row in chart.content.rows] == [(2, 1, 0), (0, 2, 1), (0, 0, 1)]
    assert chart.sentence == (
        "Of 3 organisations that are in both years, overall 2 stand at a higher stage, 1 at the same and 0 at a lower"
        " one."
    )
    assert chart.table
    assert chart.table.rows[0] == ("Overall", "3", "2", "1", "0")


def test_movement_that_is_withheld_says_so_where_it_would_stand(asked: Questionnaire) -> None:
    organisations = [*named(1, {2025: (1,), 2026: (2, 1)}), *named(1, {2025: (1, 1), 2026: (2,)})]
    cells = Shared(asked, organisations).material(2026).cells
    (chart,) = movement(asked, cells, 2026, t)
    assert isinstance(chart, Chart)
    assert isinstance(chart.content, CountColumns)
    assert chart.content.rows[1] == CountRow(label="1. care", counts=None, note=WITHHELD)
    assert chart.table
    assert chart.table.rows[1] == ("1. care", WITHHELD, "–", "–", "–")
    sections = {id: cell for id, cell in cells.items() if id == "care"}
    assert movement(asked, sections, 2026, t) == (Paragraph(text=f"Movement since 2025: {WITHHELD}."),)


def test_the_sentence_on_movement_says_what_is_withheld_of_the_whole(asked: Questionnaire) -> None:
    only_care = [
        Organisation("Mere", "council", Choice.STEERING, {year: {"care": figure(50, 2)} for year in (2025, 2026)})
    ]
    cells: dict[str, Cell] = dict(Shared(asked, only_care).material(2026).cells)
    (chart,) = movement(asked, cells, 2026, t)
    assert isinstance(chart, Chart)
    assert chart.sentence == f"Overall movement since 2025: {WITHHELD}."


def test_medians_over_years_are_lines_with_gaps_and_words_where_they_are_withheld(asked: Questionnaire) -> None:
    organisations = named(2, {2024: (1, 1), 2025: (1,), 2026: (3, 3)})
    found = median_lines(asked, Shared(asked, organisations).material(2026).trend, t)
    (chart,) = found
    assert isinstance(chart, Chart)
    assert isinstance(chart.content, YearLines)
    assert [panel.label for panel in chart.content.panels] == ["Overall", "1. care"]
    assert chart.content.panels[1].series[0].values[1] is None
    assert chart.sentence == (
        "Overall the median score went from 20 in 2024 to 60 in 2026. 1. care is at 60; since 2024, 1. care changed "
        f"(+40); {WITHHELD}: 2. learn."
    )
    assert chart.table
    assert chart.table.rows[1:] == (("1. care", "20", WITHHELD, "60"), ("2. learn", *[WITHHELD] * 3))


def test_one_year_has_no_lines_and_many_years_stand_in_several_tables(asked: Questionnaire) -> None:
    years = dict.fromkeys(range(2014, 2027), (1, 1, 2))
    trend = Shared(asked, named(1, years)).material(2026).trend
    assert median_lines(asked, trend[:1], t) == ()
    chart, *tables = median_lines(asked, trend, t)
    assert isinstance(chart, Chart)
    assert isinstance(chart.content, YearLines)
    assert len(chart.content.periods) == 10
    assert chart.table is None
    assert [len(one.columns) - 1 for one in tables if isinstance(one, Table)] == [5, 5, 3]


def test_years_in_which_all_is_withheld_have_a_table_and_no_lines(asked: Questionnaire) -> None:
    trend = Shared(asked, counted(3, {2025: (1, 1, 1), 2026: (1, 1, 1)})).material(2026).trend
    (table,) = median_lines(asked, trend, t)
    assert isinstance(table, Table)
    assert {cell for row in table.rows for cell in row[1:]} == {WITHHELD}


def test_a_last_year_that_is_withheld_is_said_in_the_sentence(asked: Questionnaire) -> None:
    organisations = [*named(1, {2025: (1, 1, 1)}), *counted(3, {2026: (1, 1, 1)})]
    (chart,) = median_lines(asked, Shared(asked, organisations).material(2026).trend, t)
    assert isinstance(chart, Chart)
    assert chart.sentence == f"Every section in 2026: {WITHHELD}."
