"""Which colours can be an accent."""

from __future__ import annotations

import colorsys

import pytest

from selfassess.charts.accents import LEAST, colour_of, legibility, nearest_readable
from selfassess.charts.palette import ACCENT, PAPER, contrast


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#6b2c91", "#6b2c91"),
        (" 6B2C91 ", "#6b2c91"),
        ("#abc", "#aabbcc"),
        ("#abcd", None),
        ("purple", None),
        ("#６b2c91", None),
        ("#6b2c91; }", None),
        ("", None),
    ],
)
def test_a_colour_is_read_as_people_write_it(typed: str, colour: str | None):
    assert colour_of(typed) == colour


def test_our_own_accent_can_be_read():
    assert legibility(ACCENT) >= LEAST


def test_what_can_be_read_is_the_nearest_to_itself():
    assert nearest_readable("#6b2c91") == "#6b2c91"


@pytest.mark.parametrize("colour", ["#ff6600", "#ffff00", "#00b0f0", "#ffffff", "#fefefe", "#7fff7f"])
def test_a_colour_too_faint_gets_a_darker_one_of_its_hue_that_can_be_read(colour: str):
    assert legibility(colour) < LEAST
    nearest = nearest_readable(colour)
    assert legibility(nearest) >= LEAST
    assert contrast(nearest, PAPER) < 6  # no darker than it takes
    before, after = (
        colorsys.rgb_to_hsv(*(int(one[at : at + 2], 16) / 255 for at in (1, 3, 5))) for one in (colour, nearest)
    )
    assert abs(before[0] - after[0]) < 0.02
