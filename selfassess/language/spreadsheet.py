"""Texts in the cells of a CSV file, which spreadsheets would otherwise take for formulas."""

from __future__ import annotations

# A cell that begins like this is run as a formula by spreadsheets. The full-width forms are: Excel folds them to
# ASCII in some locales.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula; also not after the spaces and quotes it drops."""
    return f"'{cell}" if cell.lstrip(" '\"\u00a0\u3000").startswith(_FORMULA) else cell


def as_meant(cell: str) -> str:
    """What stood in a cell before `harmless`, for every text."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
