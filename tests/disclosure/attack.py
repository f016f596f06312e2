"""Everything that can be computed from sets of results by adding and subtracting: does any of it tell of too few?"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

FEWEST = 5


def told_of_too_few(sets: Iterable[frozenset[int]], hidden: frozenset[int]) -> frozenset[int] | None:
    """Some 1 to 4 hidden results that a linear combination of the sets rests on, and on no other hidden; or None.

    Exact. Results that are in the same sets have the same coefficient in every combination, so whole groups of them
    are looked at. A combination that is zero outside of some groups, and not zero, is there exactly when to leave these
    out of every set lowers the rank.
    """
    cells = sorted({one & hidden for one in sets} - {frozenset()}, key=sorted)
    groups: dict[tuple[bool, ...], set[int]] = {}
    for one in sorted(frozenset().union(*cells)):
        groups.setdefault(tuple(one in cell for cell in cells), set()).add(one)
    small = [pattern for pattern, group in groups.items() if len(group) < FEWEST]
    if not small:
        return None
    full = _rank(list(groups))
    for size in range(1, FEWEST):
        for some in combinations(small, size):
            those = frozenset().union(*(groups[pattern] for pattern in some))
            if len(those) < FEWEST and _rank([one for one in groups if one not in some]) < full:
                return those
    return None


def _rank(columns: list[tuple[bool, ...]]) -> int:
    rows = [[Fraction(value) for value in column] for column in columns]
    rank = 0
    for at in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[rank:] if row[at]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(rank, pivot)
        for below in range(rank + 1, len(rows)):
            share = rows[below][at] / pivot[at]
            if share:
                rows[below] = [one - share * other for one, other in zip(rows[below], pivot, strict=True)]
        rank += 1
    return rank
