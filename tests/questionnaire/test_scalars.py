"""What single scalars say, and which ways of writing them are refused."""

from decimal import Decimal

import pytest

from selfassess.questionnaire.scalars import LONGEST_TEXT, plain, quoted


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("true", True), ("FALSE", False),
        ("0", 0), ("-3", -3), ("+5", 5), ("0.1", Decimal("0.1")), (".5", Decimal("0.5")), ("5.", Decimal(5)),
        ("1e3", Decimal(1000)), ("-1.50E-2", Decimal("-0.0150")), ("0.0", Decimal(0)),
        ("2026-10-01", "2026-10-01"), ("1.0.0", "1.0.0"), ("1:30", "1:30"), ("-", "-"), (".", "."), ("1e", "1e"),
        ("nothing", "nothing"), ("y", "y"), ("yesterday", "yesterday"), ("tRUE", "tRUE"), ("12 apples", "12 apples"),
    ],
)  # fmt: skip
def test_a_plain_scalar_means_what_yaml_1_2_says(written: str, value: object) -> None:
    assert plain(written) == (value, None)
    assert type(plain(written)[0]) is type(value)


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "No", "YES", "oN"])
def test_a_word_that_other_programs_take_for_a_truth_value_must_be_in_quotes(word: str) -> None:
    assert plain(word) == (word, f'write "{word}" in quotes: some programs read it as a truth value')
    assert quoted(word) == (word, None)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (".inf", "a number must be finite"),
        ("-.NaN", "a number must be finite"),
        ("0x1F", 'write the number in digits, or "0x1F" in quotes if it is a text'),
        ("0o17", 'write the number in digits, or "0o17" in quotes if it is a text'),
        ("010", 'write the number without the leading zero, or "010" in quotes if it is a text'),
        ("1e999999999", "a number can have an exponent up to 40"),
        ("1e-41", "a number can have an exponent up to 40"),
        ("9" * 41, "a number can have 40 digits"),
        ("9" * 5000, "a number can have 40 digits"),
        ("1e" + "0" * 100, "a number can have 40 digits"),
        ("<<", "merge keys (<<) are not used here: write the keys out"),
        ("a" * (LONGEST_TEXT + 1), "a text can have 50,000 characters, this one has 50,001"),
    ],
)
def test_a_plain_scalar_that_is_risky_or_ambiguous_is_refused(written: str, fault: str) -> None:
    assert plain(written)[1] == fault


def test_a_pair_of_surrogate_escapes_as_json_writes_them_is_one_character() -> None:
    assert quoted("\ud83d\ude00") == ("😀", None)


@pytest.mark.parametrize(("text", "named"), [("\ud83d", "U+D83D"), ("a\x00", "U+0000"), ("\uffff", "U+FFFF")])
def test_a_character_that_no_text_may_hold_is_named_and_does_not_get_through(text: str, named: str) -> None:
    assert quoted(text) == ("", f"a text cannot hold the character {named}")


def test_a_text_in_quotes_may_not_be_endless_either() -> None:
    assert quoted("a" * LONGEST_TEXT)[1] is None
    assert quoted("a" * (LONGEST_TEXT + 1))[1] is not None
