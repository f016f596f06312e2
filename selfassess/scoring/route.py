"""The cheapest way to the next stage: which questions to raise; exact, and quick for any weights."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from selfassess.scoring.rubric import Scored

Candidate = tuple[int, int]
"""A question that could be raised to the target: how many steps that takes, and the weight it brings there."""

Frontier = list[tuple[int, int]]
"""The best choices among some candidates: (cost, weight still lacking), each dearer and lacking less than the last."""


def positions_to_raise(levels: Sequence[int], scored: Sequence[Scored], needed: int, target: int) -> tuple[int, ...]:
    """Positions of the questions to raise to `target`, where every stage below it holds already.

    Least total steps, then fewest questions, then the lexicographically first list of positions. Nothing is ever
    raised to less than the target, for that brings no weight there: a gate below the target is met already, because
    the stages up to it hold, and a gate at the target asks for just that level.
    """
    raised: list[int] = []
    free: list[int] = []
    candidates: list[Candidate] = []
    lacking = needed
    for position, (level, (weight, gate)) in enumerate(zip(levels, scored, strict=True)):
        if level >= target:
            lacking -= weight
        elif level < gate <= target:
            lacking -= weight
            raised.append(position)
        else:
            free.append(position)
            candidates.append((target - level, weight))
    if lacking > 0:
        raised += [free[index] for index in cheapest(tuple(candidates), lacking)]
    return tuple(sorted(raised))


# A whole partnership's sections ask the same few things again and again: the key holds nothing but small numbers.
@lru_cache(maxsize=4096)
def cheapest(candidates: tuple[Candidate, ...], lacking: int) -> tuple[int, ...]:
    """Indexes of the candidates that bring at least `lacking` weight: least steps, then fewest, then the first list.

    Nemhauser and Ullmann's list method for the knapsack (1969): for each tail of the candidates the frontier of
    (cost, weight). Its length is bounded by the number of different costs, however odd the weights are. Steps and
    number of questions are one cost, steps·(n + 1) + number, which orders them as they are to be ordered. Then the
    candidates are walked from the first, taking each one that the cheapest cost still allows.
    """
    costs = [steps * (len(candidates) + 1) + 1 for steps, _ in candidates]
    tails: list[Frontier] = [[(0, lacking)]]
    for (_, weight), cost in zip(reversed(candidates), reversed(costs), strict=True):
        tails.append(_extended(tails[-1], cost, weight))
    tails.reverse()
    budget = tails[0][-1][0]
    chosen: list[int] = []
    brought = 0
    for index, (_, weight) in enumerate(candidates):
        left = budget - costs[index]
        tail = tails[index + 1]
        affordable = bisect_right(tail, left, key=itemgetter(0))
        # A tail says what lacks of the whole; what has been brought so far makes up for that.
        if affordable and tail[affordable - 1][1] <= brought + weight:
            chosen.append(index)
            brought += weight
            budget = left
    return tuple(chosen)


def _extended(frontier: Frontier, cost: int, weight: int) -> Frontier:
    """The frontier with one more candidate to choose from; it ends where nothing is lacking any more."""
    best: Frontier = []
    for entry in sorted(frontier + [(spent + cost, lacking - weight) for spent, lacking in frontier]):
        if not best or entry[1] < best[-1][1]:
            best.append(entry)
            if entry[1] <= 0:
                break
    return best
