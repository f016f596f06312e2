"""Days as people and spreadsheets write them in a table."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from selfassess.interchange.table import DAY_ZERO, Value, day_of_serial
from selfassess.questionnaire.fields import day_of

_ISO = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.]+Z?)?")
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4})")
_SERIAL = re.compile(r"[0-9]{4,7}(?:\.[0-9]+)?")
_MONTHS = ("january", "february", "march", "april", "may", "june",
           "july", "august", "september", "october", "november", "december")  # fmt: skip


def day_in(value: Value, day_zero: date = DAY_ZERO) -> date | None:
    """The day that a cell means, as in the United Kingdom with the day before the month; None where it means none.

    2026-12-31, 31/12/2026, 31.12.2026, 31 December 2026 and 46387 are the same day. A year of two digits is none.
    """
    match value:
        case date():
            return day_of(value.isoformat())
        case Decimal():
            return _in_our_years(day_of_serial(value, day_zero))
        case str():
            return _day_written(" ".join(value.casefold().split()))
    return None


def _day_written(text: str) -> date | None:
    if found := _ISO.fullmatch(text.upper()):
        return day_of(found[1])
    if found := _NUMBERS.fullmatch(text):
        return _day(found[4], int(found[3]), found[1])
    if found := _NAMED.fullmatch(text):
        months = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(found[2])]
        return _day(found[3], months[0], found[1]) if len(months) == 1 else None
    if _SERIAL.fullmatch(text):
        # A spreadsheet that was not told that the column holds days writes their numbers.
        return _in_our_years(day_of_serial(Decimal(text), DAY_ZERO))
    return None


def _day(year: str, month: int, day: str) -> date | None:
    return day_of(f"{year}-{month:02}-{int(day):02}")


def _in_our_years(day: date | None) -> date | None:
    return day_of(day.isoformat()) if day else None
