"""Figures over organisations in one year, as heatmap, counts and medians: what is withheld says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import OVERALL
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Block, HeatCell, Heatmap, Paragraph
from selfassess.report.charts import CountColumns, CountRow
from selfassess.report.partnership.distribution import distribution, whole_distribution
from selfassess.report.partnership.heatmap import heatmap, section_heads
from selfassess.report.partnership.medians import kinds_tables, scores_table, stages_table
from selfassess.report.partnership.words import shown_in

from .partnerships import KINDS, Organisation, Shared, counted, figure, named

t = Translator()
WITHHELD = "withheld: fewer than 5 organisations"
NO_QUARTILES = "withheld: fewer than 11 organisations"
Make = Callable[..., Questionnaire]


def only(blocks: tuple[Block, ...], kind: type) -> list[Block]:
    return [block for block in blocks if isinstance(block, kind)]


def test_a_heatmap_has_a_digit_for_each_section_and_what_is_backed_only_where_that_is_lower(
    asked: Questionnaire,
) -> None:
    this = {OVERALL: figure(50, 2, 2), "care": figure(60, 3, 1)}
    rows = Shared(asked, [Organisation("Mere", "council", Choice.STEERING, {2026: this})]).material(2026).rows
    told, key, table = heatmap(asked, rows, t)
    assert isinstance(told, Paragraph)
    assert told.text == (
        "Each digit is a stage: 0 Level 0, 1 Level 1, 2 Level 2, 3 Level 3 and 4 Level 4. The digit in brackets is the "
        "stage that the evidence backs, where that is lower. Organisations stand in alphabetical order: this is no "
        "ranking."
    )
    assert isinstance(key, Paragraph)
    assert key.text == "All stands for the whole. The sections: 1 care; 2 learn."
    assert isinstance(table, Heatmap)
    assert [column.head for column in table.columns] == ["All", "1", "2"]
    assert [column.title for column in table.columns] == ["Overall", "1. care", "2. learn"]
    (row,) = table.rows
    assert (row.name, row.cells) == (
        "Mere",
        (HeatCell(level=2), HeatCell(level=3, supported=1), HeatCell(level=None)),
    )


def test_a_heatmap_says_nothing_of_brackets_where_there_are_none_and_is_nothing_without_a_row(
    asked: Questionnaire,
) -> None:
    rows = Shared(asked, named(1, {2026: (1, 1, 1)})).material(2026).rows
    told = heatmap(asked, rows, t, order="In an order of your own.")[0]
    assert isinstance(told, Paragraph)
    assert "brackets" not in told.text
    assert told.text.endswith("In an order of your own.")
    assert heatmap(asked, (), t) == ()


def test_more_than_twenty_sections_stand_in_several_tables(make_questionnaire: Make) -> None:
    many = make_questionnaire({f"s{at}": {"questions": {f"q{at}": {}}} for at in range(45)})
    this = {2026: {OVERALL: figure(50, 2), "s44": figure(50, 3)}}
    rows = Shared(many, [Organisation("Mere", "council", Choice.STEERING, this)]).material(2026).rows
    tables = only(heatmap(many, rows, t), Heatmap)
    assert [len(one.columns) for one in tables if isinstance(one, Heatmap)] == [21, 21, 4]


@pytest.mark.parametrize(
    ("numbers", "heads"),
    [(("1", "2b"), ["1", "2b"]), (("1", None), ["1", "2"]), (("1", "1"), ["1", "2"]), (("1", "1.10"), ["1", "2"])],
)
def test_sections_without_a_short_number_of_their_own_are_told_by_their_place(
    make_questionnaire: Make, numbers: tuple[str | None, ...], heads: list[str]
) -> None:
    sections = {f"s{at}": {"number": number, "questions": {f"q{at}": {}}} for at, number in enumerate(numbers)}
    assert [one.head for one in section_heads(make_questionnaire(sections), t).values()] == ["All", *heads]


def test_stages_are_counted_for_the_whole_and_each_section(asked: Questionnaire) -> None:
    cells = Shared(asked, [*named(2, {2026: (1, 2, 4)}), *named(1, {2026: (2, 2)})]).material(2026).cells
    chart = distribution(asked, cells, t)
    assert chart.content == CountColumns(
        heads=("Level 0", "Level 1", "Level 2", "Level 3", "Level 4"),
        rows=(
            CountRow(label="Overall", counts=(0, 2, 1, 0, 0)),
            CountRow(label="1. care", counts=(0, 0, 3, 0, 0)),
            CountRow(label="2. learn", counts=(0, 0, 0, 0, 2)),
        ),
        levels=True,
    )
    assert chart.sentence == (
        "The commonest stage overall is 1 · Level 1, with 2 of 3 organisations. Highest is 2. learn at median stage "
        "4 · Level 4, lowest 1. care at median stage 2 · Level 2."
    )
    assert chart.table
    assert chart.table.rows[0] == ("Overall", "0", "2", "1", "0", "0")


def test_stages_that_share_the_most_are_named_together(asked: Questionnaire) -> None:
    cells = Shared(asked, [*named(1, {2026: (1, 1)}), *named(1, {2026: (3, 1)})]).material(2026).cells
    whole = dict(shown_in(cells))[OVERALL]
    chart = whole_distribution(asked, whole, t)
    assert chart.sentence == (
        "The commonest stages overall are 1 · Level 1 and 3 · Level 3, with 1 of 2 organisations each."
    )
    assert chart.table is None


def test_what_evidence_backs_has_a_row_of_its_own_where_it_differs(asked: Questionnaire) -> None:
    this = {2026: {OVERALL: figure(50, 2, 1), "care": figure(50, 2)}}
    cells = Shared(asked, [Organisation("Mere", "council", Choice.STEERING, this)]).material(2026).cells
    table = distribution(asked, cells, t).table
    assert table
    assert [row[:3] for row in table.rows] == [
        ("Overall", "0", "0"),
        ("Overall, backed by evidence", "0", "1"),
        ("1. care", "0", "0"),
        ("2. learn", WITHHELD, "–"),
    ]


def test_a_section_that_is_withheld_says_so_in_bars_table_and_sentence(asked: Questionnaire) -> None:
    organisations = [*counted(3, {2026: (1, 1)}), *counted(4, {2026: (1, 1, 4)})]
    cells = Shared(asked, organisations).material(2026).cells
    chart = distribution(asked, cells, t)
    assert isinstance(chart.content, CountColumns)
    assert chart.content.rows[2] == CountRow(label="2. learn", counts=None, note=WITHHELD)
    assert chart.sentence.endswith(f"1. care is at median stage 1 · Level 1; {WITHHELD}: 2. learn.")


def test_where_all_is_withheld_the_sentence_says_that(asked: Questionnaire) -> None:
    cells = Shared(asked, counted(4, {2026: (1, 1, 1)})).material(2026).cells
    assert distribution(asked, cells, t).sentence == f"Every section: {WITHHELD}."


def test_medians_and_quartiles_stand_with_eleven_organisations(asked: Questionnaire) -> None:
    organisations = [*named(4, {2026: (1, 2, 3)}), *named(7, {2026: (2, 3)})]
    cells = Shared(asked, organisations).material(2026).cells
    scores = scores_table(asked, cells, t)
    assert [column.title for column in scores.columns] == ["Section", "Organisations", "Median", "Middle half"]
    assert scores.rows == (
        ("Overall", "11", "40", "20 to 40"),
        ("1. care", "11", "60", "40 to 60"),
        ("2. learn", "4", "60", NO_QUARTILES),
    )
    stages = stages_table(asked, cells, t)
    assert stages.rows == (
        ("Overall", "11", "2 · Level 2", "1 to 2", "2 · Level 2"),
        ("1. care", "11", "3 · Level 3", "2 to 3", "3 · Level 3"),
        ("2. learn", "4", "3 · Level 3", NO_QUARTILES, "3 · Level 3"),
    )


def test_quartiles_that_lie_on_one_value_are_that_value(asked: Questionnaire) -> None:
    cells = Shared(asked, named(11, {2026: (2, 2, 2)})).material(2026).cells
    assert scores_table(asked, cells, t).rows[0] == ("Overall", "11", "40", "40")


def test_quartiles_withheld_throughout_are_said_once(asked: Questionnaire) -> None:
    cells = Shared(asked, named(3, {2026: (1, 2, 3)})).material(2026).cells
    table = scores_table(asked, cells, t, caption="Scores")
    assert table.caption == f"Scores (quartiles {NO_QUARTILES})"
    assert table.rows[0] == ("Overall", "3", "20")
    assert len(table.columns) == 3


def test_a_kind_that_is_withheld_says_so_once_in_its_row(asked: Questionnaire) -> None:
    organisations = [*named(2, {2026: (1, 1, 1)}), *counted(3, {2026: (1, 1, 1)}, "nhs")]
    material = Shared(asked, organisations).material(2026)
    scores, stages = kinds_tables(asked, material.cells, material.by_kind, KINDS, t)
    assert scores.rows == (
        ("All kinds", "2", "20"),
        ("NHS or other health care", WITHHELD, "–"),
        ("Council", "2", "20"),
    )
    assert stages.rows[1] == ("NHS or other health care", WITHHELD, "–", "–")
