"""Minutes for each question of a workshop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.voices.agenda import Agenda
from selfassess.voices.time_plan import LEAST, MOST, time_plan


@pytest.fixture(scope="session")
def busy(agenda_of: Callable[..., Agenda]) -> Callable[[int, int], Agenda]:
    """`busy(3, 2)`: three questions to discuss, two that are agreed."""

    def build(discuss: int, agreed: int) -> Agenda:
        split = {f"d{at}": [0, 4] for at in range(discuss)}
        return agenda_of(**split, **{f"a{at}": [2, 2] for at in range(agreed)}, end=[2, 2])

    return build


def test_the_time_is_shared_out_evenly_and_the_rest_goes_to_the_first(busy: Callable[[int, int], Agenda]) -> None:
    plan = time_plan(busy(4, 4), 60)  # five folded questions take two minutes
    assert plan.confirming == 2
    assert [(slot.question, slot.starts, slot.minutes) for slot in plan.slots] == [
        ("d0", 2, 15), ("d1", 17, 15), ("d2", 32, 14), ("d3", 46, 14),
    ]  # fmt: skip
    assert (plan.total, plan.left_over, plan.missing) == (60, (), 0)


def test_no_question_takes_longer_than_the_most(busy: Callable[[int, int], Agenda]) -> None:
    plan = time_plan(busy(2, 0), 240)
    assert [slot.minutes for slot in plan.slots] == [15, 15]
    assert plan.total == 31


def test_what_there_is_no_time_for_is_left_over_and_the_time_that_is_missing_is_said(
    busy: Callable[[int, int], Agenda],
) -> None:
    plan = time_plan(busy(10, 0), 21)  # one minute for what is agreed, twenty for six of ten
    assert len(plan.slots) == 6
    assert plan.left_over == ("d6", "d7", "d8", "d9")
    assert (plan.total, plan.missing) == (21, 12)
    assert not time_plan(busy(10, 0), 21 + plan.missing).left_over


def test_a_meeting_too_short_for_any_question_says_so(busy: Callable[[int, int], Agenda]) -> None:
    plan = time_plan(busy(1, 0), 2)
    assert (plan.slots, plan.left_over, plan.missing, plan.total) == ((), ("d0",), 1, 0)


def test_confirming_never_takes_more_than_a_quarter(busy: Callable[[int, int], Agenda]) -> None:
    assert time_plan(busy(1, 200), 40).confirming == 10


def test_a_workshop_without_a_minute_is_none(busy: Callable[[int, int], Agenda]) -> None:
    with pytest.raises(ValueError, match="at least one minute; found 0"):
        time_plan(busy(1, 0), 0)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 600))
def test_every_question_is_planned_once_within_the_bounds(
    agenda_of: Callable[..., Agenda], discuss: int, folded: int, minutes: int
) -> None:
    topic = agenda_of(a=[0, 4]).discuss[0]
    topics = tuple(replace(topic, question=f"q{at}") for at in range(discuss))
    plan = time_plan(
        Agenda(contributors=2, finished=2, discuss=topics, near=topics[:0], agreed=(topic,) * folded), minutes
    )
    assert [slot.question for slot in plan.slots] + list(plan.left_over) == [one.question for one in topics]
    assert all(LEAST <= slot.minutes <= MOST for slot in plan.slots)
    assert plan.total <= minutes
    assert bool(plan.missing) == bool(plan.left_over)
