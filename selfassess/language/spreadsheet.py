"""Texts in the cells of CSV files and workbooks, which spreadsheets would otherwise take for something else."""

from __future__ import annotations

import re

from selfassess.language.text import printable

# A cell that begins like this is run as a formula by spreadsheets. The full-width forms are: Excel folds them to
# ASCII in some locales.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula; also not after the spaces and quotes it drops."""
    return f"'{cell}" if cell.lstrip(" '\"\u00a0\u3000").startswith(_FORMULA) else cell


def as_meant(cell: str) -> str:
    """What stood in a cell before `harmless`, for every text."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


LONGEST = 32_767
"""As many letters a cell of a workbook holds, counted in UTF-16."""
CUT = " […]"
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def in_workbook(text: str) -> str:
    """The text as a cell of a workbook (XLSX) keeps it, with `CUT` at its end where it is too long for one.

    Lines end as workbooks end them, what no text may hold stands as �, and what looks like an escape of the format is
    escaped itself. The cell must say that it is a text, for this one may begin like a formula.
    """
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    written = _LOOKS_ESCAPED.sub("_x005F_", text)
    units = written.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return written
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore") + CUT
