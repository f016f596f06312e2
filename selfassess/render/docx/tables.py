"""Tables and facts: real tables, whose heads come again on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selfassess.charts.palette import ACCENT, RULE, accented
from selfassess.render.docx.columns import GAP, column_widths
from selfassess.render.docx.elements import Element, border
from selfassess.render.docx.grid import Grid
from selfassess.render.docx.look import COLUMN
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import REPORT_TABLE, level_style, style_named
from selfassess.render.docx.text import gap, paragraph, run
from selfassess.report.blocks import Column, Facts, Note, Table
from selfassess.typefaces import width

_LEVEL = re.compile(r"([0-6])(?: · | |$)(.*)", re.DOTALL)
_LONGEST_TERM = 150.0


def table(block: Table, setting: Setting) -> list[Element]:
    """Caption, heads, rows; what is noted about a row stands below it over the whole width."""
    widths = column_widths(block.columns, block.rows, setting.look)
    grid = Grid(widths, about=block.caption, style=REPORT_TABLE, ruled=not block.notes)
    heads = enumerate(block.columns)
    grid.row([_head(grid, one, block.notes_title if at == 0 else "", setting) for at, one in heads], head=True)
    last = len(block.rows) - 1
    for at, row in enumerate(block.rows):
        notes = block.notes[at] if block.notes else ()
        keep = bool(notes) or (not block.notes and _keeps(at, last))
        grid.row(_cells(grid, row, block, setting, keep=keep, ruled=bool(block.notes) and not notes))
        if notes:
            grid.row([grid.cell_of([_note(one) for one in notes], over=len(block.columns), edges=_rule())])
    return [paragraph("Caption", block.caption), grid.element, gap()]


def _keeps(at: int, last: int) -> bool:
    """The first two rows stay together, and the last two, so that no page begins or ends with a lone one."""
    return at in (0, last - 1) and last > 0


def facts(block: Facts, setting: Setting) -> list[Element]:
    """Terms at the left, what they are at the right. Word calls a table without rows broken, so there is none."""
    if not block.rows:
        return []
    size = setting.look.size(style_named("TableText").size)
    longest = max((width(term, size, bold=True) for term, _ in block.rows), default=0.0)
    split = min(longest + 2 * GAP, _LONGEST_TERM)
    grid = Grid(
        [split, COLUMN - split], about=setting.words("Terms and what they are"), style=REPORT_TABLE, heads=False
    )
    last = len(block.rows) - 1
    for at, (term, said) in enumerate(block.rows):
        keep = _keeps(at, last)
        grid.row([grid.cell("TableText", run(term, "Strong"), keep=keep), grid.cell("TableText", said, keep=keep)])
    return [grid.element, gap()]


def _head(grid: Grid, column: Column, below: str, setting: Setting) -> Element:
    """The title of a column at the foot of the row; `below`: what the notes of the rows are, in lighter letters."""
    style = "TableHeadNumber" if column.kind == "number" else "TableHead"
    paragraphs = [paragraph(style, column.title)]
    if below:
        paragraphs.append(paragraph("TableHeadNote", below))
    line = border("bottom", accented(ACCENT, setting.look.accent), 1.25)
    return grid.cell_of(paragraphs, edges=(line,), low=True)


def _cells(grid: Grid, row: Sequence[str], block: Table, setting: Setting, *, keep: bool, ruled: bool) -> list[Element]:
    """The cells of a row, what names it bold where notes follow; `ruled`: with a line of their own below."""
    found = []
    for at, (text, column) in enumerate(zip(row, block.columns, strict=True)):
        style = "TableNumber" if column.kind == "number" else "TableSmall" if block.small else "TableText"
        bold = at == 0 and bool(block.notes)
        content = _level(text, setting.look.levels) if column.kind == "level" else None
        said = content or [run(text, "Strong" if bold else "")]
        found.append(grid.cell(style, *said, edges=_rule() if ruled else (), keep=keep))
    return found


def _rule() -> tuple[Element, ...]:
    """The line below rows that belong together."""
    return (border("bottom", RULE, 0.5),)


def _level(text: str, levels: int) -> list[Element] | None:
    """The digit on its colour and the name, from "3 · Embedding"; None for a cell that says something else."""
    found = _LEVEL.fullmatch(text)
    if not found or int(found[1]) >= levels:
        return None
    return [level_digit(int(found[1])), *([run(f" {found[2]}")] if found[2] else [])]


def level_digit(level: int) -> Element:
    """A digit on its colour; spaces that do not break make the colour wider than the digit."""
    return run(f"\u00a0{level}\u00a0", level_style(level))


def _note(note: Note) -> Element:
    return paragraph("TableNote", run(note.term, "Term"), run("\t"), run(note.text))
