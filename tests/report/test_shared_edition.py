"""The shared edition of a result reads as it did, and says what there is: no years, no actions, no signature too."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.values import OVERALL
from selfassess.disclosure.views import SectionFigure
from selfassess.language import Translator
from selfassess.plan import ActionStatus
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Brand, Chart, Report, Table
from selfassess.report.charts import RadarChart
from selfassess.report.partnership.shared_edition import shared_edition
from selfassess.report.partnership.shared_result import SharedAction, SharedResult

from .partnerships import made_up

t = Translator()
GOLDEN = Path(__file__).parents[1] / "golden" / "report"
NOTHING = SectionFigure(score=None, stage=None, supported_stage=None)


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    file = GOLDEN / "questionnaire-1.1.0.yaml"
    found = load_questionnaire(file.read_bytes(), str(file)).questionnaire
    assert found
    return found


@pytest.fixture
def found(asked: Questionnaire) -> SharedResult:
    """A council over three years, with two actions."""
    shared = made_up(asked, counts={Choice.STEERING: 1}, years=(2024, 2025, 2026), name="Example Council")
    material = shared.material(2026)
    (result,) = material.rows
    every = shared.organisations[0].figures
    return SharedResult(
        partnership=material.partnership,
        questionnaire=asked,
        result=result,
        kind="Council",
        by_year={
            year: {
                id: SectionFigure(score=one.score, stage=one.stage, supported_stage=one.supported_stage)
                for id, one in figures.items()
            }
            for year, figures in every.items()
        },
        actions=(
            SharedAction(
                text="Name a lead.",
                sections=(asked.sections[0].id,),
                due_on=date(2026, 3, 1),
                status=ActionStatus.UNDER_WAY,
                overdue=True,
            ),
            SharedAction(text="Meet.", sections=(), due_on=None, status=ActionStatus.DONE, overdue=False),
        ),
        example=True,
    )


def part(report: Report, id: str) -> tuple[object, ...]:
    return next((one.blocks for one in report.parts if one.id == id), ())


def test_the_shared_edition_reads_as_it_did(found: SharedResult, dumped: Callable[[Report], str]) -> None:
    """Run with UPDATE_GOLDEN=1 to take what is printed now, and read the difference before committing it."""
    text = dumped(shared_edition(found, t))
    golden = GOLDEN / "shared-edition.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_what_there_is_not_is_left_out_or_said(found: SharedResult) -> None:
    bare = replace(
        found,
        result=replace(found.result, earlier={}, signatory=None),
        by_year={2026: found.by_year[2026]},
        actions=(),
        example=False,
    )
    report = shared_edition(bare, t)
    assert report.marks == ()
    assert part(report, "years") == ()
    assert "No actions are planned" in repr(part(report, "actions"))
    assert "Agreed without a signature" in repr(part(report, "signed"))
    assert "Score in 2025" not in repr(report)


def test_without_any_figure_there_is_no_stage_and_no_profile(found: SharedResult) -> None:
    nothing = dict.fromkeys(found.result.figures, NOTHING)
    report = shared_edition(replace(found, result=replace(found.result, figures=nothing, earlier={})), t)
    assert (report.cover.stage, report.cover.levels) == (None, ())
    charts = [one for one in part(report, "sections") if isinstance(one, Chart)]
    assert not any(isinstance(one.content, RadarChart) for one in charts)
    assert charts[0].sentence == "No section has a score in 2026."


def test_a_section_that_was_not_there_yet_has_no_score(found: SharedResult, asked: Questionnaire) -> None:
    first = asked.sections[0].id
    without = {id: one for id, one in found.by_year[2024].items() if id != first}
    report = shared_edition(replace(found, by_year={**found.by_year, 2024: without}), t)
    (lines,) = [one for one in part(report, "years") if isinstance(one, Chart)]
    assert isinstance(lines.table, Table)
    row = next(row for row in lines.table.rows if row[0].startswith("1"))
    assert row[1] == "no score"


def test_figures_are_printed_to_one_decimal(found: SharedResult) -> None:
    figures = {**found.result.figures, OVERALL: SectionFigure(score=Fraction(2, 3), stage=1, supported_stage=1)}
    report = shared_edition(replace(found, result=replace(found.result, figures=figures)), t)
    assert "0.7" in repr(report.cover.figures)


def test_it_looks_as_the_partnership_does_and_is_called_as_the_organisation_is(found: SharedResult) -> None:
    report = shared_edition(replace(found, brand=Brand(name="All of us", accent="#6b2c91")), t)
    assert report.brand == Brand(accent="#6b2c91")
    assert report.cover.organisation == "Example Council"
