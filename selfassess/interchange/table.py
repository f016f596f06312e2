"""A table that somebody brings in a file: what stands in which row and column, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from selfassess.language import Translator

LARGEST = 512 * 1024
"""Bytes of a file."""
MOST_ROWS = 500
"""Rows that say something, besides the headings."""
MOST_COLUMNS = 60
"""Columns that are looked at, from the left."""

DAY_ZERO = date(1899, 12, 30)
"""What day a spreadsheet means by 0, from 1 March 1900 on; before it, Excel counts a 29 February that never was."""
DAY_ZERO_1904 = date(1904, 1, 1)
"""The same in workbooks that began on an old Macintosh."""

_FIRST_SERIAL, _LAST_SERIAL = 61, 2_958_465
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell without a value of its own: `what` stands there instead, such as a formula."""

    what: str


Value = str | date | Decimal | bool | Unusable
"""What stands in a cell; an empty one holds the empty text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that says something; `number` counts from 1 as spreadsheets do, `cells` from their column A."""

    number: int
    cells: tuple[Value, ...]

    def at(self, column: int) -> Value:
        """What stands in the column, counted from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of one sheet that say something. `sheet` is its name, empty for a file that has none."""

    sheet: str
    rows: tuple[Row, ...]
    day_zero: date = DAY_ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """What is wrong, and how to mend it. `row` and `column` count from 1; 0 where it is the row or file as a whole.

    `heading` is what the file calls the column.
    """

    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""
    sentence: str

    def where(self, t: Translator) -> str:
        """Where to look, in the words of whoever reads it; empty for the file as a whole."""
        if not self.row:
            return ""
        said = {"sheet": self.sheet, "row": self.row, "column": letters(self.column), "heading": self.heading}
        if self.column and self.sheet:
            return t("Sheet “{sheet}”, row {row}, column {column} ({heading})", **said)
        if self.column:
            return t("Row {row}, column {column} ({heading})", **said)
        return t("Sheet “{sheet}”, row {row}", **said) if self.sheet else t("Row {row}", **said)


def letters(column: int) -> str:
    """What spreadsheets call a column: 1 is A, 27 is AA."""
    named = ""
    while column > 0:
        column, digit = divmod(column - 1, _LETTERS)
        named = chr(ord("A") + digit) + named
    return named


def day_of_serial(number: Decimal, day_zero: date) -> date | None:
    """The day that a spreadsheet's number means, its time of day left out; None where it means none."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL - (day_zero - DAY_ZERO).days:
        return None
    return day_zero + timedelta(days=int(number))


def number_text(number: Decimal) -> str:
    """A number as people write it: 5 rather than 5.0, and without an exponent."""
    return format(number.normalize(), "f")
