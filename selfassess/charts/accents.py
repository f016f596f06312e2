"""Which colours can be an accent: dark enough to be read on paper, and the nearest that is."""

from __future__ import annotations

import re

from selfassess.charts.palette import PAPER, TINT, contrast

LEAST = 4.5
"""The contrast of text of any size (WCAG 2.2, 1.4.3)."""

_STEPS = 100
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII | re.IGNORECASE)


def colour_of(typed: str) -> str | None:
    """`#rrggbb` from what people write of a colour ("6B2C91", "#abc"); None where it is none."""
    found = _HEX.fullmatch(typed.strip())
    if found is None:
        return None
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def legibility(colour: str) -> float:
    """The lesser of its contrasts with white, on which it is text and which is text on it, and with pale boxes."""
    return min(contrast(colour, PAPER), contrast(colour, TINT))


def nearest_readable(colour: str) -> str:
    """The same hue, only as much darker as it takes; the colour itself where it is readable."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shades = ("#" + "".join(f"{one * (_STEPS - step) // _STEPS:02x}" for one in channels) for step in range(_STEPS))
    return next(shade for shade in shades if legibility(shade) >= LEAST)
