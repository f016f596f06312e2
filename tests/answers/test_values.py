"""What an answer may be, by question type."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from selfassess.answers.values import VALUE_RULES, MisfitError, fit_value, raw_from_form
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import QUESTION_TYPES, NumberQuestion


def test_every_question_type_has_its_rule() -> None:
    assert set(VALUE_RULES) == set(QUESTION_TYPES)


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        ("c1-learning", 0, 0),
        ("c1-learning", 3, 3),
        ("c1-happens", "no", "no"),
        ("c1-how", "alone", "alone"),
        ("c1-who", ("some", "all"), ("all", "some")),
        ("c1-who", ["all"], ("all",)),
        ("c1-many", Decimal("0.1"), Fraction(1, 10)),
        ("c1-many", 0, Fraction(0)),
        ("c1-share", 100, Fraction(100)),
        ("c1-share", Decimal("0.123456789012345"), Fraction(123456789012345, 10**15)),
        ("c1-words", " kept as it is\n", " kept as it is\n"),
        ("c1-when", "2024-02-29", date(2024, 2, 29)),
        ("c1-when", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_fitting_value_becomes_typed(complete: Questionnaire, question: str, raw: object, value: object) -> None:
    fitted = fit_value(complete.by_id[question], raw)
    assert (fitted, type(fitted)) == (value, type(value))


@pytest.mark.parametrize(
    ("question", "raw", "message"),
    [
        ("c1-learning", 4, "Give a level from 0 to 3"),
        ("c1-learning", -1, "Give a level from 0 to 3"),
        ("c1-learning", True, "Give a level from 0 to 3"),
        ("c1-learning", "2", "Give a level from 0 to 3"),
        ("c1-learning", Decimal("2.0"), "Give a level from 0 to 3"),
        ("c1-happens", True, 'Answer "yes" or "no"'),
        ("c1-happens", "maybe", 'Answer "yes" or "no"'),
        ("c1-how", "alon", "Choose one of alone, together"),
        ("c1-how", ("alone",), "Choose one of alone, together"),
        ("c1-who", (), "Choose one or more of all, some, as a list"),
        ("c1-who", "all", "Choose one or more of all, some, as a list"),
        ("c1-who", ("all", ("some",)), "Choose one or more of all, some, as a list"),
        ("c1-who", ("all", "all"), "Choose each option only once"),
        ("c1-many", "12", "Give a number"),
        ("c1-many", False, "Give a number"),
        ("c1-many", -1, "Give a number of at least 0"),
        ("c1-many", 11, "Give a number of at most 10.5"),
        ("c1-many", Decimal("1.0000000000000001"), "Give a number of at most 15 digits"),
        ("c1-many", Decimal("12.34567890123456"), "Give a number of at most 15 digits"),
        ("c1-share", 10**15, "Give a number of at most 15 digits"),
        ("c1-share", Decimal("100.1"), "Give a number from 0 to 100"),
        ("c1-words", "  ", "Write a text"),
        ("c1-words", 3, "Write a text"),
        ("c1-words", "x" * 201, "Write at most 200 characters; there are 201"),
        ("c1-words", "x\x00", "Leave out the character U+0000"),
        ("c1-when", "2026-02-30", "Give a whole date written as YYYY-MM-DD, such as 2026-10-01"),
        ("c1-when", "20261001", "Give a whole date written as YYYY-MM-DD, such as 2026-10-01"),
        ("c1-when", "0001-01-01", "Give a whole date written as YYYY-MM-DD, such as 2026-10-01"),
        ("c1-when", 2026, "Give a whole date written as YYYY-MM-DD, such as 2026-10-01"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_plain_words(
    complete: Questionnaire, question: str, raw: object, message: str
) -> None:
    with pytest.raises(MisfitError) as misfit:
        fit_value(complete.by_id[question], raw)
    assert str(misfit.value) == message
    assert misfit.value.sentence.format(**misfit.value.values) == message


def test_where_only_whole_numbers_are_allowed_a_part_is_refused() -> None:
    question = NumberQuestion.model_validate({"id": "a", "type": "number", "prompt": "How many?", "whole": True})
    assert fit_value(question, Decimal("2.0")) == 2
    with pytest.raises(MisfitError, match="Give a whole number"):
        fit_value(question, Decimal("2.5"))


@pytest.mark.parametrize(
    ("question", "typed", "raw"),
    [
        ("c1-learning", "2", 2),
        ("c1-many", " 1,200.50 ", Decimal("1200.50")),
        ("c1-share", "12 %", 12),
        ("c1-many", "a few", "a few"),
        ("c1-many", "010", "010"),
        ("c1-words", "12", "12"),
        ("c1-when", "2026-10-01", "2026-10-01"),
        ("c1-happens", "no", "no"),
    ],
)
def test_what_is_typed_into_a_form_stands_for_the_same_as_in_a_file(
    complete: Questionnaire, question: str, typed: str, raw: object
) -> None:
    assert raw_from_form(complete.by_id[question], typed) == raw
