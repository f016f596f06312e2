"""Days are read as people in the United Kingdom and their spreadsheets write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.interchange.days import day_in
from selfassess.interchange.table import DAY_ZERO_1904, Value, day_of_serial

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    "value",
    [
        LAST,
        Decimal(46387),
        Decimal("46387.75"),
        "2026-12-31",
        "2026-12-31T00:00:00",
        "2026-12-31 09:30:00",
        "31/12/2026",
        "31.12.2026",
        "31-12-2026",
        "31 December 2026",
        "31st dec 2026",
        "31 Dec. 2026",
        "31-Dec-2026",
        "46387",
    ],
)
def test_the_same_day_however_it_is_written(value: Value) -> None:
    assert day_in(value) == LAST


@pytest.mark.parametrize(
    "value",
    [
        "12/31/2026",
        "31/12/26",
        "31/12-2026",
        "2026-02-30",
        "31 ju 2026",
        "31 juvember 2026",
        "tomorrow",
        "",
        "12",
        "9999-12-31",
        Decimal(0),
        Decimal(60),
        Decimal(10**9),
        True,
        date(999, 1, 1),
    ],
)
def test_what_names_no_day_for_certain_is_none(value: Value) -> None:
    assert day_in(value) is None


def test_a_workbook_of_an_old_macintosh_counts_from_1904() -> None:
    assert day_in(Decimal(46387 - 1462), DAY_ZERO_1904) == LAST
    assert day_of_serial(Decimal(2_958_465), DAY_ZERO_1904) is None


@given(day=st.dates(date(1900, 3, 1), date(2999, 12, 31)))
def test_every_day_comes_back_from_what_is_written(day: date) -> None:
    assert day_in(day.isoformat()) == day_in(f"{day.day}/{day.month}/{day.year}") == day
    assert day_in(Decimal((day - date(1899, 12, 30)).days)) == day
