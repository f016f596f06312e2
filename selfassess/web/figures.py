"""How figures look on a page: the class of a level's colour, and a chart as inline SVG."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from selfassess.charts import draw
from selfassess.charts.palette import level_colours
from selfassess.language import Translator
from selfassess.render.svg import svg
from selfassess.report.blocks import Chart

_MOST_LEVELS = 7


def level_class(level: int, levels: int) -> str:
    """The style of a level's digit; `levels` is how many the scale has."""
    return f"level--{level_colours(_MOST_LEVELS).index(level_colours(levels)[level])}"


def picture(chart: Chart, t: Translator, *, id: str, frames: Path, width: float = 640) -> Markup:
    """The chart drawn; `svg` escapes every text in it."""
    drawing = draw(chart.content, t, width, frames=frames)
    return Markup(svg(drawing, id=id, title=chart.title, description=chart.sentence))  # noqa: S704 - escaped there
