"""The figures of a partnership as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction

from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.language.spreadsheet import harmless
from selfassess.render.answer_rows import Cell
from selfassess.render.partnership_rows import columns_of, partnership_rows
from selfassess.report.partnership.year import PartnershipYear

_PLACES = 2


def partnership_csv(year: PartnershipYear, t: Translator) -> bytes:
    """A row for each section of each organisation that is named, of each kind, and of each year of the whole.

    UTF-8 with a byte order mark, without which spreadsheets read another encoding into it. `kind` is empty for all
    kinds, `section` for the whole. Scores are 0 to 100 with two decimals.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns_of(year), restval="")
    writer.writeheader()
    for row in partnership_rows(year, t):
        writer.writerow({name: harmless(_written(cell)) for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case Fraction():
            return f"{rounded(cell, _PLACES):f}"
        case _:
            return str(cell)
