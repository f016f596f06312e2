"""Why assessments cannot stand side by side as years: each reason, for the one it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from selfassess.answers.model import AnswerSheet

MOST_YEARS = 10
"""Years that are compared at once, the last included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFault:
    """`year` is the position among the earlier sheets that were given, `key` what of it is wrong."""

    year: int
    key: Literal["questionnaire", "assessed_on", "period"]
    message: str


def faults_of_years(now: AnswerSheet, earlier: Sequence[AnswerSheet]) -> tuple[YearFault, ...]:
    """Another questionnaire, a day that is not earlier, a year given twice, too many of them; empty where all is well.

    The order in which earlier years are given does not matter: the day of assessment says which came first.
    """
    return tuple(_faults(now, earlier))


def _faults(now: AnswerSheet, earlier: Sequence[AnswerSheet]) -> Iterator[YearFault]:
    seen = [now]
    for at, sheet in enumerate(earlier):
        if sheet.questionnaire != now.questionnaire:
            message = f"answers {sheet.questionnaire}, which cannot be compared with {now.questionnaire}"
            yield YearFault(year=at, key="questionnaire", message=message)
        elif sheet.assessed_on >= now.assessed_on:
            message = f"{_named(sheet)} was assessed on {sheet.assessed_on}, which is not before {now.assessed_on}"
            yield YearFault(year=at, key="assessed_on", message=message)
        elif (again := _twice(sheet, seen)) is not None:
            yield YearFault(year=at, key=again, message=f"{_named(sheet)} is given twice: give each year once")
        seen.append(sheet)
        if len(seen) == MOST_YEARS + 1:
            message = f"at most {MOST_YEARS} years are compared at once, this one is too many"
            yield YearFault(year=at, key="period", message=message)


def _twice(sheet: AnswerSheet, seen: Sequence[AnswerSheet]) -> Literal["period", "assessed_on"] | None:
    if any(other.period == sheet.period for other in seen):
        return "period"
    return "assessed_on" if any(other.assessed_on == sheet.assessed_on for other in seen) else None


def _named(sheet: AnswerSheet) -> str:
    return f"{sheet.organisation} {sheet.period}"
