"""Days so many months on: ends of months, leap days, and the last day of twelve months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from selfassess.plan.dates import last_day, months_after


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 10, 1), 9, date(2027, 7, 1)),
        (date(2026, 5, 31), 9, date(2027, 2, 28)),
        (date(2027, 5, 31), 9, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 15), -12, date(2025, 11, 15)),
    ],
)
def test_the_same_day_of_a_later_month_or_its_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 10, 1), date(2027, 9, 30)),
        (date(2026, 11, 22), date(2027, 11, 21)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 3, 1), date(2029, 2, 28)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_twelve_months_end_the_day_before_they_begin_again(starts_on: date, ends_on: date) -> None:
    assert last_day(starts_on, 12) == ends_on


def test_plans_that_follow_each_other_leave_no_day_out_and_drift_by_none() -> None:
    first = date(2027, 3, 1)
    starts_on = first
    for _ in range(8):
        starts_on = last_day(starts_on, 12) + timedelta(days=1)
    assert starts_on == first.replace(year=2035)
