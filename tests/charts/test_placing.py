"""Labels around a radar never overlap each other, the rim or the edge of the chart."""

from __future__ import annotations

import math

import pytest

from selfassess.charts.placing import Placed, place, radius_for, spread

SIZE = 8.5
WIDTH = 480.0

NAMES = (
    "Leadership and a vision that every partner shares, in word and in deed, over many years",
    "Safe places",
    "Recruitment, induction and wellbeing of staff and volunteers",
    "Training",
    "Listening to people with lived experience of trauma",
)


def boxes(placed: tuple[Placed, ...]) -> list[tuple[float, float, float, float]]:
    return [(one.left, one.top, one.left + one.width, one.top + one.height) for one in placed]


@pytest.mark.parametrize("count", range(3, 21))
@pytest.mark.parametrize("width", [360.0, WIDTH, 640.0])
def test_labels_of_three_to_twenty_axes_keep_apart(count: int, width: float) -> None:
    texts = (NAMES * 4)[:count]
    radius = radius_for(texts, SIZE, width, 100)
    found = boxes(place(texts, SIZE, width, radius))
    assert len(found) == count
    for at, (left, top, right, bottom) in enumerate(found):
        for other_left, other_top, other_right, other_bottom in found[at + 1 :]:
            beside = right <= other_left or other_right <= left
            assert beside or bottom <= other_top + 0.01 or other_bottom <= top + 0.01


@pytest.mark.parametrize("count", range(3, 21))
def test_labels_stay_outside_the_rim_and_inside_the_chart(count: int) -> None:
    texts = (NAMES * 4)[:count]
    radius = radius_for(texts, SIZE, WIDTH, 100)
    for left, top, right, bottom in boxes(place(texts, SIZE, WIDTH, radius)):
        nearest_x = min(max(0, left), right)
        nearest_y = min(max(0, top), bottom)
        assert math.hypot(nearest_x, nearest_y) >= radius
        assert left >= -WIDTH / 2 - 0.01
        assert right <= WIDTH / 2 + 0.01


def test_a_label_has_at_most_three_lines_and_says_where_it_was_cut() -> None:
    long = " ".join(["improvement"] * 60)
    placed = place((long, long, long, long), SIZE, WIDTH, 110)
    assert {len(label.lines) for label in placed} == {3}
    assert all(label.lines[-1].endswith("…") for label in placed)


def test_labels_with_room_stand_where_they_want_to() -> None:
    assert spread([0, 50, 100], [10, 10, 10], -200) == [0, 50, 100]


def test_labels_that_collide_share_the_shift() -> None:
    assert spread([10, 10], [10, 10], -200) == [3, 17]


def test_nothing_stands_above_the_least_top() -> None:
    assert spread([-30, 0], [10, 10], -20) == [-20, 0]
