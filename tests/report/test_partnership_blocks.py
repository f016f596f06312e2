"""Figures over organisations in words, tables and charts: what they say, and that what is withheld says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import OVERALL, Cell
from selfassess.disclosure.views import NamedResult, Signatory
from selfassess.language import Translator
from selfassess.plan import ActionStatus
from selfassess.plan.together import ActionsTogether, Chosen, Stuck, Theme
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Block, Bullets, Chart, HeatCell, Heatmap, Paragraph, Table
from selfassess.report.charts import CountColumns, CountRow, YearLines
from selfassess.report.partnership.actions import actions
from selfassess.report.partnership.common import gaps, strengths
from selfassess.report.partnership.distribution import distribution, whole_distribution
from selfassess.report.partnership.heatmap import heatmap, section_heads
from selfassess.report.partnership.medians import kinds_tables, scores_table, stages_table
from selfassess.report.partnership.movement import movement
from selfassess.report.partnership.signed import signed_table
from selfassess.report.partnership.trend import median_lines
from selfassess.report.partnership.words import shown_in

from .partnerships import KINDS, Organisation, Shared, figure

t = Translator()
WITHHELD = "withheld: fewer than 5 organisations"
NO_QUARTILES = "withheld: fewer than 11 organisations"
Make = Callable[..., Questionnaire]


@pytest.fixture
def asked(make_questionnaire: Make) -> Questionnaire:
    sections = {
        id: {"number": number, "questions": {f"q{number}": {}}} for id, number in (("care", "1"), ("learn", "2"))
    }
    return make_questionnaire(sections)


def member(name: str, choice: Choice, stages: dict[int, tuple[int, ...]], *, kind: str = "council") -> Organisation:
    """By year the stages of the whole and both sections; a score is 20 times its stage."""
    figures = {
        year: {id: figure(20 * stage, stage) for id, stage in zip((OVERALL, "care", "learn"), those, strict=False)}
        for year, those in stages.items()
    }
    return Organisation(name=name, kind=kind, choice=choice, figures=figures)


def named(count: int, stages: dict[int, tuple[int, ...]], kind: str = "council") -> list[Organisation]:
    return [member(f"Named {at}", Choice.STEERING, stages, kind=kind) for at in range(1, count + 1)]


def counted(count: int, stages: dict[int, tuple[int, ...]], kind: str = "council") -> list[Organisation]:
    return [member(f"Counted {at}", Choice.COUNTED, stages, kind=kind) for at in range(1, count + 1)]


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


def told(blocks: tuple[Bullets | Paragraph]) -> tuple[str, ...]:
    (block,) = blocks
    return block.items if isinstance(block, Bullets) else (block.text,)


def test_sections_where_most_are_far_along_and_at_the_beginning_are_named_by_their_share(asked: Questionnaire) -> None:
    organisations = [*named(2, {2026: (1, 3, 1)}), *named(1, {2026: (1, 0)})]
    cells = Shared(asked, organisations).material(2026).cells
    assert told(strengths(asked, cells, t)) == ("1. care: 2 of 3 organisations at 3 · Level 3 or higher",)
    assert told(gaps(asked, cells, t)) == (
        "2. learn: 2 of 2 organisations at 1 · Level 1 or lower",
        "1. care: 1 of 3 organisations at 1 · Level 1 or lower",
    )


def test_where_nobody_is_far_or_early_or_nothing_is_shown_a_sentence_says_so(asked: Questionnaire) -> None:
    middle = Shared(asked, named(1, {2026: (2, 2, 2)})).material(2026).cells
    assert told(strengths(asked, middle, t)) == ("No organisation is at 3 · Level 3 or higher in any section yet.",)
    assert told(gaps(asked, middle, t)) == ("Every organisation is beyond 1 · Level 1 in every section.",)
    nothing = Shared(asked, counted(2, {2026: (2, 2, 2)})).material(2026).cells
    assert told(strengths(asked, nothing, t)) == told(gaps(asked, nothing, t)) == (f"Every section: {WITHHELD}.",)


def test_on_a_short_scale_its_top_is_far_along(make_questionnaire: Make) -> None:
    short = make_questionnaire({"care": {"questions": {"q": {}}}}, top=2)
    this = {2026: {"care": figure(100, 2)}}
    cells = Shared(short, [Organisation("Mere", "council", Choice.STEERING, this)]).material(2026).cells
    assert told(strengths(short, cells, t)) == ("care: 1 of 1 organisation at 2 · Level 2",)


def test_who_signed_is_told_or_that_nobody_did(asked: Questionnaire, signed_row: NamedResult) -> None:
    rows = (signed_row, replace(signed_row, name="Other", signatory=None))
    assert signed_table(rows, t).rows == (
        ("Mere", "A. Mere", "chair", "3 November 2026"),
        ("Other", "Agreed without a signature", "–", "–"),
    )


@pytest.fixture
def signed_row(asked: Questionnaire) -> NamedResult:
    signatory = Signatory(name="A. Mere", role="chair", signed_on=date(2026, 11, 3))
    (row,) = Shared(asked, [replace(named(1, {2026: (1,)})[0], name="Mere", signatory=signatory)]).material(2026).rows
    return row


STATUSES = dict(zip(ActionStatus, (1, 2, 3, 4), strict=True))
THEME = Theme(section="care", organisations=2, actions=10, statuses=STATUSES, stuck=2)
STUCK = Stuck(organisation="Mere", text="Walk", sections=("care", "learn"), due_on=date(2026, 1, 2), carried=False)
PLANNED = ActionsTogether(
    organisations=4,
    planning=3,
    actions=12,
    themes=(THEME, replace(THEME, section=None)),
    chosen=(Chosen(text="Meet", organisations=3, done=1),),
    stuck=(STUCK, replace(STUCK, sections=(), carried=True), replace(STUCK, due_on=None, carried=True)),
)


def test_actions_are_told_by_section_by_choice_and_where_they_do_not_get_on(asked: Questionnaire) -> None:
    lead, *blocks = actions(asked, PLANNED, t)
    assert lead == Paragraph(
        text="3 of 4 organisations that are seen by name have planned actions. Of 12 actions in all, 3 are stuck.",
        style="lead",
    )
    themes, chosen, stuck = (block for block in blocks if isinstance(block, Table))
    assert themes.rows == (
        ("1. care", "2", "10", "1", "2", "3", "4", "2"),
        ("No section named", "2", "10", "1", "2", "3", "4", "2"),
    )
    assert chosen.rows == (("Meet", "3", "1"),)
    assert stuck.rows == (
        ("Mere", "Walk", "1. care and 2. learn", "Overdue since 2 January 2026"),
        ("Mere", "Walk", "No section named", "Overdue since 2 January 2026, carried over"),
        ("Mere", "Walk", "1. care and 2. learn", "Carried over, not begun"),
    )


def test_long_lists_of_actions_are_cut_and_say_how_many_more_there_are(asked: Questionnaire) -> None:
    chosen = tuple(Chosen(text=f"Meet {at}", organisations=2, done=0) for at in range(11))
    blocks = actions(asked, replace(PLANNED, chosen=chosen, stuck=(STUCK,) * 25), t)
    assert [len(block.rows) for block in blocks if isinstance(block, Table)] == [2, 10, 20]
    notes = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "1 more is in the data files of this report." in notes
    assert "5 more are in the data files of this report." in notes


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            replace(PLANNED, organisations=0),
            "No organisation is seen by name, so nothing can be said of what they plan.",
        ),
        (
            replace(PLANNED, organisations=1, planning=0, actions=0),
            "0 of 1 organisation that is seen by name has planned actions.",
        ),
        (
            replace(PLANNED, actions=2, stuck=()),
            "3 of 4 organisations that are seen by name have planned actions. Of 2 actions in all, none is stuck.",
        ),
        (
            replace(PLANNED, actions=1, stuck=(STUCK,)),
            "3 of 4 organisations that are seen by name have planned actions. Of 1 action in all, 1 is stuck.",
        ),
    ],
)
def test_how_much_is_planned_is_one_sentence(asked: Questionnaire, found: ActionsTogether, words: str) -> None:
    lead = actions(asked, replace(found, themes=(), chosen=()), t)[0]
    assert lead == Paragraph(text=words, style="lead")
