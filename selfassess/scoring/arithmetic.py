"""Arithmetic as people write it, the same in every language: 100 × (1×1 + 2×3) ÷ (4 × (1 + 2)) ≈ 58.33."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from selfassess.language.rounding import rounded

PLACES = 2


def exact(value: Fraction | int) -> str:
    """A number written so that nothing is lost: 3, 0.1, and (175 ÷ 3) where no decimal number says it."""
    value = Fraction(value)
    twos_and_fives = 10 ** value.denominator.bit_length()
    if twos_and_fives % value.denominator:
        return f"({value.numerator} ÷ {value.denominator})"
    return _plain(value, len(str(twos_and_fives)) - 1)


def _plain(value: Fraction, places: int) -> str:
    written = f"{rounded(value, places):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def equals(left: str, result: Fraction | int) -> str:
    """`left = result`, or `left ≈ result` where the result had to be rounded to be written."""
    sign = "=" if rounded(Fraction(result), PLACES) == Fraction(result) else "≈"
    return f"{left} {sign} {_plain(Fraction(result), PLACES)}"


def total(terms: Sequence[str]) -> str:
    """(a + b + c); a single term stands alone, no term is 0."""
    return f"({' + '.join(terms)})" if len(terms) > 1 else "".join(terms) or "0"


def weighted(pairs: Sequence[tuple[Fraction | int, Fraction]]) -> str:
    """(w×x + w×x) over pairs of value and weight."""
    return total([f"{exact(weight)}×{exact(value)}" for value, weight in pairs])


def percent_of_scale(levels: Sequence[tuple[int, Fraction]], top: int) -> tuple[Fraction, str]:
    """100·Σwᵢxᵢ / (m·Σwᵢ) over pairs of level and weight, and how that is written."""
    weights = [weight for _, weight in levels]
    result = 100 * sum([weight * level for level, weight in levels], Fraction(0)) / (top * sum(weights))
    return result, equals(f"100 × {weighted(levels)} ÷ ({top} × {total(list(map(exact, weights)))})", result)


def mean(values: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, str]:
    """Σwᵢxᵢ / Σwᵢ over pairs of value and weight, and how that is written."""
    weights = [weight for _, weight in values]
    result = sum([weight * value for value, weight in values], Fraction(0)) / sum(weights)
    return result, equals(f"{weighted(values)} ÷ {total(list(map(exact, weights)))}", result)


def percent_of_weight(part: Sequence[Fraction], whole: Sequence[Fraction]) -> tuple[Fraction, str]:
    """How many percent of the whole weight the part is, and how that is written."""
    share = 100 * sum(part, Fraction(0)) / sum(whole)
    return share, equals(f"100 × {total(list(map(exact, part)))} ÷ {total(list(map(exact, whole)))}", share)
