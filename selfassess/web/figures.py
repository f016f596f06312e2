"""How figures look on a page: the class of a level's colour, and a chart as inline SVG for wide and narrow pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from selfassess.charts import draw
from selfassess.charts.palette import level_colours
from selfassess.language import Translator
from selfassess.render.svg import svg
from selfassess.report.blocks import Chart

NARROW = 240
"""Points: fills a telephone's page of 290 pixels with letters of 10 pixels or more."""

_MOST_LEVELS = 7


def level_class(level: int, levels: int) -> str:
    """The style of a level's digit; `levels` is how many the scale has."""
    return f"level--{level_colours(_MOST_LEVELS).index(level_colours(levels)[level])}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart drawn for two widths, of which the style sheet shows one; what is not shown is not read out either."""

    id: str
    chart: Chart
    wide: Markup
    narrow: Markup


def drawn(chart: Chart, t: Translator, *, id: str, frames: Path, width: float) -> Drawn:
    """`width` is that of the wide picture, in points; a letter of the chart has 8.5."""

    def picture(name: str, points: float) -> Markup:
        markup = svg(draw(chart.content, t, points, frames=frames), id=name, title=chart.title,
                     description=chart.sentence)  # fmt: skip
        return Markup(markup)  # noqa: S704 - `svg` escapes every text in it

    return Drawn(id=id, chart=chart, wide=picture(id, width), narrow=picture(f"{id}-narrow", NARROW))
