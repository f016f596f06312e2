"""What the look of a document depends on, and its page; all lengths in points."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.charts.palette import ACCENT
from selfassess.report.blocks import Report

PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9
SIDE = 59.0
TOP = 72.0
BOTTOM = 62.0
COLUMN = PAGE_WIDTH - 2 * SIDE
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

TOP_OF_SHEET = 40.0
"""A sheet has its first words further up."""

CLEAR, LARGE = 12.0, 16.0
_SMALLEST = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`accent` is the one colour beside ink and greys, `levels` how many levels the scale has.

    `least`: no text is smaller, 0 for the usual sizes; then all of it is ink. `sheet` is as in `Report`; `numbered`:
    whether parts of level 1 have numbers.
    """

    accent: str
    levels: int
    least: float = 0.0
    sheet: bool = False
    numbered: bool = True

    def size(self, points: float) -> float:
        """The size of a text; where there is a least one, what was larger than others still is."""
        return self.least + max(points - _SMALLEST, 0) * 0.9 if self.least else points

    @property
    def large(self) -> bool:
        """Large print needs room as well: for writing, and it has no running header."""
        return self.least >= LARGE

    @property
    def top(self) -> float:
        """From the edge of the page to its first line."""
        return TOP_OF_SHEET if self.sheet else TOP


def look_of(report: Report) -> Look:
    """How a report is to look."""
    return Look(
        accent=report.brand.accent if report.brand and report.brand.accent else ACCENT,
        levels=report.levels,
        least=LARGE if report.large else CLEAR if report.clear else 0.0,
        sheet=report.sheet,
        numbered=report.numbered and not report.sheet,
    )
