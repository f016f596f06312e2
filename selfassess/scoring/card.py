"""The figures of one assessment as values: exact fractions, none rounded. Definitions: public contract, section 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from selfassess.answers.model import Lowered, State


class Status(StrEnum):
    """How much of a section can be said."""

    NOT_APPLICABLE = "not_applicable"
    COMPLETE = "complete"
    PARTIAL = "partial"
    TOO_FEW_ANSWERS = "too_few_answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Raise one question's level; what is not known yet starts from 0."""

    question: str
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The cheapest way to the next stage `to`: moves in questionnaire order."""

    to: int
    moves: tuple[Move, ...]

    @property
    def steps(self) -> int:
        return sum(move.to_level - move.from_level for move in self.moves)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResult:
    """One scored question whose condition holds; levels are None unless answered.

    `lowered`: what a moderator set the supported level to at most; None where nobody did.
    """

    id: str
    state: State
    level: int | None
    supported_level: int | None
    lowered: Lowered | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResult:
    """One section. `score`, `low`, `high`: 0–100. `applicable`, `answered`, …: counts of questions."""

    id: str
    weight: Fraction
    status: Status
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    stage: int | None
    supported_stage: int | None
    median: int | None
    weakest: tuple[str, ...]
    applicable: int
    answered: int
    not_applicable: int
    dont_know: int
    answered_mean: Fraction | None
    """The mean over what was answered, 0–100, also where `score` is withheld for too few answers."""
    answered_share: Fraction
    """The answered part of the applicable weight, 0 to 1."""
    route: Route | None
    questions: tuple[QuestionResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """The whole assessment; each figure None where it is absent."""

    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    stage: int | None
    supported_stage: int | None
    applicable: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """Every figure of one assessment; `sha256` is of the bytes of the questionnaire file it was answered against."""

    organisation: str
    period: str
    assessed_on: date
    questionnaire: str
    version: str
    sha256: str
    overall: Overall
    sections: tuple[SectionResult, ...]
    ignored: tuple[str, ...]

    @property
    def lowered(self) -> Mapping[str, Lowered]:
        """By question id what a moderator set lower, in questionnaire order."""
        found = {one.id: one.lowered for section in self.sections for one in section.questions if one.lowered}
        return MappingProxyType(found)

    def section(self, id: str) -> SectionResult:
        return next(section for section in self.sections if section.id == id)
