"""Two to ten years side by side: each beside the one before, the last beside each, and what all of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from selfassess.answers.model import AnswerSheet
from selfassess.comparison.compare import Comparison, answered_levels, compare
from selfassess.comparison.movement import Levels, overall_mean, section_mean
from selfassess.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year: the answers, and the questionnaire version they answer."""

    questionnaire: Questionnaire
    sheet: AnswerSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Every year over the questions answered in all of them, with the last year's weights and sections.

    `questions`: their ids in the last year. `overall` and each of `sections` (by id): a mean of 0–100 for each year,
    oldest first. Of two years it is what like for like is.
    """

    questions: tuple[str, ...]
    overall: tuple[Fraction, ...]
    sections: Mapping[str, tuple[Fraction, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Years, oldest first.

    `as_scored`: the overall mean of each, None where nothing was answered. `steps`: each year but the first beside the
    one before it. `since`: the last year beside each earlier one. `shared` is None where no question was answered in
    every year.
    """

    years: tuple[Year, ...]
    as_scored: tuple[Fraction | None, ...]
    steps: tuple[Comparison, ...]
    since: tuple[Comparison, ...]
    shared: Shared | None

    @property
    def latest(self) -> Comparison:
        """The last year beside the one before it."""
        return self.steps[-1]


def compare_years(years: Sequence[Year], between: Mapping[str, Questionnaire]) -> Series:
    """Set two years or more side by side, oldest first; `between` has the versions in between, by version.

    Whether they can stand in one row is told by `faults_of_years`. ValueError for fewer than two.
    """
    if len(years) < 2:
        raise ValueError("one year alone cannot be compared")
    *earlier, last = years
    steps = tuple(_beside(now, before, between) for before, now in pairwise(years))
    # The last step is this year beside the latest, which is also the last of those since.
    since = (*(_beside(last, year, between) for year in earlier[:-1]), steps[-1])
    levels = [answered_levels(year.questionnaire, year.sheet) for year in years]
    return Series(
        years=tuple(years),
        as_scored=tuple(overall_mean(year.questionnaire, found) for year, found in zip(years, levels, strict=True)),
        steps=steps,
        since=since,
        shared=_shared(last.questionnaire, levels, since),
    )


def _beside(now: Year, before: Year, between: Mapping[str, Questionnaire]) -> Comparison:
    return compare(now.questionnaire, now.sheet, before.questionnaire, before.sheet, between)


def _shared(last: Questionnaire, levels: Sequence[Levels], since: Sequence[Comparison]) -> Shared | None:
    *_, now = levels
    in_all = [{change.id for change in found.questions} for found in since]
    ids = tuple(id for id in now if all(id in common for common in in_all))
    each: list[dict[str, int]] = [
        {id: then[found.pairs[id]] for id in ids} for then, found in zip(levels, since, strict=False)
    ]
    each.append({id: now[id] for id in ids})
    overall = tuple(mean for mean in (overall_mean(last, year) for year in each) if mean is not None)
    sections = {
        section.id: tuple(mean for mean in (section_mean(section, year, last.top) for year in each) if mean is not None)
        for section in last.sections
        if any(question.id in ids for question in section.level_questions)
    }
    return Shared(questions=ids, overall=overall, sections=MappingProxyType(sections)) if ids else None
