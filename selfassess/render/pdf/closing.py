"""Closing up: the same slices with less white space between them and smaller charts, so that they take fewer pages."""

from __future__ import annotations

from dataclasses import replace

from selfassess.render.pdf.slices import Picture, Slice
from selfassess.render.pdf.styles import COLUMN, LEFT

_CLOSER, _CLOSEST = 0.55, 0.35
"""Shares of the usual white space on a page that is full: before its chart is made smaller, and at the least."""
_SMALLEST = 0.6
"""The least share of a chart's size."""


def closed_up(slices: list[Slice], room: float) -> list[Slice]:
    """The slices with less white space and, where that is not enough, a smaller chart, as one page needs it.

    Gaps are never closed so far that slices merge, nor is the chart made so small that it cannot be read.
    """
    over = sum(one.height + one.gap * _CLOSER for one in slices) - room
    if over > 0:
        slices = [smaller(one, max(1 - over / one.height, _SMALLEST)) for one in slices]
    needed = room - sum(one.height for one in slices)
    share = needed / sum(one.gap for one in slices)
    return slices if share >= 1 else [replace(one, gap=one.gap * max(share, _CLOSEST)) for one in slices]


def smaller(one: Slice, share: float) -> Slice:
    """A chart's slice at this share of its size, in the middle of the column; any other as it is."""
    pieces = [piece for piece in one.pieces if isinstance(piece, Picture)]
    if not pieces or share == 1:
        return one
    pictures = tuple(
        replace(piece, scale=piece.scale * share, x=LEFT + (COLUMN - piece.drawing.width * piece.scale * share) / 2)
        for piece in pieces
    )
    return replace(one, height=one.height * share, pieces=pictures)
