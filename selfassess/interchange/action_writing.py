"""A plan of actions as a file: CSV, or a workbook (XLSX) with a second sheet that says what the columns hold."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from selfassess.charts.palette import ACCENT
from selfassess.interchange.action_columns import SHEET, Column, cells_of, meaning
from selfassess.interchange.csv_text import csv_bytes
from selfassess.interchange.table import MOST_ROWS, Value
from selfassess.language import Translator
from selfassess.language.spreadsheet import harmless, in_workbook
from selfassess.plan.actions import ActionKind, ActionPlan, ActionStatus
from selfassess.plan.drafts import EFFORTS

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS: Mapping[Column, int] = MappingProxyType(
    {Column.ID: 12, Column.ACTION: 60, Column.MEASURE: 45, Column.OWNER: 28, Column.REASON: 30, Column.QUESTIONS: 24}
    | {Column.NOTE: 45}
)
_WIDTH = 14
_CHOICES: Mapping[Column, Sequence[str]] = MappingProxyType(
    {
        Column.KEY: ("yes", "no"),
        Column.KIND: tuple(one.value for one in ActionKind),
        Column.STATUS: tuple(one.value.replace("_", " ") for one in ActionStatus),
        Column.EFFORT: EFFORTS,
    }
)
_MARK = ACCENT.removeprefix("#")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the second sheet says of the first: whose plan, about what, and when the file was written."""

    organisation: str
    questionnaire: str
    written_on: date


def actions_csv(plan: ActionPlan) -> bytes:
    """One row an action; days as YYYY-MM-DD."""
    rows = [[_written(value) for value in cells_of(action).values()] for action in plan.actions]
    return csv_bytes([[column.value for column in Column], *rows])


def _written(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def actions_workbook(plan: ActionPlan, about: About, t: Translator) -> bytes:
    """The same as a workbook: days are days, and no text is ever a formula."""
    from openpyxl import Workbook  # takes longer to load than a server may take to start

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = SHEET
    _write_actions(sheet, plan)
    _write_about(book.create_sheet(t("About this file")), plan, about, t)
    book.properties.creator = book.properties.title = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_actions(sheet: Worksheet, plan: ActionPlan) -> None:
    from openpyxl.utils import get_column_letter

    _write_row(sheet, 1, [column.value for column in Column])
    for number, action in enumerate(plan.actions, start=2):
        _write_row(sheet, number, list(cells_of(action).values()))
    for place, column in enumerate(Column, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, _WIDTH)
    _mark_headings(sheet, 1, len(Column))
    sheet.freeze_panes = "C2"  # headings, id and action stay in sight
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(Column))}{len(plan.actions) + 1}"
    _offer_choices(sheet)


def _offer_choices(sheet: Worksheet) -> None:
    """Let the spreadsheet offer the words of states, also in the rows that are still to be filled."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(Column, start=1):
        if column in _CHOICES:
            offered = DataValidation(type="list", formula1=f'"{",".join(_CHOICES[column])}"', allow_blank=True)
            letter = get_column_letter(place)
            offered.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            sheet.add_data_validation(offered)


def _write_about(sheet: Worksheet, plan: ActionPlan, about: About, t: Translator) -> None:
    facts: list[tuple[str, Value]] = [
        (t("Organisation"), about.organisation),
        (t("Questionnaire"), about.questionnaire),
        (t("First day of the plan"), plan.starts_on),
        (t("Last day of the plan"), plan.ends_on),
        (t("Written on"), about.written_on),
    ]
    for number, fact in enumerate(facts, start=1):
        _write_row(sheet, number, list(fact))
    advice = t("Change the sheet “{sheet}” and read it back on the page of the plan: you see first what it would do."
               " Columns may stand in any order, and those you do not need may be left out.", sheet=SHEET)  # fmt: skip
    _write_row(sheet, len(facts) + 2, [advice])
    head = len(facts) + 4
    _write_row(sheet, head, [t("Column"), t("What it holds")])
    for number, column in enumerate(Column, start=head + 1):
        _write_row(sheet, number, [column.value, meaning(t, column)])
    sheet.merge_cells(start_row=head - 2, end_row=head - 2, start_column=1, end_column=2)
    sheet.row_dimensions[head - 2].height = 32
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    _mark_headings(sheet, head, 2)


def _write_row(sheet: Worksheet, number: int, values: Sequence[Value]) -> None:
    for place, value in enumerate(values, start=1):
        if value != "":
            _write_cell(sheet.cell(number, place), value)


def _write_cell(cell: Cell | MergedCell, value: Value) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=True)
    if isinstance(value, date):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
        return
    text = str(value)
    # A text that begins like a formula stays one only if the cell says that it is a text, to the program that opens it
    # and to the person who then types into it.
    cell.value = in_workbook(text)
    cell.data_type = "s"
    cell.quotePrefix = harmless(text) != text


def _mark_headings(sheet: Worksheet, row: int, columns: int) -> None:
    from openpyxl.styles import Font, PatternFill

    for place in range(1, columns + 1):
        cell = sheet.cell(row, place)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_MARK)
