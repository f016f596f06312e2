"""Van der Eijk's A: the published examples, the bounds, and what changes nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.voices.agreement import agreement

COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=7).filter(any)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([30, 40, 210, 130, 530, 50, 10], "0.611333"),  # the four of the public contract, section 6
        ([1, 2, 4, 3, 1], "0.363636"),
        ([10, 0, 0, 0, 10], "-1"),
        ([4, 4, 4, 4, 4], "0"),
        ([0, 3, 5, 3, 0], "0.590909"),
        ([5, 1, 0, 1, 5], "-0.712963"),
        ([0, 0, 6, 5, 0], "0.772727"),
        ([0, 0, 10, 0, 0], "1"),
        ([1, 1, 0], "0.5"),
        ([1, 0, 1], "-1"),
    ],
)
def test_agreement_is_as_published(counts: list[int], expected: str) -> None:
    assert round(agreement(counts), 6) == Fraction(expected)


def test_the_first_example_is_exact() -> None:
    assert agreement([30, 40, 210, 130, 530, 50, 10]) == Fraction(917, 1500)


@given(COUNTS)
def test_agreement_lies_between_minus_one_and_one(counts: list[int]) -> None:
    assert -1 <= agreement(counts) <= 1


@given(COUNTS, st.integers(2, 9))
def test_it_does_not_matter_how_many_people_there_are_nor_which_end_comes_first(counts: list[int], times: int) -> None:
    assert agreement([count * times for count in counts]) == agreement(counts)
    assert agreement(counts[::-1]) == agreement(counts)


@given(st.integers(3, 7), st.integers(1, 99), st.data())
def test_all_in_one_category_agree_fully(categories: int, people: int, data: st.DataObject) -> None:
    counts = [0] * categories
    counts[data.draw(st.integers(0, categories - 1))] = people
    assert agreement(counts) == 1


@pytest.mark.parametrize("counts", [[], [3, 4], [0, 0, 0]])
def test_without_people_or_an_order_there_is_no_agreement_to_speak_of(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="three categories and somebody in them"):
        agreement(counts)
