"""Figures that are asked for beside the levels, over the years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.report.blocks import Block, Chart, Table
from selfassess.report.charts import CountColumns, YearLines
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.parts.indicators import indicators

Gathered = Callable[..., Material]
t = Translator()
ASKED = {"share": {"type": "percent"}, "many": {"type": "number", "unit": "courses"}, "hours": {"type": "number"}}
UNSURE = Answer(state=State.DONT_KNOW)


def over(gathered: Gathered, *years: Mapping[str, Any], before: Mapping[str, Any] = ASKED) -> Material:
    """The last of the years now; the others, in their order, up to 2025, asked what `before` says."""
    asked = {"c1": {"number": "1", "questions": ASKED}}
    *earlier, latest = years
    now = gathered(asked, _said(latest))
    then = []
    for at, answers in enumerate(earlier):
        year = 2026 - len(earlier) + at
        made = gathered({"c1": {"number": "1", "questions": before}}, _said(answers))
        sheet = replace(made.sheet, period=str(year), assessed_on=date(year, 10, 1))
        then.append(EarlierYear(questionnaire=made.questionnaire, sheet=sheet, sha256=""))
    return gather(now.questionnaire, now.sheet, "", earlier=then[-1] if then else None, further=then[:-1])


def _said(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        id: Answer(state=State.ANSWERED, value=Fraction(one)) if isinstance(one, int | str) else one
        for id, one in answers.items()
    }


def charts(blocks: tuple[Block, ...]) -> list[Chart]:
    return [block for block in blocks if isinstance(block, Chart)]


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def test_a_single_year_has_a_table_and_no_chart(gathered: Gathered) -> None:
    blocks = indicators(over(gathered, {"share": 40}), t)
    assert charts(blocks) == []
    (table,) = tables(blocks)
    assert [column.title for column in table.columns] == ["Question", "2026"]
    assert table.rows == (("1.1 share", "40%"),)


def test_nothing_is_said_where_no_figure_was_given(gathered: Gathered) -> None:
    assert indicators(over(gathered, {"share": UNSURE}, {"many": UNSURE}), t) == ()


def test_shares_are_lines_and_a_year_without_one_is_a_gap(gathered: Gathered) -> None:
    blocks = indicators(over(gathered, {"share": 20}, {"share": UNSURE}, {"share": "61/2"}), t)
    (chart,) = charts(blocks)
    assert isinstance(chart.content, YearLines)
    assert chart.content.panels[0].series[0].values == (20, None, Fraction(61, 2))
    assert chart.sentence == "1.1 is at 30.5%; since 2024, 1.1 changed (+10.5)."
    assert tables(blocks)[0].rows == (("1.1 share", "20%", "Don’t know yet", "30.5%", "Not comparable"),)


def test_a_latest_year_without_a_share_says_so(gathered: Gathered) -> None:
    (chart,) = charts(indicators(over(gathered, {"share": 20}, {}), t))
    assert chart.sentence == "No figure was given in 2026."


def test_whole_numbers_of_every_year_are_bars_others_stand_in_the_table_alone(gathered: Gathered) -> None:
    blocks = indicators(over(gathered, {"many": 3, "hours": "1/2"}, {"many": 5, "hours": 0}), t)
    (chart,) = charts(blocks)
    assert isinstance(chart.content, CountColumns)
    assert chart.content.rows[0].counts == (3, 5)
    assert chart.sentence == "1.2: 3 courses in 2025 and 5 courses in 2026."
    assert tables(blocks)[0].rows == (
        ("1.2 many", "3 courses", "5 courses", "+2"),
        ("1.3 hours", "0.5", "0", "−0.5"),
    )


def test_what_was_asked_otherwise_or_not_at_all_is_not_compared(gathered: Gathered) -> None:
    other = {
        "share": {"type": "number"},
        "many": {"type": "number", "unit": "days"},
        "hours": {"type": "number", "revision": 2},
    }
    answers = {"share": 3, "many": 3, "hours": 3}
    for before in (other, {"else": {}}, {id: {**one, "applies_if": {"any": ()}} for id, one in ASKED.items()}):
        (table,) = tables(indicators(over(gathered, answers, answers, before=before), t))
        assert {row[1] for row in table.rows} == {"Not asked"}
        assert {row[-1] for row in table.rows} == {"Not comparable"}


def test_many_years_are_told_in_several_tables(gathered: Gathered) -> None:
    blocks = indicators(over(gathered, *[{"share": 50}] * 7), t)
    first, second = tables(blocks)
    assert [column.title for column in first.columns[1:]] == ["2020", "2021", "2022", "2023", "2024"]
    assert [column.title for column in second.columns[1:]] == ["2025", "2026", "Since 2025"]
    assert second.rows == (("1.1 share", "50%", "50%", "the same"),)
