"""The worked example of the public contract, section 5, as values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from selfassess.answers.model import Answer, AnswerSheet
from selfassess.questionnaire.model import Questionnaire

THREE_RULES = (
    {"level": 2},
    {"level": 3, "within_months": 24},
    {"level": 4, "within_months": 24, "shows": "effect"},
)


@pytest.fixture(scope="session")
def worked_example(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    backed: Callable[..., Answer],
) -> tuple[Questionnaire, AnswerSheet]:
    """Section c1 (a, b, c answered, d don't know) and c2 of weight 2 (e answered, f not applicable)."""
    asked = make_questionnaire(
        {
            "c1": {"questions": {"a": {"gate": 2}, "b": {"weight": Fraction(2)}, "c": {}, "d": {}}},
            "c2": {"weight": Fraction(2), "questions": {"e": {}, "f": {}}},
        },
        evidence=THREE_RULES,
    )
    said = make_sheet(a=1, b=backed(3, date(2024, 10, 1)), c=backed(2, None), d="?", e=3, f="-")
    return asked, said
