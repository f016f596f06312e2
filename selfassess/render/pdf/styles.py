"""The look of the printed report: page, grid and type scale; all lengths in points."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.charts.palette import ACCENT, INK, MUTED

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT = 62.0
RIGHT = PAGE_WIDTH - 56.0
TOP = 72.0
BOTTOM = 60.0
COLUMN = RIGHT - LEFT
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
BAND = 30.0
"""Where the quiet numbers of the parts begin, left of the text column."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `leading` is the distance of its lines."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK

    @property
    def baseline(self) -> float:
        """How far the baseline is below the top of a line, with the letters centred in it."""
        return self.leading / 2 + self.size * 0.33


CLEAR, LARGE = 12.0, 16.0
"""The least sizes of clear and of large print."""


def enlarged(style: Style, least: float) -> Style:
    """The style with a least size: all of it in black, with what was larger than the rest still larger."""
    size = least + max(style.size - 8.25, 0) * 0.9
    return Style(size, round(size * 1.4, 2), style.bold, INK if style.colour == MUTED else style.colour)


def reduced(style: Style, share: float) -> Style:
    """The style at a share of its size."""
    return Style(style.size * share, style.leading * share, style.bold, style.colour)


NORMAL = Style(9.75, 14)
LEAD = Style(11.5, 16.5)
SMALL = Style(8.25, 11.5, colour=MUTED)
QUOTE = Style(8.5, 11.7)
PART = Style(24, 29, bold=True)
KICKER = Style(10.5, 15, bold=True, colour=ACCENT)
SUBPART = Style(18, 22.5, bold=True)
HEADING = Style(12.5, 16.5, bold=True)
SUBHEADING = Style(10, 14, bold=True, colour=ACCENT)
CAPTION = Style(9, 12.5, bold=True)
CELL = Style(8.5, 11.5)
HEAD_CELL = Style(8.25, 10.5, bold=True, colour=MUTED)
HEAD_NOTE = Style(8.25, 10.5, colour=MUTED)
NOTE = Style(8.25, 10.6)
TERM = Style(8.25, 10.6, bold=True, colour=MUTED)
