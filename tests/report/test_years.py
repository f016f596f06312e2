"""The part on years, of two and of many; targets; and the words about changes and causes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Cause, compare
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Chart, Table
from selfassess.report.charts import RadarChart, ScoreBars, Waterfall, YearLines
from selfassess.report.diagrams import profile_radar, score_bars, scores_table
from selfassess.report.material import EarlierYear, Material, Target, gather
from selfassess.report.parts.years import years
from selfassess.report.year_diagrams import MOST_BESIDE
from selfassess.report.year_words import cause_words, nothing_common_words, reason_words, told_causes

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Over = Callable[..., Material]
Dump = Callable[..., str]
t = Translator()
SECTIONS = {"s": {"questions": {"a": {}, "b": {}}}, "u": {"questions": {"c": {}}}, "v": {"questions": {"d": {}}}}


@pytest.fixture
def over(make_questionnaire: Build, make_sheet: Say) -> Over:
    """`over({"a": 1}, {"a": 2}, …)`: one questionnaire answered in so many years, the last in 2026."""
    asked = make_questionnaire(SECTIONS, minimum_answered=Fraction(1, 1000))

    def made(*answers: dict[str, Any], **flags: Any) -> Material:
        *earlier, now = [
            replace(
                make_sheet(said),
                period=str(2027 - len(answers) + at),
                assessed_on=date(2027 - len(answers) + at, 10, 1),
            )
            for at, said in enumerate(answers)
        ]
        given = [EarlierYear(questionnaire=asked, sheet=sheet, sha256="") for sheet in earlier]
        return gather(asked, now, "", earlier=given[-1] if given else None, further=given[-2::-1], **flags)

    return made


def blocks(material: Material, kind: type) -> list[Any]:
    return [block for block in years(material, t) if isinstance(block, kind)]


def captions(material: Material) -> list[str]:
    return [table.caption for table in blocks(material, Table)]


def test_three_years_are_told_as_a_whole_and_step_by_step_the_latest_first(over: Over, dump: Dump) -> None:
    """A level is 25 points; s has two questions and the weight of each other section."""
    text = dump(over({"a": 0, "c": 1}, {"a": 1, "b": 1, "c": 2}, {"a": 3, "b": 1, "c": 1}), "years")
    assert "2024 to 2026, 3 years side by side. 2 questions were answered in every one of them" in text
    assert "- 2024 | 1.0.0 | 12.5 | 12.5 | first year" in text
    assert "- 2025 | 1.0.0 | 37.5 | 37.5 | +25" in text
    assert "- 2026 | 1.0.0 | 37.5 | 50 | +12.5" in text
    assert "- 2024 | 2 | 12.5 | 50 | +37.5" in text
    assert "- 2025 | 3 | 37.5 | 37.5 | none" in text
    assert text.index("### 2026 beside 2025") < text.index("### 2025 beside 2024")
    assert "#### Why the score moved" in text
    assert "Question by question: 1 up, 1 the same and 1 down" in text
    assert "2025 beside 2024, like for like, step by step" in text
    assert "what all of them answered" in text


def test_years_that_share_no_question_are_told_so_without_a_figure(over: Over, dump: Dump) -> None:
    text = dump(over({"a": 1}, {"b": 2}, {"a": 3}), "years")
    assert "No question was answered in every one of them" in text
    assert "- 2024 | 1.0.0 | 25 | None to show | first year" in text
    assert "- 2025 | 1.0.0 | 50 | None to show | None to show" in text
    assert "- 2024 | 1 | 25 | 75 | +50" in text
    assert "- 2025 | 0 | None to show | None to show | None to show" in text


def test_two_years_stand_in_one_chart_with_its_table(over: Over) -> None:
    lines, waterfall = blocks(over({"a": 1, "c": 2}, {"a": 3, "c": 2, "d": 0}), Chart)
    assert isinstance(lines.content, YearLines)
    assert lines.content.periods == ("2025", "2026")
    assert [panel.label for panel in lines.content.panels] == ["Overall", "s", "u", "v"]
    assert [one.name for one in lines.content.panels[0].series] == ["As scored", "Like for like"]
    assert lines.content.panels[3].series[0].values == (None, 0)
    assert lines.content.panels[3].series[1].values == (None, None)
    assert lines.table.rows[3] == ("v", "none", "0")
    assert isinstance(waterfall.content, Waterfall)
    assert waterfall.content.before + sum(step.change for step in waterfall.content.steps) == waterfall.content.after
    assert "Answers that changed: +25." in waterfall.sentence


def test_a_second_line_is_drawn_only_where_it_says_something_else(over: Over) -> None:
    lines = blocks(over({"a": 1, "b": 1, "c": 1, "d": 1}, {"a": 2, "b": 1, "c": 1, "d": 1}), Chart)[0]
    assert [one.name for one in lines.content.panels[0].series] == ["As scored"]


def test_a_score_that_nothing_moved_is_told_so(over: Over) -> None:
    assert blocks(over({"a": 1}, {"a": 1}), Chart)[1].sentence == "From 25 in 2025 to 25 in 2026: nothing moved it."


def test_ten_years_have_tables_of_five(over: Over) -> None:
    material = over(*({"a": at % 5, "b": 1} for at in range(10)))
    lines = blocks(material, Chart)[0]
    assert lines.table is None
    told = [caption for caption in captions(material) if caption.startswith("Scores as they were")]
    assert told == [
        "Scores as they were: 2017, 2018, 2019, 2020 and 2021",
        "Scores as they were: 2022, 2023, 2024, 2025 and 2026",
    ]
    assert len([block for block in blocks(material, Chart) if isinstance(block.content, Waterfall)]) == 9
    assert MOST_BESIDE == 5


def test_a_first_year_without_an_answer_has_no_way_to_tell(over: Over) -> None:
    lines = blocks(over({}, {"a": 1}), Chart)
    assert len(lines) == 1
    assert "Overall the score went" not in lines[0].sentence
    assert years(over({"a": 1}), t) == ()


def test_nothing_answered_in_any_year_has_nothing_to_work_out(over: Over, dump: Dump) -> None:
    text = dump(over({}, {}), "years")
    assert "step by step" not in text
    assert "No section has a score in 2026." in text


def test_the_year_set_beside_this_one_may_be_any_of_those_given(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire(SECTIONS)
    first, second = (
        EarlierYear(
            questionnaire=asked,
            sheet=replace(make_sheet(a=1), period=year, assessed_on=date(int(year), 1, 2)),
            sha256="",
        )
        for year in ("2024", "2025")
    )
    material = gather(asked, make_sheet(a=2), "", earlier=first, further=[second])
    assert material.earlier is not None
    assert material.years is not None
    assert material.earlier.card.period == "2024"
    assert [year.card.period for year in material.years.before] == ["2024", "2025"]
    assert material.earlier is material.years.before[0]
    with pytest.raises(ValueError, match="further years"):
        gather(asked, make_sheet(a=2), "", further=[second])


TARGETS = {
    "s": Target(score=Fraction(60), by=date(2027, 7, 31)),
    "u": Target(score=Fraction(50), by=date(2027, 12, 31)),
}


def test_targets_stand_on_radar_bars_and_table_and_in_the_sentence(over: Over) -> None:
    material = over({"a": 1, "c": 2}, {"a": 2, "b": 2, "c": 2, "d": 1}, targets=TARGETS)
    radar, bars, table = profile_radar(material, t), score_bars(material, t), scores_table(material, t)
    assert radar is not None
    assert isinstance(radar.content, RadarChart)
    assert [(one.name, one.target) for one in radar.content.series] == [
        ("2026", False),
        ("2025", False),
        ("Target", True),
    ]
    assert radar.content.series[2].values == (60, 50, None)
    assert radar.sentence.endswith(" 1 of 2 targets are reached.")
    assert isinstance(bars.content, ScoreBars)
    assert [bar.target for bar in bars.content.bars] == [60, 50, None]
    assert bars.content.target_name == "Target"
    assert [column.title for column in table.columns][-1] == "Target"
    assert [row[-1] for row in table.rows] == ["60 by 31 July 2027", "50 by 31 December 2027", "none set"]


def test_targets_of_sections_that_are_not_there_any_more_say_nothing(over: Over) -> None:
    gone = {"gone": Target(score=Fraction(60), by=date(2027, 7, 31))}
    radar = profile_radar(over({"a": 1, "c": 2, "d": 3}, targets=gone), t)
    assert radar is not None
    assert "target" not in radar.sentence


def test_two_years_that_nothing_compares_are_told_why(make_questionnaire: Build, make_sheet: Say) -> None:
    short, long = (make_questionnaire(SECTIONS, top=top) for top in (3, 4))
    other_scale = compare(long, make_sheet(a=1), short, make_sheet(a=1), {})
    assert "scales of different length" in nothing_common_words(t, other_scale, "2025", "2026")
    nothing = compare(long, make_sheet(a=1), long, make_sheet(b=1), {})
    assert "both 2025 and 2026" in nothing_common_words(t, nothing, "2025", "2026")


def test_a_part_of_a_split_is_told_from_what_was_split() -> None:
    assert reason_words(t, "now")["split"] != reason_words(t, "before")["split"]
    assert reason_words(t, "now")["merged"] != reason_words(t, "before")["merged"]


def test_every_cause_of_a_rehearsal_has_its_words() -> None:
    said = {
        cause_words(t, Cause(what=what))
        for what in ("moved", "weight", "gate", "applies", "not_allowed", "section_weight", "section_new",
                     "section_dropped", "rules")
    }  # fmt: skip
    said |= {cause_words(t, Cause(what=what, reason="split")) for what in ("dropped", "new")}
    assert len(said) == 11
    assert told_causes(t, [Cause(what=what, id="a", reason="reworded") for what in ("dropped", "new")]) == [
        "asks something else than before and stands open: a"
    ]
