"""A chart that is too tall for a page becomes several, each with half of its bars, rows or panels."""

from __future__ import annotations

import pathlib
from dataclasses import replace

from selfassess.charts.draw import draw
from selfassess.charts.drawing import Drawing
from selfassess.language import Translator
from selfassess.report.charts import ChartContent, CountColumns, LevelBars, ScoreBars, YearLines


def drawings(
    content: ChartContent, words: Translator, width: float, *, tallest: float, frames: pathlib.Path | None = None
) -> list[Drawing]:
    """The chart, `width` points wide, in as many drawings as are needed for none to be higher than `tallest`.

    A radar and a waterfall are always one. `frames` as in `draw`.
    """
    whole = draw(content, words, width, frames=frames)
    if whole.height <= tallest or not isinstance(content, ScoreBars | LevelBars | YearLines | CountColumns):
        return [whole]
    return [
        drawing for half in _halves(content) for drawing in drawings(half, words, width, tallest=tallest, frames=frames)
    ]


def _halves(content: ScoreBars | LevelBars | YearLines | CountColumns) -> tuple[ChartContent, ChartContent]:
    if isinstance(content, YearLines):
        half = (len(content.panels) + 1) // 2
        return replace(content, panels=content.panels[:half]), replace(content, panels=content.panels[half:])
    if isinstance(content, CountColumns):
        half = (len(content.rows) + 1) // 2
        return replace(content, rows=content.rows[:half]), replace(content, rows=content.rows[half:])
    half = len(content.bars) // 2
    if isinstance(content, ScoreBars):
        return replace(content, bars=content.bars[:half]), replace(content, bars=content.bars[half:])
    return replace(content, bars=content.bars[:half]), replace(content, bars=content.bars[half:])
