"""Texts in several languages, and characters that no text may hold."""

import pytest

from selfassess.language import Text, printable_fault


def test_a_text_without_a_language_is_picked_for_every_language() -> None:
    text = Text.of("Learning")
    assert (text.pick("en-GB"), text.pick("cy"), str(text)) == ("Learning", "Learning", "Learning")


@pytest.mark.parametrize(
    ("asked", "picked"),
    [
        ("cy", "Dysgu"),
        ("cy-GB", "Dysgu"),
        ("en-GB", "Learning"),
        ("en", "Learning"),
        ("en-US", "Learning"),
        ("fr", "Learning"),
    ],
)
def test_the_closest_language_is_picked_else_the_first(asked: str, picked: str) -> None:
    assert Text.of({"en-GB": "Learning", "cy": "Dysgu"}).pick(asked) == picked


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("plain\ttext\r\nwith lines\x85", None),
        ("ŵ, ŷ, Ελληνικά, 😀", None),
        ("a\x00b", "U+0000"),
        ("\x1b[31m", "U+001B"),
        ("\x7f", "U+007F"),
        ("\ud800", "U+D800"),
        ("\ufdd0", "U+FDD0"),
        ("\uffff", "U+FFFF"),
        ("\U0001fffe", "U+1FFFE"),
        ("\U0010ffff", "U+10FFFF"),
        ("\U0010fffd", None),
    ],
)
def test_the_first_character_that_cannot_be_kept_is_named(text: str, fault: str | None) -> None:
    assert printable_fault(text) == fault
