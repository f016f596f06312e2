"""The one way to a drawing: content in, vector operations out."""

from __future__ import annotations

import pathlib

from selfassess.charts.drawing import Drawing
from selfassess.language import Translator
from selfassess.report.charts import ChartContent


def draw(
    content: ChartContent, words: Translator, width: float = 480, *, frames: pathlib.Path | None = None
) -> Drawing:
    """`content` drawn `width` points wide; the height follows. `frames` is a folder that keeps finished frames."""
    raise NotImplementedError
