"""What the look of a document depends on, and its page; all lengths in points."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9
SIDE = 59.0
TOP = 72.0
BOTTOM = 62.0
COLUMN = PAGE_WIDTH - 2 * SIDE
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

_LARGE = 16.0
_SMALLEST = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`accent` is the one colour beside ink and greys, `levels` how many levels the scale has.

    `sheet` and `large` are as in `Report`.
    """

    accent: str
    levels: int
    sheet: bool = False
    large: bool = False

    def size(self, points: float) -> float:
        """The size of a text: in large print none is below 16 points, and what was larger than others still is."""
        return _LARGE + max(points - _SMALLEST, 0) * 0.9 if self.large else points
