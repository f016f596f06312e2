"""A questionnaire prepared for scoring: what the figures need of it, with whole-number weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from selfassess.questionnaire.model import EvidenceRule, Questionnaire, Section


class Scored(NamedTuple):
    """How one level question counts: `weight` is scaled to a whole number; `gate` is 0 where there is none."""

    weight: int
    gate: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The numbers every stage and score is measured by: m, the share a stage needs, the share a score needs."""

    top: int
    stage_share: Fraction
    minimum_answered: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRubric:
    """One section: its level questions by id, in questionnaire order."""

    id: str
    weight: Fraction
    scale: Scale
    scored: Mapping[str, Scored]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A whole questionnaire, which it keeps alive."""

    questionnaire: Questionnaire
    scale: Scale
    evidence: tuple[EvidenceRule, ...]
    sections: tuple[SectionRubric, ...]


_KEPT = 32
_prepared: dict[int, Rubric] = {}


def rubric(questionnaire: Questionnaire) -> Rubric:
    """The rubric of a questionnaire, prepared once while it is in use: at most `_KEPT` are remembered."""
    # By identity, because a questionnaire holds mappings and so has no hash. A remembered rubric keeps its
    # questionnaire alive, so an id found in here is never that of another one.
    known = _prepared.get(id(questionnaire))
    if known is None:
        if len(_prepared) >= _KEPT:
            _prepared.clear()
        known = _prepared[id(questionnaire)] = prepare(questionnaire)
    return known


def prepare(questionnaire: Questionnaire) -> Rubric:
    """What scoring needs of a questionnaire, worked out afresh."""
    rules = questionnaire.rules
    scale = Scale(top=questionnaire.top, stage_share=rules.stage_share, minimum_answered=rules.minimum_answered)
    sections = tuple(_section(section, scale) for section in questionnaire.sections)
    return Rubric(questionnaire=questionnaire, scale=scale, evidence=rules.evidence, sections=sections)


def _section(section: Section, scale: Scale) -> SectionRubric:
    weights = whole([question.weight for question in section.level_questions])
    scored = {
        question.id: Scored(weight, question.gate or 0)
        for question, weight in zip(section.level_questions, weights, strict=True)
    }
    return SectionRubric(id=section.id, weight=section.weight, scale=scale, scored=scored)


def whole(weights: list[Fraction]) -> list[int]:
    """Weights in the same proportions as whole numbers: sums of them are exact and cheap."""
    common = lcm(*(weight.denominator for weight in weights))
    return [weight.numerator * (common // weight.denominator) for weight in weights]
