"""An assessment, or the figures of a partnership, as a workbook (XLSX): tidy sheets, and one that explains them.

`sheets` says what a sheet is, `book` writes it and `saving` keeps it off the disk; `assessment`, `years`, `plans` and
`voices` make the sheets of an assessment, `partnership` those of many. Columns have the names that CSV and JSON have.
May know: openpyxl (only `book` and `saving`) and what the room above may. To add a sheet: its builder here, its columns
with what they mean, and its row in `assessment.SHEETS`.
"""

from selfassess.render.xlsx.assessment import render_xlsx
from selfassess.render.xlsx.partnership import partnership_xlsx

__all__ = ["partnership_xlsx", "render_xlsx"]
