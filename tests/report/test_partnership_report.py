"""The report of a partnership as a whole: how it reads, and that nothing in it hangs on what is withheld."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.years import Figure
from selfassess.language import Translator
from selfassess.plan import ActionStatus
from selfassess.plan.together import ActionsTogether, Chosen, Stuck, Theme
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Report, Table
from selfassess.report.partnership.report import partnership_report

from .partnerships import Organisation, Shared, figure, made_up

t = Translator()
GOLDEN = Path(__file__).parents[1] / "golden" / "report"
WITHHELD = "withheld: fewer than 5 organisations"
Dumped = Callable[[Report], str]


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    file = GOLDEN / "questionnaire-1.1.0.yaml"
    found = load_questionnaire(file.read_bytes(), str(file)).questionnaire
    assert found
    return found


def part(text: str, id: str) -> str:
    return text.partition(f"[{id}]")[2].partition("\n\n")[0]


def test_the_report_of_a_partnership_reads_as_it_did(asked: Questionnaire, dumped: Dumped) -> None:
    """Run with UPDATE_GOLDEN=1 to take what is printed now, and read the difference before committing it."""
    counts = {Choice.STEERING: 4, Choice.MEMBERS: 2, Choice.COUNTED: 13}
    shared = made_up(asked, counts=counts, years=(2024, 2025, 2026))
    shared.actions = ActionsTogether(
        organisations=6,
        planning=1,
        actions=2,
        themes=(Theme(section=asked.sections[0].id, organisations=1, actions=2, statuses=dict.fromkeys(ActionStatus, 0),
                      stuck=1),),
        chosen=(Chosen(text="Name a lead.", organisations=2, done=1),),
        stuck=(Stuck(organisation="Organisation 1", text="Name a lead.", sections=(), due_on=None, carried=True),),
    )  # fmt: skip
    text = dumped(partnership_report(shared.year(2026), t))
    golden = GOLDEN / "partnership.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_partnership_of_three_without_names_says_everywhere_that_it_is_withheld(
    asked: Questionnaire, dumped: Dumped
) -> None:
    report = partnership_report(made_up(asked, counts={Choice.COUNTED: 3}).year(2026), t)
    text = dumped(report)
    assert report.cover.stage is None
    assert report.cover.figures
    assert [tile.value for tile in report.cover.figures.tiles] == [WITHHELD, WITHHELD]
    for id in ("summary", "stages", "middle", "movement", "years", "common", "withheld"):
        assert WITHHELD in part(text, id), id
    assert "No organisation shares its result of 2026 by name." in part(text, "organisations")
    assert "nothing can be said of what they plan" in part(text, "actions")
    assert "[signed]" not in text
    assert [one.id for one in report.parts if one.starts_page] == ["summary", "withheld"]


def test_a_partnership_of_three_named_ones_withholds_nothing_but_quartiles(
    asked: Questionnaire, dumped: Dumped
) -> None:
    text = dumped(partnership_report(made_up(asked, counts={Choice.STEERING: 3}).year(2026), t))
    assert "[tile] Organisations in the figures: 3 of 3" in part(text, "summary")
    assert WITHHELD not in text
    assert "All kinds | Shown | withheld: fewer than 11 organisations | Shown" in part(text, "withheld")
    assert "Some figures are withheld" in part(text, "summary")


def test_where_nothing_is_withheld_the_summary_says_that(asked: Questionnaire, dumped: Dumped) -> None:
    shared = made_up(asked, counts={Choice.STEERING: 12})
    shared.organisations = [replace(one, kind="council") for one in shared.organisations]
    text = dumped(partnership_report(shared.year(2026), t))
    assert "Nothing in this report is withheld." in part(text, "summary")
    assert "All kinds | Shown | Shown | Shown" in part(text, "withheld")


def test_a_first_year_has_nothing_to_compare_with(asked: Questionnaire, dumped: Dumped) -> None:
    text = dumped(partnership_report(made_up(asked, counts={Choice.STEERING: 2}, years=(2026,)).year(2026), t))
    assert "There are no results of 2025 to compare with." in part(text, "summary")
    assert "There are no results of 2025 to compare with." in part(text, "movement")
    assert "[years]" not in text
    assert "All kinds | Shown | withheld: fewer than 11 organisations | No year before" in part(text, "withheld")


def test_movement_of_the_whole_is_withheld_in_the_summary_where_nobody_is_in_both_years(
    asked: Questionnaire, dumped: Dumped
) -> None:
    one, other = (made_up(asked, counts={Choice.STEERING: 1}, years=(year,)).organisations[0] for year in (2025, 2026))
    text = dumped(partnership_report(Shared(asked, [one, other]).year(2026), t))
    assert f"Movement since 2025: {WITHHELD}." in part(text, "summary")


def test_some_sections_withheld_are_named_where_common_things_are_told(asked: Questionnaire, dumped: Dumped) -> None:
    first, *others = asked.sections
    figures = {2026: {"": figure(50, 2), first.id: figure(50, 2)}}
    text = dumped(
        partnership_report(Shared(asked, [Organisation("Mere", "nhs", Choice.STEERING, figures)]).year(2026), t)
    )
    names = t.listing([f"{one.number}. {t.text(one.title)}" if one.number else t.text(one.title) for one in others])
    assert f"{WITHHELD}: {names}." in part(text, "common")
    assert f"{WITHHELD} ({names})" in part(text, "withheld")


def test_organisations_that_left_and_are_still_counted_do_not_make_more_than_there_are(
    asked: Questionnaire, dumped: Dumped
) -> None:
    year = made_up(asked, counts={Choice.STEERING: 3}).year(2026)
    fewer = replace(year, material=replace(year.material, belong=2))
    text = dumped(partnership_report(fewer, t))
    assert "[tile] Organisations in the figures: 3 (2 belong to the partnership)" in text


def _withheld_otherwise(shared: Shared) -> Shared:
    """The same partnership where the results that are too few to be counted are the opposite of what they were."""
    few = [one for one in shared.organisations if one.kind == "charity"]
    assert {one.choice for one in few} == {Choice.COUNTED}
    assert len(few) == 4
    return replace(
        shared,
        organisations=[
            replace(one, figures=_opposite(one.figures)) if one in few else one for one in shared.organisations
        ],
        years={},
    )


def _opposite(figures: Mapping[int, Mapping[str, Figure]]) -> dict[int, dict[str, Figure]]:
    return {
        year: {id: figure(100 - int(one.score), 4 - one.stage) for id, one in those.items()}
        for year, those in figures.items()
    }


@pytest.fixture
def four_in_vain(asked: Questionnaire) -> Shared:
    """Six that are named, of one kind, and four of another that are too few to be counted."""
    shared = made_up(asked, counts={Choice.STEERING: 6, Choice.COUNTED: 4}, years=(2024, 2025, 2026))
    kinds = {Choice.STEERING: "nhs", Choice.COUNTED: "charity"}
    return replace(shared, organisations=[replace(one, kind=kinds[one.choice]) for one in shared.organisations])


def test_what_is_withheld_changes_not_a_letter(four_in_vain: Shared, dumped: Dumped) -> None:
    as_it_is, otherwise = four_in_vain, _withheld_otherwise(four_in_vain)
    assert dumped(partnership_report(as_it_is.year(2026), t)) == dumped(partnership_report(otherwise.year(2026), t))


def test_who_of_a_batch_has_which_result_changes_not_a_letter(asked: Questionnaire, dumped: Dumped) -> None:
    shared = made_up(asked, counts={Choice.STEERING: 3, Choice.COUNTED: 7}, years=(2025, 2026))
    shared.organisations = [replace(one, kind="council") for one in shared.organisations]
    first, second, *_ = (one for one in shared.organisations if one.choice is Choice.COUNTED)
    changed = {first.name: second.figures, second.name: first.figures}
    exchanged = replace(
        shared,
        organisations=[replace(one, figures=changed.get(one.name, one.figures)) for one in shared.organisations],
        years={},
    )
    report = partnership_report(shared.year(2026), t)
    assert dumped(report) == dumped(partnership_report(exchanged.year(2026), t))
    assert report.cover.figures
    assert report.cover.figures.tiles[0].value == "10 of 10"


def test_no_name_of_an_organisation_that_is_only_counted_is_anywhere(asked: Questionnaire, dumped: Dumped) -> None:
    shared = made_up(asked, counts={Choice.STEERING: 3, Choice.COUNTED: 9})
    text = dumped(partnership_report(shared.year(2026), t))
    for one in shared.organisations:
        said = one.name in text.replace("\n", " | ").split(" | ") or f"- {one.name} |" in text
        assert said == (one.choice is Choice.STEERING), one.name


def test_every_table_has_as_many_cells_as_columns(asked: Questionnaire) -> None:
    for counts in ({Choice.COUNTED: 3}, {Choice.STEERING: 20, Choice.COUNTED: 11}, {Choice.STEERING: 1}):
        for one in partnership_report(made_up(asked, counts=counts).year(2026), t).parts:
            for block in one.blocks:
                table = getattr(block, "table", block)
                if isinstance(table, Table):
                    assert {len(row) for row in table.rows} <= {len(table.columns)}, table.caption
