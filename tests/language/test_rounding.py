"""The one rounding: half away from zero."""

from decimal import Decimal
from fractions import Fraction

import pytest

from selfassess.language.rounding import rounded


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(1, 3), 2, "0.33"),
        (Decimal("1.005"), 2, "1.01"),
        (7, 2, "7.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction | Decimal | int, places: int, expected: str) -> None:
    assert str(rounded(value, places)) == expected
