"""Days of a plan: so many months after another day, and the last day of so many months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day: 31 May and 9 months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(starts_on: date, months: int) -> date:
    """The last of so many months that begin on a day: the day before the same day of a later month.

    Where that month has no such day, its last: twelve months from 29 February 2028 end on 28 February 2029.
    """
    anniversary = months_after(starts_on, months)
    return anniversary if anniversary.day < starts_on.day else anniversary - timedelta(days=1)
