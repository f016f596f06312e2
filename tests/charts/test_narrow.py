"""Charts for a phone: at 288 pixels, the column of a screen of 320, every text is at least 10 high and inside."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from selfassess.charts import Drawing, Label, draw
from selfassess.language import Translator
from selfassess.report.charts import ChartContent, LevelBar, LevelBars, RadarChart, ScoreBar, ScoreBars, Series
from selfassess.typefaces import width

LEVELS = ("Not started", "Exploring", "Developing", "Embedding", "Sustaining")
LONG = "How far do the people who use our services take part in the decisions that we make about them?"
NAMES = tuple(f"{number}. Compassionate leadership and wellbeing" for number in range(1, 9))
RADAR = RadarChart(axes=NAMES, series=(Series(name="2026", values=(Fraction(50), None) * 4),))
SCORES = ScoreBars(
    bars=(
        ScoreBar(label=LONG, score=Fraction(100), low=Fraction(100), high=Fraction(100), stage=4, supported_stage=2),
        ScoreBar(label="Open", score=None, low=Fraction(0), high=Fraction(100), stage=0, supported_stage=None),
        ScoreBar(label="Not here", score=None, low=None, high=None, stage=None, supported_stage=None),
    ),
    stage_names=LEVELS,
    earlier_name="2025",
)
ANSWERS = LevelBars(
    bars=(
        LevelBar(label=LONG, level=4, supported=2, earlier=1),
        LevelBar(label=LONG, level=None, supported=None, note="Don’t know yet"),
    ),
    level_names=LEVELS,
    earlier_name="2025",
)


def labels(drawing: Drawing) -> list[Label]:
    return [one for one in drawing.operations if isinstance(one, Label) and one.text.strip()]


@pytest.mark.parametrize("chart", [RADAR, SCORES, ANSWERS], ids=lambda chart: type(chart).__name__)
def test_every_text_can_be_read_and_stands_inside(words: Translator, chart: ChartContent) -> None:
    drawing = draw(chart, words, 288)
    assert drawing.width == pytest.approx(288)
    for label in labels(drawing):
        assert label.size >= 10, label.text
        long = width(label.text, label.size, label.weight == "bold")
        left = label.x - {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
        assert left >= -0.5, label.text
        assert left + long <= 288.5, label.text
        assert 0 < label.y < drawing.height, label.text


def test_a_radar_has_numbers_at_its_spokes_and_their_names_below(words: Translator) -> None:
    found = [label.text for label in labels(draw(RADAR, words, 320))]
    assert {"1", "8", *NAMES} <= set(found)


def test_axes_without_numbers_of_their_own_are_numbered(words: Translator) -> None:
    chart = replace(RADAR, axes=("Learning", "1. Care", "1. Doors"), series=(Series(name="2026", values=(None,) * 3),))
    found = [label.text for label in labels(draw(chart, words, 320))]
    assert {"1", "2", "3", "1. Learning", "2. 1. Care", "3. 1. Doors"} <= set(found)


def test_names_of_bars_stand_above_them_in_full(words: Translator) -> None:
    found = " ".join(label.text for label in labels(draw(SCORES, words, 320)))
    assert LONG in found
    assert "Sustaining evidence 2 Developing" in found
    assert "No stage" in found


def test_bars_without_stages_have_no_line_for_them(words: Translator) -> None:
    bare = replace(SCORES, stage_names=())
    assert draw(bare, words, 320).height < draw(SCORES, words, 320).height
    assert "No stage" not in [label.text for label in labels(draw(bare, words, 320))]
