"""A table of many narrow columns as slices: digits on the colours of their levels, close together."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import ACCENT, GRID, MUTED, RULE, level_colours, text_on
from selfassess.render.pdf.columns import CHIP
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice, bound
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import CAPTION, CELL, COLUMN, HEAD_CELL, LEFT, RIGHT, Style
from selfassess.render.pdf.tables import together
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import HeatCell, Heatmap, HeatRow
from selfassess.typefaces import width

_WIDEST = 30.0
"""Of a column of digits."""
_NAMES = 148.0
"""The least room for the names of rows; twenty-one columns fit beside it."""
_PADDING = 3.2
_BESIDE = 27.0
"""A column as wide as this has what evidence backs beside the digit, a narrower one below it."""
_BACKED = Style(7.5, 9)
_NONE = replace(CELL, colour=MUTED)


def heatmap(block: Heatmap, parent: Element, setting: Setting) -> list[Slice]:
    """Caption, header row, rows. The header row comes again on every page that the table reaches."""
    element = parent.add("Table")
    caption = paragraph(block.caption, CAPTION, LEFT, COLUMN, element.add("Caption"), gap=15, keep=True)
    step = min((COLUMN - _NAMES) / len(block.columns), _WIDEST)
    start = RIGHT - step * len(block.columns)
    header = _header(block, start, step, element.add("TR"))
    rows = [_row(one, start, step, element.add("TR"), setting.levels) for one in block.rows]
    return [*caption, *bound([header]), *together([replace(one, header=(header,)) for one in rows])]


def _header(block: Heatmap, start: float, step: float, parent: Element) -> Slice:
    names = parent.add("TH", scope="Column")
    broken = lines(block.names, HEAD_CELL, start - LEFT - 8)
    tall = len(broken) * HEAD_CELL.leading
    pieces: list[Piece] = [Box(x=LEFT, y=tall + 5, width=COLUMN, height=1.1, fill=ACCENT)]
    pieces += [line(text, HEAD_CELL, LEFT, 2.5 + at * HEAD_CELL.leading, names) for at, text in enumerate(broken)]
    for at, column in enumerate(block.columns):
        head = parent.add("TH", scope="Column")
        pieces.append(_centred(column.head, HEAD_CELL, start + at * step, step, 2.5 + tall - HEAD_CELL.leading, head))
    return Slice(height=tall + 6.1, pieces=tuple(pieces), gap=3)


def _row(row: HeatRow, start: float, step: float, parent: Element, levels: int) -> Slice:
    """The name as high as it is, its cells along its first line."""
    name = parent.add("TH", scope="Row")
    broken = lines(row.name, CELL, start - LEFT - 8)
    backed = any(cell.supported is not None for cell in row.cells)
    below = _BACKED.leading if backed and step < _BESIDE else 0
    tall = max(len(broken) * CELL.leading, CHIP + below) + 2 * _PADDING
    pieces: list[Piece] = [Box(x=LEFT, y=tall - 0.3, width=COLUMN, height=0.6, fill=GRID)]
    pieces += [line(text, CELL, LEFT, _PADDING + at * CELL.leading, name) for at, text in enumerate(broken)]
    for at, cell in enumerate(row.cells):
        pieces += _cell(cell, start + at * step, step, parent.add("TD"), levels)
    return Slice(height=tall, pieces=tuple(pieces))


def _cell(cell: HeatCell, x: float, step: float, element: Element, levels: int) -> list[Piece]:
    """The digit on its colour; in brackets the one that evidence backs."""
    top = _PADDING + (CHIP - CELL.leading) / 2
    if cell.level is None:
        return [_centred("–", _NONE, x, step, top, element)]
    colour = level_colours(levels)[cell.level]
    outline = RULE if cell.level == 0 else None
    chip = Box(x=x + (step - CHIP) / 2, y=_PADDING, width=CHIP, height=CHIP, fill=colour, stroke=outline)
    style = replace(CELL, bold=True, colour=text_on(colour))
    found: list[Piece] = [chip, _centred(str(cell.level), style, x, step, top, element)]
    if cell.supported is not None:
        text = f"({cell.supported})"
        if step < _BESIDE:
            found.append(_centred(text, _BACKED, x, step, _PADDING + CHIP + 0.5, element))
        else:
            found.append(line(f"{text} ", _BACKED, x + (step + CHIP) / 2 + 1.5, top + 1, element))
    return found


def _centred(text: str, style: Style, x: float, step: float, top: float, element: Element) -> Piece:
    """One line in the middle of its column; the space keeps neighbours apart in copied text."""
    return line(f"{text} ", style, x + (step - width(text, style.size, style.bold)) / 2, top, element)
