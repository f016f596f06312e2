"""Tables and files as one ZIP that people and programs can read: CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from selfassess.interchange.csv_text import csv_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table. `columns`: name and meaning of each; `rows` of JSON values, days and moments."""

    name: str
    about: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]


def bundle(readme: str, sheets: Sequence[Sheet], files: Mapping[str, bytes]) -> bytes:
    """The ZIP; the same values give the same bytes. Sheets without a row are only in the dictionary."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _add(archive, "README.txt", readme.replace("\n", "\r\n").encode("utf-8-sig"))  # for Notepad, too
        _add(archive, "dictionary.csv", _dictionary(sheets))
        _add(archive, "everything.json", _everything(sheets))
        for sheet in sheets:
            if sheet.rows:
                _add(archive, f"tables/{sheet.name}.csv", _table(sheet))
        for name, content in files.items():
            _add(archive, f"files/{name}", content)
    return out.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name)  # its time is the first a ZIP can hold: no clock in it
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _dictionary(sheets: Sequence[Sheet]) -> bytes:
    lines = [("table", "column", "meaning", "rows")]
    for one in sheets:
        lines.append((one.name, "", one.about, str(len(one.rows))))
        lines += [(one.name, name, meaning, "") for name, meaning in one.columns]
    return csv_bytes(lines)


def _table(sheet: Sheet) -> bytes:
    head = [name for name, _ in sheet.columns]
    return csv_bytes([head, *([_cell(value) for value in row] for row in sheet.rows)])


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _everything(sheets: Sequence[Sheet]) -> bytes:
    names = {one.name: [name for name, _ in one.columns] for one in sheets}
    said = {one.name: [dict(zip(names[one.name], row, strict=True)) for row in one.rows] for one in sheets}
    return json.dumps(said, ensure_ascii=False, indent=1, default=_day).encode()


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a sheet")  # JSON's own way to say so
