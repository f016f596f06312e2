"""One small function for each figure; definitions: the public contract, section 3.

`levels` and `scored` go side by side, one for each applicable question; what is not known stands at level 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from selfassess.scoring.card import QuestionResult
from selfassess.scoring.rubric import Scored


def points_of(levels: Sequence[int], scored: Sequence[Scored]) -> int:
    """Σwᵢxᵢ."""
    return sum([level * weight for level, (weight, _) in zip(levels, scored, strict=True)])


def percent(points: int, top: int, weight: int) -> Fraction | None:
    """100·Σwᵢxᵢ / (m·Σwᵢ) from its two sums; None where there is no weight."""
    return Fraction(100 * points, top * weight) if weight else None


def lower_median(levels: Sequence[int]) -> int | None:
    """The middle level, the lower one of two; unweighted."""
    return sorted(levels)[(len(levels) - 1) // 2] if levels else None


def weakest(questions: Sequence[QuestionResult]) -> tuple[str, ...]:
    """Ids of the answered questions at the lowest level, in the order given."""
    lowest = min([question.level for question in questions if question.level is not None], default=None)
    return tuple([question.id for question in questions if question.level == lowest]) if lowest is not None else ()


def weight_needed(weight: int, share: Fraction) -> int:
    """The least whole weight that is at least `share` of `weight`."""
    return -(-weight * share.numerator // share.denominator)


def stage(levels: Sequence[int], scored: Sequence[Scored], top: int, needed: int) -> int:
    """The highest stage with at least `needed` weight at it or above, and no gate in the way.

    Every stage below it then holds too: no less weight stands there, and a gate in the way of it would be in the way
    of this one. So the gates only set a ceiling, and the weight is added up from the top.
    """
    weights = [0] * (top + 1)
    ceiling = top
    for level, (weight, gate) in zip(levels, scored, strict=True):
        weights[level] += weight
        if level < gate <= ceiling:
            ceiling = gate - 1
    there = 0
    for reached in range(top, 0, -1):
        there += weights[reached]
        if there >= needed:
            return min(reached, ceiling)
    return 0


def weighted_mean(values: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The mean of pairs of value and weight; None where there are none."""
    if not values:
        return None
    # Over one common denominator each: adding fractions one by one would cost most of the time of a score card.
    of_values = lcm(*[value.denominator for value, _ in values])
    of_weights = lcm(*[weight.denominator for _, weight in values])
    points = total = 0
    for value, weight in values:
        whole_weight = weight.numerator * (of_weights // weight.denominator)
        points += whole_weight * value.numerator * (of_values // value.denominator)
        total += whole_weight
    return Fraction(points, total * of_values)
