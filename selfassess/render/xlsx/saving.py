"""A workbook saved in memory: openpyxl would put each sheet in a file of its own first, on a disk that may be full."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


def keep_in_memory(page: Any) -> None:
    """To be called when everything about the sheet is said but its rows.

    `page` is openpyxl's sheet for writing row by row, of which its types know little.
    """
    page._writer = WorksheetWriter(page, out=BytesIO())
    page._writer.write_top()


def saved(book: Workbook) -> bytes:
    """The file; every sheet is one that was kept in memory."""
    out = BytesIO()
    _Saving(book, ZipFile(out, "w")).save()
    return out.getvalue()


class _Saving(ExcelWriter):
    def __init__(self, book: Workbook, package: ZipFile) -> None:
        super().__init__(book, package)
        self._package = package

    def write_worksheet(self, ws: Any) -> None:
        """As in openpyxl, for sheets without pictures; what people said stays in no file that a failure leaves."""
        ws.close()
        ws._rels = ws._writer._rels
        self._package.writestr(ws.path[1:], ws._writer.read())
        self.manifest.append(ws)
