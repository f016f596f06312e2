"""The one rounding that figures go through, at presentation: half away from zero."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def rounded(value: Fraction | Decimal | int, places: int) -> Decimal:
    """`value` to `places` decimals, a half going away from zero (2.5 → 3, -2.5 → -3); exact until here."""
    exact = Fraction(value) * 10**places
    whole, left = divmod(abs(exact.numerator), exact.denominator)
    if 2 * left >= exact.denominator:
        whole += 1
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places)
