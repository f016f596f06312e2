"""The one rounding of scores in workbooks."""

from __future__ import annotations

from fractions import Fraction

from selfassess.language.rounding import rounded

_PLACES = 2


def score(value: Fraction | None) -> Fraction | None:
    """A score of 0 to 100 with the two decimals that it has in every file; None where it is absent."""
    return None if value is None else Fraction(rounded(value, _PLACES))
