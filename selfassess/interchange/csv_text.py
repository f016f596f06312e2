"""The text of a CSV file, whatever program wrote it: its encoding, its separator, its records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selfassess.language import is_blank
from selfassess.language.spreadsheet import harmless

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record that says something, blanks around its cells left out.

    `line` is that of the file on which it begins, `row` the number a spreadsheet gives it; both count from 1.
    """

    line: int
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaired:
    """A record with a quotation mark too many or too few: what follows cannot be told apart any more."""

    line: int
    row: int


def text_of(data: bytes) -> str | None:
    """The words of a file, None where it is no text.

    Excel writes UTF-8 with a mark, UTF-16 with one, or the code page of Western Europe.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for tried in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(tried)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text  # UTF-16 without a mark, or a workbook
    return None


def records_of(text: str) -> tuple[tuple[Record, ...], Unpaired | None]:
    """Every record that says something, up to the first that cannot be read."""
    text, skipped = _without_excels_line(text.removeprefix("\ufeff"))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), skipinitialspace=True, strict=True)
    records: list[Record] = []
    line, row = 1, 0
    try:
        for row, cells in enumerate(reader, start=1):
            tidy = tuple(cell.strip() for cell in cells)
            if not all(map(is_blank, tidy)):
                records.append(Record(line=line + skipped, row=row, cells=tidy))
            line = reader.line_num + 1
    except csv.Error:
        return tuple(records), Unpaired(line=line + skipped, row=row + 1)
    return tuple(records), None


def _without_excels_line(text: str) -> tuple[str, int]:
    """Excel may put the line `sep=;` in front; what it says is found out anyway."""
    first, newline, rest = text.partition("\n")
    is_excels = re.fullmatch(r'"?sep=.?"?', first.strip(), re.IGNORECASE)
    return (rest, 1) if newline and is_excels else (text, 0)


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if not is_blank(line)), "")
    return max(_SEPARATORS, key=first.count)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets read another encoding into it; no cell is a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
