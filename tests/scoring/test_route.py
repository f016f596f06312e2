"""The cheapest way to the next stage: exact, by the order of preference of the contract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.scoring.figures import Standing, stage, weight_needed
from selfassess.scoring.route import positions_to_raise

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]


def _moves(asked: Questionnaire, said: AnswerSheet) -> list[tuple[str, int, int]]:
    route = score(asked, said).sections[0].route
    assert route is not None
    assert route.steps == sum(move.to_level - move.from_level for move in route.moves)
    return [(move.question, move.from_level, move.to_level) for move in route.moves]


def test_one_dear_question_gives_way_to_two_cheap_ones(make_questionnaire: Build, make_sheet: Say) -> None:
    """Stage 3 needs 3 of 4. a is there. Raising b (weight 2) takes 3 steps, c and d together 2."""
    asked = make_questionnaire(
        {"s": {"questions": {"a": {}, "b": {"weight": 2}, "c": {}, "d": {}}}}, stage_share=Fraction(3, 5)
    )
    assert _moves(asked, make_sheet(a=3, b=0, c=2, d=2)) == [("a", 3, 3)][1:] + [("b", 0, 1)]
