"""A file that somebody chose becomes a table, whether it is CSV or a workbook, or one sentence says why it does not."""

from __future__ import annotations

from selfassess.interchange.csv_text import records_of, text_of
from selfassess.interchange.package import UnreadableError, is_text, other_program
from selfassess.interchange.table import LARGEST, MOST_COLUMNS, Row, Table, TableFault
from selfassess.interchange.workbook import read_workbook
from selfassess.language import Translator
from selfassess.language.spreadsheet import as_meant


def open_table(data: bytes, wanted: str, t: Translator) -> Table | TableFault:
    """The rows of the file; of a workbook, those of the sheet called `wanted`, else of the first in sight."""
    if len(data) > LARGEST:
        return TableFault(sentence=t("The file is larger than {size} KB. Split it.", size=LARGEST // 1024))
    if is_text(data):
        return _of_text(data, t)
    try:
        return read_workbook(data, wanted, t)
    except UnreadableError as unreadable:
        return TableFault(sentence=str(unreadable))


def _of_text(data: bytes, t: Translator) -> Table | TableFault:
    text = text_of(data)
    if text is None:
        return TableFault(sentence=other_program(t))
    records, unpaired = records_of(text)
    if unpaired:
        sentence = t("A quotation mark is missing, or one too many is there. Put each in pairs around the whole cell.")
        return TableFault(row=unpaired.row, sentence=sentence)
    rows = (Row(number=one.row, cells=tuple(map(as_meant, one.cells[:MOST_COLUMNS]))) for one in records)
    return Table(sheet="", rows=tuple(rows))
