"""A finished chart as vector operations that page and PDF draw alike: paths and labels, nothing to interpret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = (
    tuple[Literal["M"], float, float]
    | tuple[Literal["L"], float, float]
    | tuple[Literal["Z"]]
    | tuple[Literal["C"], float, float, float, float, float, float]
)
"""Move, line, close, or a cubic curve (two control points, then the end)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A line or area. Colours are `#rrggbb`; None is not drawn. `width` and `dash` are in points."""

    steps: tuple[Step, ...]
    stroke: str | None = None
    fill: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    alpha: float = 1.0
    """Opacity of the fill; a stroke is always opaque, so that it prints in black and white."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text; `x` is where `anchor` says, `y` the baseline."""

    text: str
    x: float
    y: float
    size: float
    weight: Literal["regular", "bold"] = "regular"
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = "#1b2529"


Operation = Path | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Operations from back to front, in points from the top left corner, y downwards."""

    width: float
    height: float
    operations: tuple[Operation, ...]
