"""Everything a report is made from, gathered once from the pure rooms: answers, figures, the earlier year, the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Comparison, Confirmed, LookedBack, Series, Year, compare_years, look_back, pair
from selfassess.plan import SectionSteps, Strength, next_steps, priorities, strengths
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Brand
from selfassess.report.plans import Plans
from selfassess.scoring import score
from selfassess.scoring.card import QuestionResult, ScoreCard, SectionResult
from selfassess.voices.proceedings import Proceedings


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
class ScoredYear:
    """Any one year with its figures."""

    questionnaire: Questionnaire
    sheet: AnswerSheet
    card: ScoreCard


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPair:
    """One year beside the one before it."""

    now: ScoredYear
    then: ComparedYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a section is meant to be: a score of 0–100, by a day."""

    score: Fraction
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """This year after the earlier ones: `series` has all of them, the oldest first.

    `before`: each earlier year with this one beside it. `pairs`: each year but the first beside the one before it.
    """

    series: Series
    before: tuple[ComparedYear, ...]
    pairs: tuple[YearPair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One assessment, complete. `draft` while it is not finished, `example` where its data are made up.

    `unsigned`: finished and agreed, but a signature that is asked for is still to come.
    `steps`: the cheapest route of each section that has one. `strengths` and `priorities`: at most three, best first.
    `earlier` is the one year that charts and tables set beside this one, `years` are all that are given. `targets`: by
    the id of the section. `looked_back`: what became of the earlier year's levels, where some of them were confirmed.
    `proceedings`: how the result was reached, where that is recorded. `plans`: what is to be done about it.
    `weighs_evidence`: whether what is supported can be less than what is claimed, by the questionnaire's rules or by
    the word of a moderator. `brand`: how the organisation looks on paper.
    """

    questionnaire: Questionnaire
    sheet: AnswerSheet
    card: ScoreCard
    steps: tuple[SectionSteps, ...]
    strengths: tuple[Strength, ...]
    priorities: tuple[SectionResult, ...]
    weighs_evidence: bool
    earlier: ComparedYear | None = None
    years: Years | None = None
    looked_back: LookedBack | None = None
    targets: Mapping[str, Target] = field(default_factory=lambda: MappingProxyType({}))
    draft: bool = False
    unsigned: bool = False
    example: bool = False
    agreed_on: date | None = None
    signed_by: tuple[str, ...] = ()
    proceedings: Proceedings | None = None
    plans: Plans | None = None
    brand: Brand | None = None

    @property
    def printed_name(self) -> str:
        """What the organisation is called on paper."""
        return (self.brand and self.brand.name) or self.sheet.organisation

    @property
    def pair(self) -> YearPair | None:
        """This year beside the earlier one."""
        now = ScoredYear(questionnaire=self.questionnaire, sheet=self.sheet, card=self.card)
        return YearPair(now=now, then=self.earlier) if self.earlier else None

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
    further: Sequence[EarlierYear] = (),
    between: Sequence[Questionnaire] = (),
    confirmed: Sequence[Confirmed] = (),
    targets: Mapping[str, Target] | None = None,
    draft: bool = False,
    unsigned: bool = False,
    example: bool = False,
    agreed_on: date | None = None,
    signed_by: tuple[str, ...] = (),
    proceedings: Proceedings | None = None,
    plans: Plans | None = None,
    brand: Brand | None = None,
) -> Material:
    """Score, compare and plan. `sha256` is of the questionnaire file.

    `earlier` is the year to set beside this one, `further` are others in any order; ValueError for those alone.
    `between` has the versions that lie in between, or more. `confirmed`: levels of `earlier` that are still true.
    """
    if further and earlier is None:
        raise ValueError("further years stand beside the one that is compared with")
    card = score(questionnaire, sheet, sha256)
    now = ScoredYear(questionnaire=questionnaire, sheet=sheet, card=card)
    years = _years(now, [*further, earlier], between) if earlier else None
    return Material(
        questionnaire=questionnaire,
        sheet=sheet,
        card=card,
        steps=next_steps(questionnaire, sheet, card),
        strengths=strengths(card),
        priorities=priorities(card),
        weighs_evidence=bool(questionnaire.rules.evidence) or bool(card.lowered),
        earlier=next(year for year in years.before if earlier and year.sheet is earlier.sheet) if years else None,
        years=years,
        looked_back=_looked_back(now, earlier, between, confirmed) if earlier and confirmed else None,
        targets=MappingProxyType(dict(targets or {})),
        draft=draft,
        unsigned=unsigned,
        example=example,
        agreed_on=agreed_on,
        signed_by=signed_by,
        proceedings=proceedings,
        plans=plans,
        brand=brand,
    )


def _looked_back(
    now: ScoredYear, earlier: EarlierYear, between: Sequence[Questionnaire], confirmed: Sequence[Confirmed]
) -> LookedBack:
    pairing = pair(now.questionnaire, earlier.questionnaire, {one.version: one for one in between})
    return look_back(now.questionnaire, now.sheet, earlier.questionnaire, earlier.sheet, pairing, confirmed)


def _years(now: ScoredYear, earlier: Sequence[EarlierYear], between: Sequence[Questionnaire]) -> Years:
    """`earlier` has at least one year, in any order."""
    versions = {one.version: one for one in between}
    scored = [
        ScoredYear(
            questionnaire=year.questionnaire, sheet=year.sheet, card=score(year.questionnaire, year.sheet, year.sha256)
        )
        for year in sorted(earlier, key=lambda year: year.sheet.assessed_on)
    ]
    all_years = [*scored, now]
    series = compare_years([Year(questionnaire=one.questionnaire, sheet=one.sheet) for one in all_years], versions)
    pairs = tuple(
        YearPair(now=after, then=_compared(before, step))
        for (before, after), step in zip(pairwise(all_years), series.steps, strict=True)
    )
    before = tuple(_compared(year, found) for year, found in zip(scored, series.since, strict=True))
    return Years(series=series, before=before, pairs=pairs)


def _compared(year: ScoredYear, comparison: Comparison) -> ComparedYear:
    return ComparedYear(questionnaire=year.questionnaire, sheet=year.sheet, card=year.card, comparison=comparison)
