"""Suggested actions along the cheapest route of each section, strengths, and which sections come first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from selfassess.answers.model import AnswerSheet
from selfassess.plan.what_if import WhatIf, what_if
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import LevelQuestion, SuggestedAction
from selfassess.scoring.card import Move, Route, ScoreCard, SectionResult

LOWEST_STRENGTH = 2
"""On every scale, 0 to 2 or longer, the first level that is more than a beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelStep:
    """One step of the ladder on one question, `from_level` to the next, with the author's suggestions for it."""

    from_level: int
    actions: tuple[SuggestedAction, ...]

    @property
    def to_level(self) -> int:
        return self.from_level + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSteps:
    """One move of a route and the single steps it takes, in order."""

    move: Move
    steps: tuple[LevelStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSteps:
    """The cheapest route of one section, and the section `after` it is taken, as `what_if` finds it.

    A question that the route brings in may keep the section below `to`.
    """

    section: str
    to: int
    steps: int
    moves: tuple[MoveSteps, ...]
    after: SectionResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """A question that stands high; `supported_level` is the level its evidence backs."""

    section: str
    question: str
    level: int
    supported_level: int


def next_steps(questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard) -> tuple[SectionSteps, ...]:
    """For each section that has a route, in questionnaire order. `card` is that of `sheet`."""
    return tuple(
        _section_steps(section, route, what_if(questionnaire, sheet, card, _levels(route)))
        for section, result in zip(questionnaire.sections, card.sections, strict=True)
        if (route := result.route) is not None
    )


def _levels(route: Route) -> dict[str, int]:
    return {move.question: move.to_level for move in route.moves}


def _section_steps(section: Section, route: Route, taken: WhatIf) -> SectionSteps:
    asked = {question.id: question for question in section.level_questions}
    return SectionSteps(
        section=section.id,
        to=route.to,
        steps=route.steps,
        moves=tuple(_move_steps(asked[move.question], move) for move in route.moves),
        after=taken.after.section(section.id),
    )


def _move_steps(question: LevelQuestion, move: Move) -> MoveSteps:
    return MoveSteps(
        move=move,
        steps=tuple(
            LevelStep(from_level=level, actions=question.actions_from(level))
            for level in range(move.from_level, move.to_level)
        ),
    )


def strengths(card: ScoreCard, n: int = 3) -> tuple[Strength, ...]:
    """At most `n` questions that stand highest: by the level their evidence supports, then by the level given.

    Level 0 and 1 are never a strength: there something has not begun or has just begun. Of equals the first in the
    questionnaire's order. A card without a question at level 2 has no strengths, and that is what should be said.
    """
    found = [
        Strength(
            section=section.id,
            question=question.id,
            level=question.level,
            supported_level=question.supported_level or 0,
        )
        for section in card.sections
        for question in section.questions
        if question.level is not None and question.level >= LOWEST_STRENGTH
    ]
    return tuple(sorted(found, key=lambda one: (-one.supported_level, -one.level))[:n])


def priorities(card: ScoreCard, n: int = 3) -> tuple[SectionResult, ...]:
    """At most `n` sections to work on first: the lowest stage, then the lowest score, then the cheapest route.

    Only sections that have somewhere to go: those that apply and stand below the highest stage. A score withheld for
    too few answers comes before any score, because finding out is then the first thing to do.
    """
    below_the_top = [(section, section.route) for section in card.sections if section.route is not None]
    ranked = sorted(
        below_the_top, key=lambda one: (one[0].stage, one[0].score or Fraction(0), one[1].steps, len(one[1].moves))
    )
    return tuple(section for section, _ in ranked[:n])
