"""What to do next: suggested actions along the cheapest route of each section, strengths, priorities.

Pure. May know: scoring, answers, questionnaire, language. To add a kind of advice: a function here from card to value.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import SuggestedAction
from selfassess.scoring.card import Move, ScoreCard, SectionResult


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
    """The cheapest route of one section, and its stage and score (None: too few answers) once it is taken."""

    section: str
    to: int
    steps: int
    moves: tuple[MoveSteps, ...]
    stage_after: int
    score_after: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """A question that stands high; `supported_level` is the level its evidence backs."""

    section: str
    question: str
    level: int
    supported_level: int


def next_steps(questionnaire: Questionnaire, card: ScoreCard) -> tuple[SectionSteps, ...]:
    """For each section that has a route, in questionnaire order."""
    raise NotImplementedError


def strengths(card: ScoreCard, n: int = 3) -> tuple[Strength, ...]:
    """At most `n` questions that stand highest, the best backed first."""
    raise NotImplementedError


def priorities(card: ScoreCard, n: int = 3) -> tuple[SectionResult, ...]:
    """At most `n` sections to work on first: lowest stage, then lowest score, then cheapest route."""
    raise NotImplementedError
