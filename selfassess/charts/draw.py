"""The one way to a drawing: content in, vector operations out."""

from __future__ import annotations

import pathlib

from selfassess.charts import level_bars, radar, score_bars
from selfassess.charts.drawing import Drawing, Operation
from selfassess.charts.frame import Frame
from selfassess.charts.frames import drawn
from selfassess.language import Translator
from selfassess.report.charts import ChartContent, LevelBars, RadarChart


def draw(
    content: ChartContent, words: Translator, width: float = 480, *, frames: pathlib.Path | None = None
) -> Drawing:
    """`content` drawn `width` points wide; the height follows. `frames` is a folder that keeps finished frames.

    A radar with fewer than three axes is drawn as bars. ValueError for a chart without bars, and for a radar
    without a series or with more than three.
    """
    frame, series = _lay_out(content, words, width)
    return Drawing(width=frame.width, height=frame.height, operations=(*drawn(frame, frames), *series))


def _lay_out(content: ChartContent, words: Translator, width: float) -> tuple[Frame, tuple[Operation, ...]]:
    if isinstance(content, RadarChart):
        if len(content.axes) >= 3 or not content.series:
            return radar.lay_out(content, words, width)
        content = radar.bars_instead(content)
    if not content.bars:
        raise ValueError("a chart without bars shows nothing")
    if isinstance(content, LevelBars):
        return level_bars.lay_out(content, words, width)
    return score_bars.lay_out(content, words, width)
