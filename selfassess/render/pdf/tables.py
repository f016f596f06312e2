"""Tables and facts as slices: one a row, with headers that come again on every page the table reaches."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import ACCENT
from selfassess.render.pdf.columns import BETWEEN, places
from selfassess.render.pdf.rows import Cell, cell, noted_row, row
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice, bound, held
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BODY_HEIGHT, CAPTION, CELL, COLUMN, HEAD_CELL, HEAD_NOTE, LEFT, NOTE, Style
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import Facts, Note, Table
from selfassess.typefaces import width

_LONGEST_TERM = 150.0
_SHORT = BODY_HEIGHT * 0.42
"""A table no taller than this goes to the next page rather than over its end."""


def table(block: Table, parent: Element, setting: Setting) -> list[Slice]:
    """Caption, header row, rows. The header row and the first row stay together."""
    element = parent.add("Table")
    caption = paragraph(block.caption, setting.sized(CAPTION), LEFT, COLUMN, element.add("Caption"), gap=15, keep=True)
    columns = setting.grids.get(block.columns) or places(block.columns, block.rows, setting)
    header = _header(block, columns, element.add("TR"), setting)
    rows = []
    for at, texts in enumerate(block.rows):
        notes = block.notes[at] if block.notes else None
        rows += _row(texts, notes, block, columns, element.add("TR"), setting)
    rows = [replace(one, header=(header,)) for one in rows]
    return [*caption, *bound([header]), *(rows if block.notes else together(rows))]


def facts(block: Facts, parent: Element, setting: Setting) -> list[Slice]:
    """Terms at the left, what they are at the right; a table whose first column names the rows."""
    element = parent.add("Table")
    said = setting.sized(CELL)
    style = replace(setting.sized(HEAD_CELL), leading=said.leading)
    longest = max((width(term, style.size, bold=True) for term, _said in block.rows), default=0.0)
    split = min(longest + 2, _LONGEST_TERM) + BETWEEN
    found = []
    for at, (term, text) in enumerate(block.rows):
        both = element.add("TR")
        cells = [
            Cell(lines(term, style, split - BETWEEN), style, LEFT, both.add("TH", scope="Row")),
            Cell(lines(text, said, COLUMN - split), said, LEFT + split, both.add("TD")),
        ]
        found += row(cells, gap=0 if at else 8)
    return found


def _row(
    texts: tuple[str, ...],
    notes: tuple[Note, ...] | None,
    block: Table,
    columns: list[tuple[float, float]],
    parent: Element,
    setting: Setting,
) -> list[Slice]:
    levels = setting.levels
    style = setting.sized(NOTE if block.small else CELL)
    styles = [replace(style, bold=notes is not None), *[style] * (len(texts) - 1)]
    cells = [
        cell(text, column, place, parent.add("TD") if at else parent.add("TH", scope="Row"), levels, own)
        for at, (text, column, place, own) in enumerate(zip(texts, block.columns, columns, styles, strict=True))
    ]
    if notes is None:
        return row(cells, levels=levels)
    return noted_row(cells, notes, parent.add("TD"), levels=levels)


def together(rows: list[Slice]) -> list[Slice]:
    """The same rows, the first two and the last two bound, so that no page begins or ends with a lone one.

    Those of a short table are all held together.
    """
    if sum(one.height for one in rows) <= _SHORT:
        rows = held(rows)
    ends = [at for at, one in enumerate(rows) if not one.keep]
    bound_too = {ends[0], ends[-2]} if len(ends) > 1 else set()
    return [replace(one, keep=True) if at in bound_too else one for at, one in enumerate(rows)]


def _header(block: Table, columns: list[tuple[float, float]], parent: Element, setting: Setting) -> Slice:
    """The titles, on one line at the foot; what names the notes stands under the first."""
    head, note = setting.sized(HEAD_CELL), setting.sized(HEAD_NOTE)
    broken = [lines(one.title, head, right - left) for one, (left, right) in zip(block.columns, columns, strict=True)]
    below = lines(block.notes_title, note, columns[0][1] - columns[0][0]) if block.notes else ()
    most = max(len(broken[0]) + len(below), *map(len, broken))

    def stacked(texts: tuple[str, ...], style: Style, x: float, first: int, right: float | None = None) -> list[Piece]:
        element = parent.add("TH", scope="Column")
        tops = [2.5 + (first + at) * head.leading for at in range(len(texts))]
        return [line(text, style, x, top, element, right=right) for text, top in zip(texts, tops, strict=True)]

    tall = most * head.leading
    pieces: list[Piece] = [Box(x=LEFT, y=tall + 5, width=COLUMN, height=1.1, fill=ACCENT)]
    for at, (column, (left, right), texts) in enumerate(zip(block.columns, columns, broken, strict=True)):
        first = most - len(texts) - (0 if at else len(below))
        pieces += stacked(texts, head, left, first, right if column.kind == "number" else None)
    if block.notes:
        pieces += stacked(below, note, LEFT, most - len(below))
    return Slice(height=tall + 6.1, pieces=tuple(pieces), gap=3)
