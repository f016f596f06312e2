"""Charts that are too tall for a page are cut into several, and lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from selfassess.charts import Drawing, Label
from selfassess.charts.halves import drawings
from selfassess.language import Translator
from selfassess.report.charts import (
    ChartContent,
    CountColumns,
    CountRow,
    LevelBar,
    LevelBars,
    LinePanel,
    RadarChart,
    ScoreBar,
    ScoreBars,
    Series,
    YearLines,
)

NAMES = tuple(f"Row {at}" for at in range(40))
LEVELS = ("None", "Some", "Most", "All", "More")


def score_bar(name: str) -> ScoreBar:
    half = Fraction(50)
    return ScoreBar(label=name, score=half, low=half, high=half, stage=2, supported_stage=2)


TALL: dict[str, ChartContent] = {
    "scores": ScoreBars(bars=tuple(map(score_bar, NAMES)), stage_names=LEVELS),
    "levels": LevelBars(bars=tuple(LevelBar(label=name, level=2, supported=2) for name in NAMES), level_names=LEVELS),
    "counts": CountColumns(heads=LEVELS, rows=tuple(CountRow(label=name, counts=(1, 2, 3, 4, 5)) for name in NAMES)),
    "years": YearLines(
        periods=("2025", "2026"),
        panels=tuple(
            LinePanel(label=name, series=(Series(name="All", values=(Fraction(1), Fraction(2))),)) for name in NAMES
        ),
    ),
}


def rows(found: list[Drawing]) -> list[str]:
    labels = (one.text for drawing in found for one in drawing.operations if isinstance(one, Label))
    return [text for text in labels if text in NAMES]


@pytest.mark.parametrize("content", TALL.values(), ids=TALL)
def test_a_tall_chart_is_cut_and_keeps_its_rows_in_their_order(words: Translator, content: ChartContent) -> None:
    found = drawings(content, words, 480, tallest=500)
    assert len(found) > 1
    assert all(one.height <= 500 for one in found)
    assert rows(found) == list(NAMES)


def test_a_radar_stays_whole(words: Translator, make_radar: Callable[..., RadarChart]) -> None:
    assert len(drawings(make_radar([1] * 12), words, 480, tallest=100)) == 1


def test_what_is_low_enough_stays_whole(words: Translator) -> None:
    assert len(drawings(TALL["scores"], words, 480, tallest=5000)) == 1
