"""Pure geometry that every chart draws with: markers, lines with gaps, text in several lines. Points, y downwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from selfassess.charts.drawing import Label, Path, Step
from selfassess.charts.palette import INK, PAPER
from selfassess.typefaces import width, wrap

Point = tuple[float, float]
Marker = Literal["circle", "square", "diamond"]
Anchor = Literal["start", "middle", "end"]

# A quarter of a circle as one cubic curve is off by less than 0.03 % with this handle.
_HANDLE = 0.5523


def on_spoke(centre: Point, radius: float, spoke: int, spokes: int) -> Point:
    """The point on a spoke, `radius` from the centre; spoke 0 points up, the others follow clockwise."""
    angle = 2 * math.pi * spoke / spokes
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def polyline(points: Sequence[Point], *, closed: bool = False) -> tuple[Step, ...]:
    """Steps through the points."""
    first, *others = points
    steps: list[Step] = [("M", *first), *(("L", *point) for point in others)]
    return (*steps, ("Z",)) if closed else tuple(steps)


def stretches(values: Sequence[Point | None]) -> tuple[tuple[Point, ...], ...]:
    """The stretches of a closed ring between its gaps; one that runs over the end of the list is one stretch."""
    if all(value is not None for value in values):
        return (tuple(value for value in values if value is not None),)
    gap = values.index(None)
    found: list[list[Point]] = [[]]
    for value in (*values[gap:], *values[:gap]):
        if value is None:
            found.append([])
        else:
            found[-1].append(value)
    return tuple(tuple(stretch) for stretch in found if stretch)


def runs(points: Sequence[Point | None]) -> tuple[tuple[Point, ...], ...]:
    """The stretches of an open line between its gaps."""
    found: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return tuple(tuple(run) for run in found if run)


def box(x: float, y: float, wide: float, high: float) -> tuple[Step, ...]:
    """A rectangle from its top left corner."""
    return polyline([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], closed=True)


def circle(centre: Point, radius: float) -> tuple[Step, ...]:
    """A circle of four curves."""
    (x, y), r, h = centre, radius, radius * _HANDLE
    return (
        ("M", x + r, y),
        ("C", x + r, y + h, x + h, y + r, x, y + r),
        ("C", x - h, y + r, x - r, y + h, x - r, y),
        ("C", x - r, y - h, x - h, y - r, x, y - r),
        ("C", x + h, y - r, x + r, y - h, x + r, y),
        ("Z",),
    )


def marker(shape: Marker, at: Point, colour: str, *, hollow: bool, size: float = 3.2) -> Path:
    """A marker of about `size` points from its middle to its edge."""
    x, y = at
    steps = {
        "circle": circle(at, size),
        "square": box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8),
        "diamond": polyline(
            [(x, y - size * 1.25), (x + size * 1.25, y), (x, y + size * 1.25), (x - size * 1.25, y)], closed=True
        ),
    }[shape]
    return Path(steps=steps, stroke=colour, fill=PAPER if hollow else colour, width=1.2)


def wrapped(text: str, size: float, measure: float, *, longest: int = 3, bold: bool = False) -> tuple[str, ...]:
    """At most `longest` lines no wider than `measure`; where that cuts the text, the last line ends in an ellipsis."""
    lines = [line.rstrip() for line in wrap(text, size, measure, bold)]
    if len(lines) <= longest:
        return tuple(lines)
    last = lines[longest - 1]
    while last and width(last + "…", size, bold) > measure:
        last = last[:-1].rstrip()
    return (*lines[: longest - 1], last + "…")


def stacked(
    lines: Iterable[str], x: float, top: float, size: float, *, anchor: Anchor = "start", colour: str = INK
) -> tuple[Label, ...]:
    """Lines of text below each other; `top` is the top of the first line's box."""
    return tuple(
        Label(text=line, x=x, y=top + BASELINE * size + at * LEADING * size, size=size, anchor=anchor, colour=colour)
        for at, line in enumerate(lines)
    )


LEADING = 1.2
BASELINE = 0.94
"""How far the baseline is below the top of a line's box, and how far apart lines are, in ems."""


def high(lines: Sequence[str], size: float) -> float:
    """The height of lines that `stacked` sets."""
    return len(lines) * LEADING * size
