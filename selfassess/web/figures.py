"""How figures look on a page: the class of a level's colour, and a chart as inline SVG for wide and narrow pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
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


@cache
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

    return Drawn(
        id=id,
        chart=chart,
        wide=_picture(chart, t, id, frames, width),
        narrow=_picture(chart, t, f"{id}-narrow", frames, NARROW),
    )


@lru_cache(maxsize=128)
def _picture(chart: Chart, t: Translator, id: str, frames: Path, points: float) -> Markup:
    """Kept, because drawing takes longer than the rest of a page; a chart is a value, so the same one looks alike."""
    markup = svg(draw(chart.content, t, points, frames=frames), id=id, title=chart.title, description=chart.sentence)
    return Markup(markup)  # noqa: S704 - `svg` escapes every text in it
