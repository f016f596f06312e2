"""The colours of charts, report and pages: one accent, greys, and a palette of levels; the pages' CSS mirrors these.

Every text colour here reaches 4.5:1 on white (WCAG 2.2, 1.4.3). Levels run from light to dark in even steps of
lightness, so that they keep their order in greyscale and for any colour vision; they always carry their digit.
"""

from __future__ import annotations

from functools import cache

ACCENT = "#0b5563"
INK = "#1b2529"
MUTED = "#55646b"
GRID = "#dbe3e6"
RULE = "#b5c2c7"
TINT = "#eef4f5"
PAPER = "#ffffff"

ROLES = {ACCENT: "accent", INK: "ink", MUTED: "muted", GRID: "grid", RULE: "rule", TINT: "tint", PAPER: "paper"}
"""Names of the colours, for class names in SVG."""

_STEPS = ("#f1f0df", "#cfe3d0", "#a3d0c2", "#74b5b2", "#4b9da4", "#1c6b7a", "#083b4c")

_CHOSEN = {
    3: (0, 3, 6),
    4: (0, 2, 4, 6),
    5: (0, 1, 3, 5, 6),
    6: (0, 1, 2, 3, 5, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}


def accented(colour: str, accent: str) -> str:
    """The colour, or `accent` instead of our own accent; "" leaves ours. Levels keep their colours whatever it is."""
    return accent if accent and colour == ACCENT else colour


@cache
def level_colours(levels: int) -> tuple[str, ...]:
    """Colours for levels 0..`levels` - 1, light to dark; 3 to 7 levels (a scale's top is 2 to 6)."""
    return tuple(_STEPS[step] for step in _CHOSEN[levels])


def text_on(background: str) -> str:
    """Ink or white, whichever reads better on `background`."""
    return max((INK, PAPER), key=lambda colour: contrast(colour, background))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
