"""Texts in several languages, and characters that no text may hold."""

import pytest

from selfassess.language import Text, is_blank, printable, printable_fault


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
        ("plain\ttext\r\nwith lines", None),
        ("ŵ, ŷ, Ελληνικά, 😀", None),
        ("a\x00b", "U+0000"),
        ("\x1b[31m", "U+001B"),
        ("\x7f", "U+007F"),
        ("next\x85line", "U+0085"),
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


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\r\n\u00a0\u3000\u2028",
        "\u200b",  # zero width space
        " \u200d\ufeff\u2060 ",
        "\u00ad",  # a hyphen that shows only where a line breaks
        "\u202e\u2066",
        "\u3164\u115f\uffa0",  # fillers of Hangul
        "\u2800",  # Braille without a dot
        "\ufe0f",
        "\U000e0067\U000e007f",  # tags, as flags are made of, without a flag
    ],
    ids=ascii,
)
def test_a_text_of_blanks_and_invisible_characters_says_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text", ["x", "\u200bx\u200b", "👩\u200d🚒", "1\ufe0f\u20e3", "\u0301", "\u0600", "\x00", "⠁"], ids=ascii
)
def test_a_text_with_one_visible_character_says_something(text: str) -> None:
    assert not is_blank(text)


def test_characters_that_no_text_may_hold_are_replaced_one_by_one() -> None:
    assert printable("tab\tline\na\x00b\x1f\x7f\ud83d\ufdd0\U0001ffff") == "tab\tline\na�b�����"
    assert printable_fault(printable("\x00\ufffe")) is None
