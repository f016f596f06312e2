"""How far people agree who placed something on an ordered scale: van der Eijk's A, exact."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

FEWEST_CATEGORIES = 3
"""With two categories there is no order to speak of, and A is not defined."""


def agreement(counts: Sequence[int]) -> Fraction:
    """A from −1 (two opposite camps) over 0 (spread evenly) to 1 (all the same); `counts`: people in each category.

    Source: C. van der Eijk, Measuring agreement in ordered rating scales, Quality & Quantity 35 (2001) 325–341; public
    contract, section 6. The distribution is cut into layers, each of which fills some categories to the same height
    and leaves the others empty; A is the mean of the layers' agreements, weighted by the people in each layer.
    Raises ValueError with fewer than three categories or without anybody in them.
    """
    total = sum(counts)
    if len(counts) < FEWEST_CATEGORIES or not total:
        raise ValueError(f"agreement needs three categories and somebody in them; found {list(counts)}")
    found, below = Fraction(0), 0
    for height in sorted({count for count in counts if count}):
        filled = [count >= height for count in counts]
        found += Fraction((height - below) * sum(filled), total) * _of_layer(filled)
        below = height
    return found


def _of_layer(filled: Sequence[bool]) -> Fraction:
    """U · (1 − (S − 1)/(K − 1)) for K categories of which S are filled.

    U, from −1·(K − 1)/(K − 2) to 1, compares the triples of categories whose two filled ones have the empty one beside
    them with those that have it between them. Where all or only one is filled there are neither, and U is 1.
    """
    categories = len(filled)
    beside = between = 0
    for _, middle, _ in (triple for triple in combinations(filled, 3) if sum(triple) == 2):
        if middle:
            beside += 1
        else:
            between += 1
    unimodality = Fraction(1)
    if triples := beside + between:
        unimodality = Fraction((categories - 2) * beside - (categories - 1) * between, (categories - 2) * triples)
    return unimodality * (1 - Fraction(sum(filled) - 1, categories - 1))
