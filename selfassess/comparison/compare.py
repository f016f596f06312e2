"""Two assessments become a `Comparison`: as scored, like for like, why it moved, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from selfassess.answers.model import AnswerSheet
from selfassess.comparison.movement import Why
from selfassess.comparison.pairing import Missing, Reason
from selfassess.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The overall mean of both years over the common questions, 0–100."""

    from_: Fraction
    to: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """One of this year's sections: both years' means over its common questions, 0–100, and how many those are."""

    section: str
    from_: Fraction
    to: Fraction
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComparable:
    """A question of this year, or (where `year` says so) of the earlier one, that is not common, and why."""

    id: str
    year: Literal["now", "before"]
    why: Reason | Literal["not_answered_before", "not_answered_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two years side by side. `before`, `after`: the overall means, None where nothing was answered.

    `pairs`: this year's question id → the earlier id, answered or not. `like_for_like` and `why` are None where
    nothing is common. `missing`: crosswalks that were not there, so that id and revision alone decided.
    """

    common: int
    before: Fraction | None
    after: Fraction | None
    like_for_like: Change | None
    sections: tuple[SectionChange, ...]
    why: Why | None
    not_comparable: tuple[NotComparable, ...]
    pairs: Mapping[str, str]
    missing: tuple[Missing, ...]


def compare(
    questionnaire: Questionnaire,
    sheet: AnswerSheet,
    earlier: Questionnaire,
    earlier_sheet: AnswerSheet,
    between: Mapping[str, Questionnaire],
) -> Comparison:
    """Set this year's answers beside an earlier year's; `between` has the versions in between, by version."""
    raise NotImplementedError


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """The object that `compare --json` prints; `crosswalk_missing` is added only where one is."""
    raise NotImplementedError
