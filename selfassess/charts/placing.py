"""Where the labels around a radar go, so that none overlaps another or the chart, for 3 to 20 of them and more."""

from __future__ import annotations

import math
from dataclasses import dataclass

from selfassess.charts.geometry import Anchor, Point, high, on_spoke, wrapped
from selfassess.typefaces import width

GAP = 10.0
"""Points between the rim and a label."""

BETWEEN = 4.0
"""Points between two labels that stand above each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label's lines and the box they fill, relative to the centre, y downwards."""

    lines: tuple[str, ...]
    anchor: Anchor
    x: float
    top: float
    width: float
    height: float

    @property
    def left(self) -> float:
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


def radius_for(texts: tuple[str, ...], size: float, total: float, least: float) -> float:
    """The smallest rim, at least `least`, that leaves each side's labels room to stand below each other."""
    radius = least
    while radius < total / 3 and any(_tall(side, texts, size, total, radius) > 2 * radius for side in (1, -1)):
        radius += 4
    return radius


def place(texts: tuple[str, ...], size: float, total: float, radius: float) -> tuple[Placed, ...]:
    """A box for each text, in their order; `total` is the width of the chart, the centre in its middle."""
    placed = {spoke: label for side in (1, -1) for spoke, label in _column(side, texts, size, total, radius).items()}
    for spoke, text in enumerate(texts):
        if _side(spoke, len(texts)) == 0:
            placed[spoke] = _pole(text, size, min(total * 0.6, 3 * radius), radius + GAP, spoke == 0, placed)
    return tuple(placed[spoke] for spoke in range(len(texts)))


def _pole(text: str, size: float, measure: float, rim: float, up: bool, sides: dict[int, Placed]) -> Placed:
    """The label straight above or below the rim, beyond the labels of the sides that reach into its width."""
    lines = wrapped(text, size, measure)
    wide, tall = _widest(lines, size), high(lines, size)
    near = [
        label for label in sides.values() if label.left < wide / 2 + GAP and label.left + label.width > -wide / 2 - GAP
    ]
    if up:
        top = min([-rim, *(label.top - BETWEEN for label in near)]) - tall
    else:
        top = max([rim, *(label.top + label.height + BETWEEN for label in near)])
    return Placed(lines=lines, anchor="middle", x=0, top=top, width=wide, height=tall)


def _side(spoke: int, spokes: int) -> int:
    """1 right, -1 left, 0 straight up or down."""
    sine = math.sin(2 * math.pi * spoke / spokes)
    return 0 if abs(sine) < 1e-9 else (1 if sine > 0 else -1)


def _widest(lines: tuple[str, ...], size: float) -> float:
    return max(width(line, size) for line in lines)


def _measure(total: float, radius: float) -> float:
    """The room for text beside the rim where it is widest."""
    return total / 2 - radius - GAP


def _tall(side: int, texts: tuple[str, ...], size: float, total: float, radius: float) -> float:
    wrapped_texts = [
        wrapped(text, size, _measure(total, radius))
        for spoke, text in enumerate(texts)
        if _side(spoke, len(texts)) == side
    ]
    return sum(high(lines, size) + BETWEEN for lines in wrapped_texts)


def _column(side: int, texts: tuple[str, ...], size: float, total: float, radius: float) -> dict[int, Placed]:
    """The labels of one side, top to bottom, as near to their spokes as their neighbours allow."""
    spokes = [spoke for spoke in range(len(texts)) if _side(spoke, len(texts)) == side]
    rim = radius + GAP
    ends: dict[int, Point] = {spoke: on_spoke((0, 0), rim, spoke, len(texts)) for spoke in spokes}
    spokes.sort(key=lambda spoke: ends[spoke][1])
    lines = {spoke: wrapped(texts[spoke], size, _measure(total, radius)) for spoke in spokes}
    heights = [high(lines[spoke], size) for spoke in spokes]
    wanted = [
        ends[spoke][1] - tall * (1 - ends[spoke][1] / rim) / 2 for spoke, tall in zip(spokes, heights, strict=True)
    ]
    tops = spread(wanted, heights, -rim + 2)
    return {
        spoke: Placed(
            lines=lines[spoke],
            anchor="start" if side > 0 else "end",
            x=side * _clear_of_rim(top, tall, rim),
            top=top,
            width=_widest(lines[spoke], size),
            height=tall,
        )
        for spoke, top, tall in zip(spokes, tops, heights, strict=True)
    }


def _clear_of_rim(top: float, tall: float, rim: float) -> float:
    """The smallest distance from the middle at which a box between `top` and `top + tall` is outside the rim."""
    nearest = 0.0 if top < 0 < top + tall else min(abs(top), abs(top + tall))
    return math.sqrt(max(rim * rim - nearest * nearest, 0)) if nearest < rim else 0.0


def spread(wanted: list[float], heights: list[float], least: float) -> list[float]:
    """Tops near the wanted ones, in the same order, without overlap and symmetric: none above `least`.

    Neighbours that collide become a block that settles at the mean of what its members want (isotonic regression by
    pooling adjacent violators), so no label is pushed further than it must be.
    """
    offsets = [0.0]
    for tall in heights:
        offsets.append(offsets[-1] + tall + BETWEEN)
    blocks: list[tuple[float, int]] = []
    for top, offset in zip(wanted, offsets, strict=False):
        mean, count = top - offset, 1
        while blocks and blocks[-1][0] > mean:
            earlier, members = blocks.pop()
            mean, count = (mean * count + earlier * members) / (count + members), count + members
        blocks.append((mean, count))
    settled = [max(mean, least) for mean, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(settled, offsets, strict=False)]
