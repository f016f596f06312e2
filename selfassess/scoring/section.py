"""The figures of one section, from how each of its questions was answered."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from selfassess.answers.model import State
from selfassess.scoring.card import Move, QuestionResult, Route, SectionResult, Status
from selfassess.scoring.figures import lower_median, percent, points_of, stage, weakest, weight_needed
from selfassess.scoring.route import positions_to_raise
from selfassess.scoring.rubric import Scored, SectionRubric


def section_result(section: SectionRubric, questions: tuple[QuestionResult, ...]) -> SectionResult:
    """Every figure of a section over `questions`: its level questions whose condition holds, in order."""
    applicable = [question for question in questions if question.state is not State.NOT_APPLICABLE]
    if not applicable:
        return _nothing_applies(section, questions)
    scale = section.scale
    scored = [section.scored[question.id] for question in applicable]
    levels = [question.level or 0 for question in applicable]
    supported = [question.supported_level or 0 for question in applicable]
    answered = [question.level for question in applicable if question.level is not None]
    weight = sum([one.weight for one in scored])
    unknown = sum([one.weight for one, question in zip(scored, applicable, strict=True) if question.level is None])
    # What is not known stands at 0, so the points are the same for what was answered and for the lowest possible.
    points = points_of(levels, scored)
    answered_share = Fraction(weight - unknown, weight)
    answered_mean = percent(points, scale.top, weight - unknown)
    enough = answered_share >= scale.minimum_answered
    needed = weight_needed(weight, scale.stage_share)
    reached = stage(levels, scored, scale.top, needed)
    return SectionResult(
        id=section.id,
        weight=section.weight,
        status=_status(enough, not unknown),
        score=answered_mean if enough else None,
        low=percent(points, scale.top, weight),
        high=percent(points + scale.top * unknown, scale.top, weight),
        stage=reached,
        supported_stage=stage(supported, scored, scale.top, needed),
        median=lower_median(answered),
        weakest=weakest(applicable),
        applicable=len(applicable),
        answered=len(answered),
        not_applicable=len(questions) - len(applicable),
        dont_know=sum([question.state is State.DONT_KNOW for question in applicable]),
        answered_mean=answered_mean,
        answered_share=answered_share,
        route=_route(applicable, levels, scored, needed, reached + 1) if reached < scale.top else None,
        questions=questions,
    )


def _status(enough: bool, all_answered: bool) -> Status:
    if not enough:
        return Status.TOO_FEW_ANSWERS
    return Status.COMPLETE if all_answered else Status.PARTIAL


def _route(
    applicable: Sequence[QuestionResult], levels: Sequence[int], scored: Sequence[Scored], needed: int, target: int
) -> Route:
    """The cheapest way to `target`, the stage after the one that is reached."""
    positions = positions_to_raise(levels, scored, needed, target)
    moves = [
        Move(question=applicable[position].id, from_level=levels[position], to_level=target) for position in positions
    ]
    return Route(to=target, moves=tuple(moves))


def _nothing_applies(section: SectionRubric, questions: tuple[QuestionResult, ...]) -> SectionResult:
    """No figures, but still which questions were said not to apply, and how many."""
    return SectionResult(
        id=section.id,
        weight=section.weight,
        status=Status.NOT_APPLICABLE,
        score=None,
        low=None,
        high=None,
        stage=None,
        supported_stage=None,
        median=None,
        weakest=(),
        applicable=0,
        answered=0,
        not_applicable=len(questions),
        dont_know=0,
        answered_mean=None,
        answered_share=Fraction(0),
        route=None,
        questions=questions,
    )
