"""The cheapest way to the next stage: exact, by the order of preference of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.scoring.card import Move
from selfassess.scoring.figures import stage, weight_needed
from selfassess.scoring.route import positions_to_raise
from selfassess.scoring.rubric import Scored

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]


class Standing(NamedTuple):
    """One applicable question: its level, its weight, its gate or 0."""

    level: int
    weight: int
    gate: int = 0


def _raised(standings: Sequence[Standing], needed: int, target: int) -> tuple[int, ...]:
    scored = [Scored(one.weight, one.gate) for one in standings]
    return positions_to_raise([one.level for one in standings], scored, needed, target)


def test_least_steps_win_over_fewer_questions() -> None:
    """3 of 5 are needed at level 3, 1 is there: the second brings 2 in 3 steps, the last two bring 1 each in 1 step."""
    standings = [Standing(3, 1), Standing(0, 2), Standing(2, 1), Standing(2, 1)]
    assert _raised(standings, needed=3, target=3) == (2, 3)


def test_of_equal_steps_fewer_questions_win() -> None:
    standings = [Standing(2, 1), Standing(2, 1), Standing(1, 2), Standing(3, 1)]
    assert _raised(standings, needed=3, target=3) == (2,)


def test_of_equal_steps_and_number_the_questions_that_come_first_win() -> None:
    """Any two of the four weights 1, 3, 3, 3 that bring 4: the first list is 0, 1."""
    standings = [Standing(0, 1), Standing(0, 3), Standing(0, 3), Standing(0, 3)]
    assert _raised(standings, needed=4, target=1) == (0, 1)
    assert _raised(standings, needed=6, target=1) == (1, 2)


def test_a_gate_at_the_next_stage_must_be_raised_to_it_and_counts_there() -> None:
    standings = [Standing(1, 1), Standing(0, 1, 2), Standing(2, 2)]
    assert _raised(standings, needed=3, target=2) == (1,)


def test_a_gate_is_raised_also_where_enough_weight_is_there() -> None:
    standings = [Standing(1, 1, 2), Standing(2, 3)]
    assert _raised(standings, needed=3, target=2) == (0,)


def test_a_later_gate_need_not_be_raised_yet() -> None:
    standings = [Standing(1, 1, 3), Standing(2, 3)]
    assert _raised(standings, needed=4, target=2) == (0,)
    assert _raised([Standing(0, 1, 3), Standing(0, 3)], needed=3, target=1) == (1,)


def test_what_is_not_known_starts_from_nothing_and_what_does_not_apply_is_left_out(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}, "d": {}}}}, stage_share=1)
    route = score(asked, make_sheet(a="-", b="?", d=1)).sections[0].route
    assert route is not None
    assert route.moves == (Move(question="b", from_level=0, to_level=1), Move(question="c", from_level=0, to_level=1))
    assert (route.to, route.steps) == (1, 2)


def test_there_is_no_route_at_the_highest_stage(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}}, top=2)
    assert score(asked, make_sheet(a=2)).sections[0].route is None


def _holds(levels: Sequence[int], standings: Sequence[Standing], share: Fraction, target: int) -> bool:
    """The stage rule as the contract words it."""
    whole = sum(standing.weight for standing in standings)
    return all(
        sum(one.weight for one, level in zip(standings, levels, strict=True) if level >= at) >= share * whole
        and not any(
            one.gate and one.gate <= at and level < one.gate for one, level in zip(standings, levels, strict=True)
        )
        for at in range(1, target + 1)
    )


def _every_way(
    standings: Sequence[Standing], top: int, share: Fraction, target: int
) -> tuple[int, int, tuple[int, ...]]:
    """The best of all ways to raise any questions to any levels: steps, number of questions, positions."""
    ways = []
    for levels in product(*(range(standing.level, top + 1) for standing in standings)):
        if _holds(levels, standings, share, target):
            raised = tuple(at for at, one in enumerate(standings) if levels[at] > one.level)
            steps = sum(levels) - sum(one.level for one in standings)
            ways.append((steps, len(raised), raised))
    return min(ways)


@given(st.data(), st.integers(2, 4), st.sampled_from([1, 20, 50, 60, 75, 90, 100]))
def test_no_other_way_is_better_than_the_route(data: st.DataObject, top: int, percent: int) -> None:
    """Against every one of the (m + 1)ⁿ ways to raise levels, partial raises included."""
    share = Fraction(percent, 100)
    one = st.builds(Standing, st.integers(0, top), st.sampled_from([1, 2, 3, 5, 7, 1000]), st.integers(0, top))
    standings = data.draw(st.lists(one, min_size=1, max_size=5))
    needed = weight_needed(sum(standing.weight for standing in standings), share)
    scored = [Scored(one.weight, one.gate) for one in standings]
    reached = stage([one.level for one in standings], scored, top, needed)
    assert _holds([standing.level for standing in standings], standings, share, reached)
    if reached < top:
        assert not _holds([standing.level for standing in standings], standings, share, reached + 1)
        positions = _raised(standings, needed, reached + 1)
        steps = sum(reached + 1 - standings[position].level for position in positions)
        assert (steps, len(positions), positions) == _every_way(standings, top, share, reached + 1)
