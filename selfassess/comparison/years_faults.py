"""Why assessments cannot stand side by side as years: each reason, for the one it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from selfassess.answers.model import AnswerSheet

Key = Literal["questionnaire", "assessed_on", "period"]
"""What of a year is wrong, by its name in an answers file."""

MOST_YEARS = 10
"""Years that are compared at once, the last included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFault:
    """`year` is the position among the earlier sheets that were given."""

    year: int
    key: Key
    message: str


def faults_of_years(now: AnswerSheet, earlier: Sequence[AnswerSheet]) -> tuple[YearFault, ...]:
    """Another questionnaire, a day that is not earlier, a year given twice, too many of them; empty where all is well.

    The order in which earlier years are given does not matter: the day of assessment says which came first.
    """
    return tuple(_faults(now, earlier))


def _faults(now: AnswerSheet, earlier: Sequence[AnswerSheet]) -> Iterator[YearFault]:
    seen = [now]
    for at, sheet in enumerate(earlier):
        fault = _fault(sheet, now, seen)
        if fault is not None:
            key, message = fault
            yield YearFault(year=at, key=key, message=message)
        seen.append(sheet)
        if len(seen) == MOST_YEARS + 1:
            message = f"at most {MOST_YEARS} years are compared at once, this one is too many"
            yield YearFault(year=at, key="period", message=message)


def _fault(sheet: AnswerSheet, now: AnswerSheet, seen: Sequence[AnswerSheet]) -> tuple[Key, str] | None:
    """The first thing that is wrong with a year, beside those `seen` before it."""
    if sheet.questionnaire != now.questionnaire:
        return "questionnaire", other_questionnaire_words(sheet.questionnaire, now.questionnaire)
    if any(other.period == sheet.period for other in seen):
        return "period", f"{_named(sheet)} is given twice: give each year once"
    if sheet.assessed_on > now.assessed_on:
        day = f"{sheet.assessed_on}, which is not before {now.assessed_on}"
        return "assessed_on", f"{_named(sheet)} was assessed on {day}: give the latest year first"
    same = next((other for other in seen if other.assessed_on == sheet.assessed_on), None)
    if same is None:
        return None
    return "assessed_on", (
        f"{_named(sheet)} was assessed on {sheet.assessed_on} like {_named(same)}, "
        "so nobody can say which came first: correct the day of one, or leave one out"
    )


def other_questionnaire_words(one: str, other: str) -> str:
    """That years which answer different questionnaires have nothing to do with each other; both by id."""
    return f"answers {one}, which cannot be compared with {other}"


def _named(sheet: AnswerSheet) -> str:
    return f"{sheet.organisation} {sheet.period}"
