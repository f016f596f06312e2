"""Everything a report is made from, gathered once from the pure rooms: answers, figures, the earlier year, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Comparison, compare
from selfassess.plan import SectionSteps, Strength, next_steps, priorities, strengths
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.scoring.card import QuestionResult, ScoreCard, SectionResult


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierYear:
    """The answers of an earlier year as they are handed in: what was asked then, and the hash of that file."""

    questionnaire: Questionnaire
    sheet: AnswerSheet
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedYear:
    """An earlier year with its figures, and set beside this one."""

    questionnaire: Questionnaire
    sheet: AnswerSheet
    card: ScoreCard
    comparison: Comparison

    def section(self, id: str) -> SectionResult | None:
        """That year's figures, as scored then, of the section that has the same id; None where there was none."""
        return next((section for section in self.card.sections if section.id == id), None)

    def result(self, question: str) -> QuestionResult | None:
        """That year's result of the question that one of today's pairs with; None where they cannot be compared."""
        then = self.comparison.pairs.get(question)
        results = (result for section in self.card.sections for result in section.questions)
        return next((result for result in results if result.id == then), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One assessment, complete. `draft` while it is not finished, `example` where its data are made up.

    `steps`: the cheapest route of each section that has one. `strengths` and `priorities`: at most three, best first.
    """

    questionnaire: Questionnaire
    sheet: AnswerSheet
    card: ScoreCard
    steps: tuple[SectionSteps, ...]
    strengths: tuple[Strength, ...]
    priorities: tuple[SectionResult, ...]
    earlier: ComparedYear | None = None
    draft: bool = False
    example: bool = False
    finished_on: date | None = None
    signed_by: tuple[str, ...] = ()

    @property
    def comparable(self) -> ComparedYear | None:
        """The earlier year, where at least one question can be compared with it."""
        return self.earlier if self.earlier and self.earlier.comparison.common else None

    def steps_of(self, section: str) -> SectionSteps | None:
        """The cheapest route of one section with its suggestions; None at the top, or where nothing applies."""
        return next((steps for steps in self.steps if steps.section == section), None)


def gather(
    questionnaire: Questionnaire,
    sheet: AnswerSheet,
    sha256: str,
    *,
    earlier: EarlierYear | None = None,
    between: Sequence[Questionnaire] = (),
    draft: bool = False,
    example: bool = False,
    finished_on: date | None = None,
    signed_by: tuple[str, ...] = (),
) -> Material:
    """Score, compare and plan. `sha256` is of the questionnaire file; `between` are versions that lie in between.

    `between` may hold more versions of the questionnaire than are needed.
    """
    card = score(questionnaire, sheet, sha256)
    return Material(
        questionnaire=questionnaire,
        sheet=sheet,
        card=card,
        steps=next_steps(questionnaire, card),
        strengths=strengths(card),
        priorities=priorities(card),
        earlier=_compared(questionnaire, sheet, earlier, between) if earlier else None,
        draft=draft,
        example=example,
        finished_on=finished_on,
        signed_by=signed_by,
    )


def _compared(
    questionnaire: Questionnaire, sheet: AnswerSheet, earlier: EarlierYear, between: Sequence[Questionnaire]
) -> ComparedYear:
    versions = {one.version: one for one in between}
    return ComparedYear(
        questionnaire=earlier.questionnaire,
        sheet=earlier.sheet,
        card=score(earlier.questionnaire, earlier.sheet, earlier.sha256),
        comparison=compare(questionnaire, sheet, earlier.questionnaire, earlier.sheet, versions),
    )
