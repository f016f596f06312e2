"""Colours that can be read, in greyscale too."""

from __future__ import annotations

from itertools import pairwise

import pytest

from selfassess.charts import palette


@pytest.mark.parametrize("levels", [3, 4, 5, 6, 7])
def test_digits_on_level_colours_reach_the_contrast_of_text(levels: int) -> None:
    colours = palette.level_colours(levels)
    assert len(set(colours)) == levels
    assert min(palette.contrast(colour, palette.text_on(colour)) for colour in colours) >= 4.5


@pytest.mark.parametrize("levels", [3, 4, 5, 6, 7])
def test_each_level_is_darker_than_the_one_below_it(levels: int) -> None:
    """Steps of 1.15:1 stay apart on a black and white printer."""
    shades = [palette.contrast(colour, "#000000") for colour in palette.level_colours(levels)]
    assert all(lighter / darker >= 1.15 for lighter, darker in pairwise(shades))


@pytest.mark.parametrize("colour", [palette.ACCENT, palette.INK, palette.MUTED])
@pytest.mark.parametrize("background", [palette.PAPER, palette.TINT])
def test_text_colours_are_readable_on_paper_and_tint(colour: str, background: str) -> None:
    assert palette.contrast(colour, background) >= 4.5


def test_contrast_is_that_of_the_guidelines() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert palette.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
