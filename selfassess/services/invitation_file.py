"""A list of people to invite, as a table: its columns, its rows, and what is wrong with their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from selfassess.interchange import csv_text
from selfassess.interchange.csv_text import records_of
from selfassess.language import Translator, printable_fault

LARGEST = 256 * 1024
"""Bytes, or characters of a list that was pasted."""
MOST_ROWS = 500

_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "name": "name",
        "email": "email",
        "mail": "email",
        "emailaddress": "email",
        "address": "email",
        "role": "role",
        "organisation": "organisation",
        "organization": "organisation",
        "service": "organisation",
    }
)
"""What the first line may call a column, in small letters without blanks and hyphens, and what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProblem:
    """What is wrong in a line, counted from 1, and how to mend it; 0 where it is the list as a whole."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A line that says something: the column's name to what stands in it, without blanks around it."""

    line: int
    cells: Mapping[str, str]


def text_of(data: bytes, t: Translator) -> str | ListProblem:
    """The words of a file, or why it has none."""
    if len(data) > LARGEST:
        return ListProblem(line=0, sentence=_too_large(t))
    text = csv_text.text_of(data)
    if text is None:
        return ListProblem(line=0, sentence=t("This is no text file. In Excel, choose “Save as” and “CSV UTF-8”."))
    return text


def rows_of(text: str, t: Translator) -> tuple[tuple[RawRow, ...], tuple[ListProblem, ...]]:
    """The lines of a list and what is wrong with it as a table; lines that say nothing are left out."""
    if len(text) > LARGEST:
        return (), (ListProblem(line=0, sentence=_too_large(t)),)
    records, unpaired = records_of(text)
    problems = []
    if unpaired:
        sentence = t("A quotation mark is missing, or one too many is there. Put each in pairs around the whole cell.")
        problems.append(ListProblem(line=unpaired.line, sentence=sentence))
    if not records:
        return (), tuple(problems) or (
            ListProblem(line=0, sentence=t("The list is empty. Write one person on each line.")),
        )
    head, *rest = records
    columns, wrong = _columns(head.cells, head.line, t)
    if wrong:
        return (), wrong
    if len(rest) > MOST_ROWS:
        sentence = t("The list has {count} people. Invite at most {most} at a time.", count=len(rest), most=MOST_ROWS)
        return (), (ListProblem(line=0, sentence=sentence),)
    if not rest and not problems:
        problems.append(ListProblem(line=head.line, sentence=t("Nobody stands below the names of the columns.")))
    rows = []
    for record in rest:
        fault = _shape_fault(record.cells, columns, t)
        if fault:
            problems.append(ListProblem(line=record.line, sentence=fault))
        else:
            cells = MappingProxyType(dict(zip(columns, record.cells, strict=False)))
            rows.append(RawRow(line=record.line, cells=cells))
    return tuple(rows), tuple(problems)


def _too_large(t: Translator) -> str:
    return t("The list is larger than {size} KB. Split it.", size=LARGEST // 1024)


def _columns(head: Sequence[str], line: int, t: Translator) -> tuple[tuple[str, ...], tuple[ListProblem, ...]]:
    names = tuple(_COLUMNS.get(re.sub(r"[\s_.-]", "", cell.lower()), "") for cell in head)
    if any("@" in cell for cell in head) or not any(names):
        sentence = t("The first line must name the columns: name, e-mail, role, organisation.")
        return names, (ListProblem(line=line, sentence=sentence),)
    problems = [
        ListProblem(line=line, sentence=t("There is no column “{name}”. Call it one of: name, e-mail, role,"
                                          " organisation; or leave it out.", name=_shown(cell)))
        for cell, name in zip(head, names, strict=True)
        if not name and cell
    ]  # fmt: skip
    known = [name for name in names if name]
    problems += [
        ListProblem(line=line, sentence=t("Two columns are called “{name}”. Leave one out.", name=_spelt(name)))
        for name in sorted(set(known))
        if known.count(name) > 1
    ]
    problems += [
        ListProblem(line=line, sentence=t("The column “{name}” is missing.", name=_spelt(name)))
        for name in ("email", "role")
        if name not in known
    ]
    return names, tuple(problems)


def _spelt(name: str) -> str:
    return "e-mail" if name == "email" else name


def _shape_fault(cells: Sequence[str], columns: Sequence[str], t: Translator) -> str | None:
    if any(cells[len(columns) :]):
        return t("There are more cells than columns. Put quotation marks around a cell that holds the separator.")
    for name, cell in zip(columns, cells, strict=False):
        if printable_fault(cell) or len(cell.splitlines()) > 1:
            where = _spelt(name) or t("a column without a name")
            return t("In “{name}” stands a line break or a character that cannot be seen. Take it out.", name=where)
    return None


def _shown(cell: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if printable_fault(one) else one for one in cell)[:60]
