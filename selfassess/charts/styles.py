"""How series are told from each other, in black and white too: line, marker, and a sample of both for a legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from selfassess.charts.drawing import Path
from selfassess.charts.geometry import Marker, Point, marker, polyline
from selfassess.charts.palette import ACCENT, INK, MUTED
from selfassess.report.charts import Series


class Style(NamedTuple):
    """How a series is told from the others; `fill` is the opacity of the area inside it."""

    colour: str
    dash: tuple[float, ...]
    width: float
    marker: Marker
    hollow: bool
    fill: float


STYLES = (
    Style(ACCENT, (), 2.0, "circle", False, 0.13),
    Style(MUTED, (5.0, 3.0), 1.3, "square", True, 0.0),
    Style(INK, (1.2, 2.6), 1.2, "diamond", True, 0.0),
)
"""This year, the earlier year, the target."""


def styled(series: Sequence[Series]) -> list[tuple[Series, Style]]:
    """Each series with its style: a target always that of targets, the others in their order."""
    return [(one, STYLES[-1] if one.target else style) for one, style in zip(series, STYLES, strict=False)]


def stroke(points: Sequence[Point], style: Style, *, closed: bool = False) -> Path:
    """The line of a series through some of its points."""
    return Path(steps=polyline(points, closed=closed), stroke=style.colour, width=style.width, dash=style.dash)


def dot(point: Point, style: Style) -> Path:
    """The marker of a series at one of its points."""
    return marker(style.marker, point, style.colour, hollow=style.hollow)


def sample(style: Style, x: float, y: float, length: float) -> tuple[Path, Path]:
    """Line and marker for a legend, from x, around y."""
    return stroke([(x, y), (x + length, y)], style), dot((x + length / 2, y), style)
