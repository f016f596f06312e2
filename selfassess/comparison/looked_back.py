"""What became of last year's levels: said to be still true, judged anew, or still to be looked at; what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet, State
from selfassess.comparison.compare import QuestionChange, answered_levels
from selfassess.comparison.pairing import Pairing, Reason
from selfassess.questionnaire.model import Questionnaire

Became = Literal["confirmed", "up", "same", "down", "otherwise"]
"""What this year said of a level that last year gave: still true, or judged anew with this outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """That the level of an earlier question was said to be still true: for a reason, on a day, or both."""

    question: str
    earlier: str
    reason: str = ""
    true_on: date | None = None

    def __post_init__(self) -> None:
        if not self.reason and self.true_on is None:
            raise ValueError(f"nothing says why {self.question} is still true")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """This year's level questions that apply, beside the year before: each stands in one place, in this year's order.

    Of those that last year gave a level: `confirmed`, `judged` anew, `otherwise` (now "don't know" or "does not
    apply") and, where nothing is said yet, `to_look_at`. The others are `new`, with the reason why they pair with no
    question of then, or were `open_then`.
    """

    confirmed: tuple[Confirmed, ...]
    judged: tuple[QuestionChange, ...]
    otherwise: tuple[str, ...]
    to_look_at: tuple[str, ...]
    new: Mapping[str, Reason]
    open_then: tuple[str, ...]

    @property
    def judged_anew(self) -> int:
        """How many of last year's levels gave way to a new judgement, the same level among them."""
        return len(self.judged) + len(self.otherwise)

    def became(self, question: str) -> Became | None:
        """What was said of the level of then; None where there was none, or nothing is said yet."""
        if any(one.question == question for one in self.confirmed):
            return "confirmed"
        if question in self.otherwise:
            return "otherwise"
        return next((one.moved for one in self.judged if one.id == question), None)


def look_back(
    questionnaire: Questionnaire,
    sheet: AnswerSheet,
    earlier: Questionnaire,
    earlier_sheet: AnswerSheet,
    pairing: Pairing,
    confirmed: Iterable[Confirmed],
) -> LookedBack:
    """Sort this year's questions; `pairing` is of the two questionnaires.

    A confirmation counts only where both years still give one and the same level to the two questions it names.
    """
    levels, before = answered_levels(questionnaire, sheet), answered_levels(earlier, earlier_sheet)
    applies = applicability(questionnaire, sheet).applies
    asked = [one.id for section in questionnaire.sections for one in section.level_questions if one.id in applies]
    given = {id: pairing.earlier[id] for id in asked if pairing.earlier.get(id) in before}
    silent = {id for id in given if sheet.answer(id).state is State.UNANSWERED}
    both = [
        QuestionChange(id=id, earlier=then, from_=before[then], to=levels[id])
        for id, then in given.items()
        if id in levels
    ]
    still = _holding(confirmed, both)
    return LookedBack(
        confirmed=tuple(still.values()),
        judged=tuple(one for one in both if one.id not in still),
        otherwise=tuple(id for id in given if id not in levels and id not in silent),
        to_look_at=tuple(id for id in given if id in silent),
        new=MappingProxyType({id: pairing.unpaired_now[id] for id in asked if id in pairing.unpaired_now}),
        open_then=tuple(id for id in asked if id in pairing.earlier and id not in given),
    )


def _holding(confirmed: Iterable[Confirmed], both: Iterable[QuestionChange]) -> dict[str, Confirmed]:
    """Those that still hold, by question, in the order of `both`."""
    said = {(one.question, one.earlier): one for one in confirmed}
    return {one.id: said[one.id, one.earlier] for one in both if one.moved == "same" and (one.id, one.earlier) in said}
