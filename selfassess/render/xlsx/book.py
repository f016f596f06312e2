"""Sheets written as a workbook: one head row, real numbers and days, and no text that could be run as a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from selfassess.charts.palette import ACCENT, PAPER, level_colours, text_on
from selfassess.language import printable
from selfassess.language.rounding import rounded
from selfassess.language.spreadsheet import harmless, in_workbook
from selfassess.render.answer_rows import Cell
from selfassess.render.steady import steady
from selfassess.render.xlsx.sheets import WIDE, Field, Sheet

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as Written

_PLACES = 6
"""Decimals of a number that is no score; a score is rounded before, as everywhere."""
_FONT = "Calibri"
_ARROW = 4
"""Room beside the name of a column for the arrow that filters it, in letters."""
_LINE, _HIGHEST = 15.0, 405.0
"""The height of a line, and of the highest row that there can be; in points."""


def write_book(sheets: Sequence[Sheet], *, title: str, author: str, language: str, levels: int) -> bytes:
    """The workbook; the same sheets give the same bytes."""
    from openpyxl import Workbook  # takes longer to load than a server may take to start

    from selfassess.render.xlsx.saving import saved

    book = Workbook(write_only=True)
    about = book.properties
    about.title, about.creator, about.language = printable(title), printable(author), language
    styles = _Styles(levels)
    for one in sheets:
        _write_sheet(book.create_sheet(one.name), one, styles)
    return steady(saved(book))


def _write_sheet(page: Any, sheet: Sheet, styles: _Styles) -> None:
    """The head stays in sight, comes again on each printed page, and filters the rows.

    `page` is openpyxl's sheet for writing row by row, of which its types know little.
    """
    from openpyxl.utils import get_column_letter

    from selfassess.render.xlsx.saving import keep_in_memory

    for place, field in enumerate(sheet.fields, start=1):
        page.column_dimensions[get_column_letter(place)].width = max(field.width, len(field.name) + _ARROW)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.fields))}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    keep_in_memory(page)
    page.append([styles.head(page, field.name) for field in sheet.fields])
    for number, row in enumerate(sheet.rows, start=2):
        # Not every program makes rows as high as their texts when it opens a file.
        page.row_dimensions[number].height = min(max(map(_lines, row, sheet.fields)) * _LINE, _HIGHEST)
        page.append([styles.cell(page, value, field) for value, field in zip(row, sheet.fields, strict=True)])


def _lines(value: Cell, field: Field) -> int:
    """How many lines a value needs in its column."""
    if not isinstance(value, str) or field.width < WIDE:
        return 1
    return sum(ceil(_letters(line) / field.width) or 1 for line in value.split("\n"))


def _letters(line: str) -> int:
    """How many letters wide a line is: those of East Asia, and pictures, are as wide as two."""
    return len(line) if line.isascii() else len(line) + sum(east_asian_width(letter) in "WF" for letter in line)


class _Styles:
    """Cells in the few styles that there are."""

    def __init__(self, levels: int) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        self._top = Alignment(vertical="top")
        self._wrapped = Alignment(vertical="top", wrap_text=True)
        self._middle = Alignment(vertical="top", horizontal="center")
        self._left = Alignment(vertical="top", horizontal="left")

        def bold_on(colour: str, letters: str) -> tuple[Font, PatternFill]:
            return Font(name=_FONT, bold=True, color=_plain(letters)), PatternFill("solid", start_color=_plain(colour))

        self._head = bold_on(ACCENT, PAPER)
        self._levels = [bold_on(colour, text_on(colour)) for colour in level_colours(levels)]

    def head(self, page: Any, name: str) -> Written:
        """The name of a column."""
        cell = self._text(page, name)
        cell.font, cell.fill = self._head
        return cell

    def cell(self, page: Any, value: Cell, field: Field) -> Written | None:
        """A value; nothing where there is none."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            cell = self._text(page, value)
            cell.alignment = self._wrapped if field.width >= WIDE else self._top
            return cell
        return self._number(page, value, field)

    def _number(self, page: Any, value: int | Fraction | date, field: Field) -> Written:
        from openpyxl.cell import WriteOnlyCell

        number = float(rounded(value, _PLACES)) if isinstance(value, Fraction) else value
        cell = WriteOnlyCell(page)
        cell.value = number
        # Among sentences, and as a day, it begins where they begin.
        cell.alignment = self._left if field.width >= WIDE or isinstance(value, date) else self._top
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        elif field.level and isinstance(value, int) and value < len(self._levels):
            cell.font, cell.fill = self._levels[value]
            cell.alignment = self._middle
        return cell

    def _text(self, page: Any, text: str) -> Written:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(page, value=in_workbook(text))
        # It stays a text only if the cell says so, to the program that opens it and to who then types into it.
        cell.data_type = "s"
        cell.quotePrefix = harmless(text) != text
        return cell


def _plain(colour: str) -> str:
    return colour.removeprefix("#").upper()
