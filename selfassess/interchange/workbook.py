"""Reading one sheet of a workbook (XLSX): its rows as plain values, within bounds, nothing in it ever run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element

from selfassess.interchange.package import Package, UnreadableError, attribute, local, other_program
from selfassess.interchange.table import (
    DAY_ZERO,
    DAY_ZERO_1904,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Table,
    Unusable,
    Value,
    day_of_serial,
)
from selfassess.language import Translator, is_blank

_MOST_ROW_ELEMENTS = 20_000
"""Rows that are looked at, most of them empty but for a colour."""
_BEFORE_THE_HEADINGS = 20
"""Rows that may stand above the headings, such as a title."""
_MOST_DIGITS = 15

# Built into every spreadsheet: the formats whose numbers are days.
_DAY_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_LONGEST_FORMAT = 255
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^][]*\]|_.')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]+")


def read_workbook(data: bytes, wanted: str, t: Translator) -> Table:
    """The rows of the sheet that is called `wanted`, else of the first in sight. Raises `UnreadableError`."""
    book = _Book(Package(data, t), t)
    sheet, part = book.sheet(wanted)
    return Table(sheet=sheet, rows=tuple(book.rows(part)), day_zero=book.day_zero)


class _Book:
    """A workbook whose sheets, texts and formats are found."""

    def __init__(self, package: Package, t: Translator) -> None:
        self._package, self._t = package, t
        self._main = self._find_main()
        self._relations = package.relations(self._main)
        self.day_zero = DAY_ZERO
        self._sheets: list[tuple[str, str]] = []
        for one in package.elements(self._main, "sheet", "workbookPr"):
            if local(one.tag) == "workbookPr":
                self.day_zero = DAY_ZERO_1904 if one.get("date1904") in ("1", "true") else DAY_ZERO
            elif one.get("state", "visible") == "visible":
                self._sheets.append((one.get("name", ""), attribute(one, "id")))
        self._texts = tuple(self._shared_texts())
        self._days = frozenset(self._day_styles())

    def _find_main(self) -> str:
        roots = (part for kind, part in self._package.relations("").values() if kind == "officeDocument")
        main = next(roots, "")
        if not self._package.has(main) or not main.startswith("xl/"):
            raise UnreadableError(other_program(self._t))
        return main

    def _part(self, kind: str) -> str | None:
        found = (part for its, part in self._relations.values() if its == kind and self._package.has(part))
        return next(found, None)

    def _shared_texts(self) -> Iterator[str]:
        part = self._part("sharedStrings")
        for one in self._package.elements(part, "si") if part else ():
            yield _text_in(one)

    def _day_styles(self) -> Iterator[str]:
        """The numbers of the styles that show a number as a day, as cells name them."""
        part = self._part("styles")
        own: dict[str, bool] = {}
        for one in self._package.elements(part, "numFmt", "cellXfs") if part else ():
            if local(one.tag) == "numFmt":
                own[one.get("numFmtId", "")] = _shows_days(one.get("formatCode", "")[:_LONGEST_FORMAT])
                continue
            for place, style in enumerate(one):
                id = style.get("numFmtId", "")
                if own[id] if id in own else id.isdecimal() and int(id[:9]) in _DAY_FORMATS:
                    yield str(place)

    def sheet(self, wanted: str) -> tuple[str, str]:
        """The name and part of the sheet to read."""
        named = [one for one in self._sheets if one[0].strip().casefold() == wanted.casefold()]
        for name, id in (*named, *self._sheets):
            kind, part = self._relations.get(id, ("", ""))
            if kind == "worksheet" and self._package.has(part):
                return name, part
        raise self._package.broken()

    def rows(self, part: str) -> Iterator[Row]:
        """Those that say something. Raises `UnreadableError` where there are too many."""
        number, found = 0, 0
        for seen, element in enumerate(self._package.elements(part, "row"), start=1):
            number = _whole(element.get("r", "")) or number + 1
            cells = tuple(self._cells(element))
            says_something = any(not isinstance(one, str) or not is_blank(one) for one in cells)
            found += says_something
            if found > MOST_ROWS + _BEFORE_THE_HEADINGS or seen > _MOST_ROW_ELEMENTS:
                raise UnreadableError(
                    self._t("The sheet has more than {count} rows. Delete those that are empty, or split it.",
                            count=MOST_ROWS)
                )  # fmt: skip
            if says_something:
                yield Row(number=number, cells=cells)

    def _cells(self, row: Element) -> Iterator[Value]:
        column = 0
        for cell in row:
            if local(cell.tag) != "c":
                continue
            at = _column(cell.get("r", "")) or column + 1
            if at <= column or at > MOST_COLUMNS:
                continue  # a cell behind its place is written by no program; far to the right stands no column of ours
            yield from ("",) * (at - column - 1)
            column = at
            yield self._value(cell)

    def _value(self, cell: Element) -> Value:
        inside = {local(one.tag): one for one in cell}
        if "f" in inside:
            return Unusable(self._t("a formula"))
        kind = cell.get("t", "n")
        raw = (inside["v"].text or "") if "v" in inside else ""
        if kind == "inlineStr":
            return _text_in(inside["is"]) if "is" in inside else ""
        if raw == "":
            return ""
        return self._read(kind, raw, cell.get("s", "0"))

    def _read(self, kind: str, raw: str, style: str) -> Value:
        match kind:
            case "s":
                place = _whole(raw)
                return self._texts[place] if place is not None and place < len(self._texts) else self._strange()
            case "str":
                return _decoded(raw)
            case "b":
                return raw in ("1", "true")
            case "e":
                return Unusable(self._t("the error {error}", error=raw[:20]))
            case "d":
                return _iso_day(raw) or self._strange()
            case "n":
                return self._number(raw, style)
        return self._strange()

    def _strange(self) -> Unusable:
        return Unusable(self._t("something that cannot be read"))

    def _number(self, raw: str, style: str) -> Value:
        try:
            number = Decimal(raw[:40])
        except InvalidOperation:
            return self._strange()
        # What is beyond this is no number that people write, and takes long to spell out.
        if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
            return self._strange()
        return (day_of_serial(number, self.day_zero) or number) if style in self._days else number


def _whole(text: str) -> int | None:
    """A whole number as a file writes it; None for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _column(reference: str) -> int | None:
    """The column that a reference such as D7 names, counted from 1."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _text_in(element: Any) -> str:
    """The text of a cell, its runs put together; what only says how it is pronounced is left out."""
    own = [one for one in element if local(one.tag) in ("t", "r")]
    runs = [part for one in own for part in ((one,) if local(one.tag) == "t" else one) if local(part.tag) == "t"]
    return _decoded("".join(run.text or "" for run in runs))


def _decoded(text: str) -> str:
    """A text without the escapes that workbooks write for characters which XML has none for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _shows_days(code: str) -> bool:
    return any(letter in _NOT_OF_A_FORMAT.sub("", code).lower() for letter in "dy")


def _iso_day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return None
