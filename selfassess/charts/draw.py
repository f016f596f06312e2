"""The one way to a drawing: content in, vector operations out."""

from __future__ import annotations

import pathlib
from dataclasses import replace

from selfassess.charts import count_columns, level_bars, radar, score_bars, waterfall, year_lines
from selfassess.charts.drawing import Drawing, Label, Operation, Step
from selfassess.charts.frame import Frame
from selfassess.charts.frames import drawn
from selfassess.charts.narrow_bars import level_bars_below, score_bars_below
from selfassess.language import Translator
from selfassess.report.charts import ChartContent, CountColumns, LevelBars, RadarChart, Waterfall, YearLines

NARROW = 400.0
"""Below this width a chart is laid out for a phone."""
_PHONE = 236.0
"""How wide that layout is; in 288 pixels, a column of a phone of 320, its smallest text is 10 high."""


def draw(
    content: ChartContent, words: Translator, width: float = 480, *, frames: pathlib.Path | None = None
) -> Drawing:
    """`content` drawn `width` points wide; the height follows. `frames` is a folder that keeps finished frames.

    Below `NARROW` the names of bars stand above them, and a radar has numbers that a list below explains. A radar with
    fewer than three axes is drawn as bars. ValueError for a chart without bars, rows or panels, for lines over one
    year, and for a radar without a series or with more than three.
    """
    narrow = width < NARROW
    frame, series = _lay_out(content, words, _PHONE if narrow else width, narrow=narrow)
    drawing = Drawing(width=frame.width, height=frame.height, operations=(*drawn(frame, frames), *series))
    return _enlarged(drawing, width / _PHONE) if narrow else drawing


def _lay_out(
    content: ChartContent, words: Translator, width: float, *, narrow: bool
) -> tuple[Frame, tuple[Operation, ...]]:
    if isinstance(content, YearLines):
        return year_lines.lay_out(content, words, width, narrow=narrow)
    if isinstance(content, Waterfall):
        return waterfall.lay_out(content, words, width, narrow=narrow)
    if isinstance(content, RadarChart):
        if len(content.axes) >= 3 or not content.series:
            return radar.lay_out(content, words, width, narrow=narrow)
        content = radar.bars_instead(content)
    if isinstance(content, CountColumns):
        return count_columns.lay_out(content, words, width, narrow=narrow)
    if not content.bars:
        raise ValueError("a chart without bars shows nothing")
    if isinstance(content, LevelBars):
        return (level_bars_below if narrow else level_bars.lay_out)(content, words, width)
    return (score_bars_below if narrow else score_bars.lay_out)(content, words, width)


def _enlarged(drawing: Drawing, by: float) -> Drawing:
    operations = tuple(_operation(one, by) for one in drawing.operations)
    return Drawing(width=drawing.width * by, height=drawing.height * by, operations=operations)


def _operation(one: Operation, by: float) -> Operation:
    if isinstance(one, Label):
        return replace(one, x=one.x * by, y=one.y * by, size=one.size * by)
    steps = tuple(_step(step, by) for step in one.steps)
    return replace(one, steps=steps, width=one.width * by, dash=tuple(length * by for length in one.dash))


def _step(step: Step, by: float) -> Step:
    scaled: Step = (step[0], *(number * by for number in step[1:]))  # type: ignore[assignment]  # as many as there were
    return scaled
