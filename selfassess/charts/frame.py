"""What a chart's frame is made of, before it is drawn: the part that depends on words and size, not on results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from selfassess.charts.drawing import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Grid, axis and labels. The plot's box is in points from the top left, y downwards.

    `polar`: `spokes` axes clockwise from the top, rings at `ticks`, the rim at `maximum`; the box is square.
    `linear`: `minimum` at the left, `maximum` at the right, a thin line at each tick; tick texts stand above the box.
    `panels`: a plot in each of `boxes`, 0 at the bottom and `maximum` at the top, a thin line at each tick and at each
    of `columns`; their texts are `labels`.
    """

    kind: Literal["polar", "linear", "panels"]
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    maximum: float
    ticks: tuple[tuple[float, str], ...]
    minimum: float = 0.0
    spokes: int = 0
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    """Left, top, right and bottom of each panel."""
    columns: tuple[float, ...] = ()
    """How far each upright line is from the left of its panel."""
    labels: tuple[Label, ...] = ()
    leaders: tuple[tuple[float, float, float, float], ...] = ()
    """Thin lines from a point to its label, where the label had to move away; x, y, x, y."""
