"""Widths and line breaks."""

from __future__ import annotations

import pytest

from selfassess.typefaces import width, wrap


def test_width_grows_with_size_and_text() -> None:
    assert width("mm", 10) == pytest.approx(2 * width("m", 10))
    assert width("m", 20) == pytest.approx(2 * width("m", 10))


def test_no_line_is_wider_than_the_measure() -> None:
    lines = wrap("Leadership and shared vision across every partner → Київ " * 20, 10, 120)
    assert max(width(line.rstrip(), 10) for line in lines) <= 120


def test_lines_that_broke_at_a_space_end_in_one_and_together_give_the_text_back() -> None:
    text = "one two three four five six seven"
    lines = wrap(text, 10, 60)
    assert len(lines) > 2
    assert "".join(lines) == text


def test_a_word_that_is_too_long_is_broken_without_a_space() -> None:
    word = "x" * 100_000
    lines = wrap(f"see {word} end", 10, 200)
    assert "".join(lines) == f"see {word} end"
    assert max(width(line.rstrip(), 10) for line in lines) <= 200


def test_a_single_character_wider_than_the_measure_still_gets_its_line() -> None:
    assert wrap("WW", 10, 1) == ("W", "W")


def test_a_line_break_in_the_text_stays_one() -> None:
    assert wrap("first\nsecond", 10, 500) == ("first", "second")


def test_a_no_break_space_is_no_place_to_break() -> None:
    lines = wrap("page\u00a012", 10, width("page\u00a0", 10) + 1)
    assert all(" " not in line for line in lines)


def test_no_text_is_one_empty_line() -> None:
    assert wrap("", 10, 100) == ("",)
