"""What both kinds of bars share: rows of names beside a plot, chips with a level's digit, the legend below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selfassess.charts.drawing import Label, Operation, Path
from selfassess.charts.geometry import BASELINE, box, high, stacked, wrapped
from selfassess.charts.palette import RULE, level_colours, text_on
from selfassess.typefaces import width as text_width

SIZE = 8.5
CHIP = 15.0
"""Side of the square that carries a level's digit."""

_LEAST_ROW = 24.0
_PADDING = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """One bar's place: the lines of its name and the band it has, y downwards."""

    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def rows(names: tuple[str, ...], measure: float, top: float) -> tuple[Row, ...]:
    """A row for each name, as high as its lines need."""
    found = []
    for name in names:
        lines = wrapped(name, SIZE, measure)
        height = max(high(lines, SIZE) + _PADDING, _LEAST_ROW)
        found.append(Row(lines, top, height))
        top += height
    return tuple(found)


def names(placed: tuple[Row, ...]) -> tuple[Label, ...]:
    """The rows' names, each centred in its band."""
    return tuple(
        label for row in placed for label in stacked(row.lines, 0, row.middle - high(row.lines, SIZE) / 2, SIZE)
    )


def chip(level: int, levels: int, x: float, middle: float) -> tuple[Operation, ...]:
    """A square in the level's colour with its digit; `x` is its left side."""
    colour = level_colours(levels)[level]
    square = box(x, middle - CHIP / 2, CHIP, CHIP)
    digit = Label(
        text=str(level),
        x=x + CHIP / 2,
        y=middle + SIZE * 0.36,
        size=SIZE + 0.5,
        weight="bold",
        anchor="middle",
        colour=text_on(colour),
    )
    return Path(steps=square, fill=colour, stroke=RULE if level == 0 else None, width=0.7), digit


def beside(text: str, x: float, middle: float, measure: float, *, colour: str) -> tuple[Label, ...]:
    """A short text of at most two lines, centred on `middle`."""
    lines = wrapped(text, SIZE, measure, longest=2)
    return stacked(lines, x, middle - high(lines, SIZE) / 2, SIZE, colour=colour)


Sample = Callable[[float, float], tuple[Operation, ...]]
"""Draws what a legend explains in a space of 20 points from x, around y."""


def legend(entries: list[tuple[Sample, str]], top: float, width: float) -> tuple[tuple[Operation, ...], float]:
    """The samples with their words, cut to one row, in rows from the left, and where the last row ends."""
    operations: list[Operation] = []
    x = 0.0
    for sample, words in entries:
        (text,) = wrapped(words, SIZE, width - 26, longest=1)
        wide = 26 + text_width(text, SIZE)
        if x and x + wide > width:
            x, top = 0.0, top + SIZE * 1.8
        operations += sample(x, top + SIZE * 0.6)
        operations.append(Label(text=text, x=x + 26, y=top + BASELINE * SIZE, size=SIZE))
        x += wide + 20
    return tuple(operations), top + (SIZE * 1.6 if entries else -4)
