"""A table that is meant as a file of actions: where its headings stand, which columns it has, what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selfassess.interchange.action_columns import ONLY_TOLD, Column, column_called
from selfassess.interchange.table import MOST_ROWS, Row, Table, TableFault
from selfassess.language import Translator, printable_fault
from selfassess.questionnaire.problems import shortened

_ABOVE = 20
"""Rows among which the headings are looked for: a title may stand above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Where each column of ours stands (counted from 1), the headings that are none of ours, the rows below them."""

    columns: Mapping[Column, int]
    headings: Mapping[Column, str]
    unread: tuple[str, ...]
    rows: tuple[Row, ...]


def lay_out(table: Table, t: Translator) -> Laid | tuple[TableFault, ...]:
    """The columns and rows of the table, or everything that is wrong with its headings."""
    if not table.rows:
        return (TableFault(sheet=table.sheet, sentence=t("There is nothing in it.")),)
    head = next((row for row in table.rows[:_ABOVE] if _has_actions(row)), table.rows[0])
    named = [(place, _heading(cell)) for place, cell in enumerate(head.cells, start=1) if _heading(cell)]
    found: dict[Column, int] = {}
    faults: list[TableFault] = []
    for place, heading in named:
        column = column_called(heading)
        if column is not None and found.setdefault(column, place) != place:
            sentence = t("Two columns are called “{name}”. Leave one out.", name=column.value)
            faults.append(_at(table, head, place, heading, sentence))
    if Column.ACTION not in found:
        sentence = t("No column is called “action”. Put the names of the columns into one row, “action” among them.")
        faults.append(TableFault(sheet=table.sheet, row=head.number, sentence=sentence))
    below = tuple(row for row in table.rows if row.number > head.number)
    faults += _of_length(table, head, below, t)
    if faults:
        return tuple(faults)
    headings = {column: heading for place, heading in named if (column := column_called(heading)) is not None}
    unread = tuple(heading for _, heading in named if column_called(heading) is None)
    columns = {column: place for column, place in found.items() if column not in ONLY_TOLD}
    return Laid(columns=columns, headings=headings, unread=unread, rows=below)


def _has_actions(row: Row) -> bool:
    return any(column_called(_heading(cell)) is Column.ACTION for cell in row.cells)


def _heading(cell: object) -> str:
    return safe(cell) if isinstance(cell, str) else ""


def _at(table: Table, row: Row, place: int, heading: str, sentence: str) -> TableFault:
    return TableFault(sheet=table.sheet, row=row.number, column=place, heading=heading, sentence=sentence)


def _of_length(table: Table, head: Row, below: tuple[Row, ...], t: Translator) -> list[TableFault]:
    if not below:
        sentence = t("No action stands below the names of the columns.")
        return [TableFault(sheet=table.sheet, row=head.number, sentence=sentence)]
    if len(below) > MOST_ROWS:
        sentence = t("There are {count} actions. Take at most {most} at a time.", count=len(below), most=MOST_ROWS)
        return [TableFault(sheet=table.sheet, sentence=sentence)]
    return []


def safe(text: str) -> str:
    """What somebody wrote, as one short line fit to stand in a message."""
    return shortened("".join("\N{REPLACEMENT CHARACTER}" if printable_fault(one) else one for one in text[:200]))
