"""All questions and answers as a table for a spreadsheet: one row a question, of every type."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.language.spreadsheet import harmless
from selfassess.render.answer_rows import COLUMNS, Cell, answer_rows
from selfassess.report.material import Material


def render_csv(material: Material, t: Translator) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets read another encoding into it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in answer_rows(material, t):
        writer.writerow([harmless(_written(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    """Numbers and days as other programs read them."""
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case Fraction():
            written = f"{rounded(cell, 6):f}"
            return written.rstrip("0").rstrip(".") if "." in written else written
        case _:
            return str(cell)
