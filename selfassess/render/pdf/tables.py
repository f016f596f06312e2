"""Tables and facts as slices: one a row, with headers that come again on every page the table reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selfassess.charts.palette import ACCENT, GRID, RULE, level_colours, text_on
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice, bound
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import CAPTION, CELL, COLUMN, HEAD_CELL, LEFT, RIGHT, Style
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import Column, Facts, Table
from selfassess.typefaces import width

_ABOVE = 4.5
_BELOW = 4.5
_BETWEEN = 12.0
"""Space between columns."""
_CHIP = 15.0
_ROWS_OF_LINES = 30
"""A row taller than this many lines is cut into several slices, so that a very long cell can run over pages."""

_LEVEL = re.compile(r"([0-6])(?: · | |$)(.*)", re.DOTALL)
_BOLD_CELL = Style(CELL.size, CELL.leading, bold=True)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell laid out: its lines, where they stand, and the level whose chip stands before them."""

    lines: tuple[str, ...]
    style: Style
    x: float
    element: Element
    right: float | None = None
    level: int | None = None


def table(block: Table, parent: Element, setting: Setting) -> list[Slice]:
    """Caption, header row, rows. The header row and the first row stay together."""
    element = parent.add("Table")
    caption = paragraph(block.caption, CAPTION, LEFT, COLUMN, element.add("Caption"), gap=18, keep=True)
    places = _places(block.columns, block.rows)
    header = _header(block.columns, places, element.add("TR"))
    rows = [
        one for row in block.rows for one in _row(row, block.columns, places, element.add("TR"), setting.levels, header)
    ]
    return [*caption, *bound([header]), *_together(rows)]


def facts(block: Facts, parent: Element, _: Setting) -> list[Slice]:
    """Terms at the left, what they are at the right; a table whose first column names the rows."""
    element = parent.add("Table")
    split = 150.0
    found = []
    for at, (term, text) in enumerate(block.rows):
        row = element.add("TR")
        cells = [
            _Cell(lines(term, HEAD_CELL, split - _BETWEEN), HEAD_CELL, LEFT, row.add("TH", scope="Row")),
            _Cell(lines(text, CELL, COLUMN - split), CELL, LEFT + split, row.add("TD")),
        ]
        found += _slices(cells, gap=0 if at else 10)
    return found


def _together(rows: list[Slice]) -> list[Slice]:
    """The same rows, the first two and the last two bound, so that no page begins or ends with a lone one."""
    return [replace(row, keep=True) if at in (0, len(rows) - 2) else row for at, row in enumerate(rows)]


def _places(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> list[tuple[float, float]]:
    """Left and right of each column: by share, but none narrower than the longest word of its title and numbers."""
    room = COLUMN - _BETWEEN * (len(columns) - 1)
    least = [min(_least(column, [row[at] for row in rows]), room / len(columns)) for at, column in enumerate(columns)]
    free = room - sum(least)
    shares = sum(column.width for column in columns)
    wanted = [room * column.width / shares for column in columns]
    missing = [max(want - small, 0) for want, small in zip(wanted, least, strict=True)]
    scale = free / sum(missing) if sum(missing) else 0
    places, x = [], LEFT
    for small, more in zip(least, missing, strict=True):
        wide = small + more * scale
        places.append((x, x + wide))
        x += wide + _BETWEEN
    return places


def _least(column: Column, cells: list[str]) -> float:
    head = max((width(word, HEAD_CELL.size, bold=True) for word in column.title.split()), default=0.0)
    if column.kind == "text":
        return head + 1
    body = max((width(cell, CELL.size) for cell in cells if len(cell) < 12), default=0.0)
    return max(head, body + (_CHIP if column.kind == "level" else 0)) + 1


def _header(columns: tuple[Column, ...], places: list[tuple[float, float]], row: Element) -> Slice:
    broken = [
        lines(column.title, HEAD_CELL, right - left) for column, (left, right) in zip(columns, places, strict=True)
    ]
    tall = max(map(len, broken)) * HEAD_CELL.leading
    pieces: list[Piece] = [Box(x=LEFT, y=tall + 6, width=COLUMN, height=1.1, fill=ACCENT)]
    for column, (left, right), texts in zip(columns, places, broken, strict=True):
        cell = row.add("TH", scope="Column")
        end = right if column.kind == "number" else None
        top = tall - len(texts) * HEAD_CELL.leading + 3
        pieces += [
            line(text, HEAD_CELL, left, top + at * HEAD_CELL.leading, cell, right=end) for at, text in enumerate(texts)
        ]
    return Slice(height=tall + 7.1, pieces=tuple(pieces), gap=4)


def _row(
    texts: tuple[str, ...],
    columns: tuple[Column, ...],
    places: list[tuple[float, float]],
    row: Element,
    levels: int,
    header: Slice,
) -> list[Slice]:
    cells = []
    for at, (text, column, (left, right)) in enumerate(zip(texts, columns, places, strict=True)):
        element = row.add("TD") if at else row.add("TH", scope="Row")
        found = _LEVEL.fullmatch(text) if column.kind == "level" else None
        if found and int(found[1]) < levels:
            x = left + _CHIP + 5
            broken = lines(found[2], CELL, max(right - x, 30)) if found[2] else ("",)
            cells.append(_Cell(broken, CELL, x, element, level=int(found[1])))
        else:
            end = right if column.kind == "number" else None
            cells.append(_Cell(lines(text, CELL, right - left), CELL, left, element, right=end))
    return _slices(cells, header=(header,), levels=levels)


def _slices(cells: list[_Cell], *, gap: float = 0.0, header: tuple[Slice, ...] = (), levels: int = 5) -> list[Slice]:
    """One row; a slice, or several where a cell is very long. The thin rule stands under the last."""
    total = max(len(cell.lines) for cell in cells)
    found = []
    for start in range(0, total, _ROWS_OF_LINES):
        end = min(start + _ROWS_OF_LINES, total)
        above, below = (_ABOVE if start == 0 else 0.0), (_BELOW if end == total else 0.0)
        tall = above + (end - start) * CELL.leading + below
        pieces: list[Piece] = []
        if end == total:
            pieces.append(Box(x=LEFT, y=tall - 0.3, width=RIGHT - LEFT, height=0.6, fill=GRID))
        for cell in cells:
            if cell.level is not None and start == 0:
                pieces += _chip(cell.level, levels, cell.x - _CHIP - 5, above, cell.element)
            pieces += [
                line(text, cell.style, cell.x, above + at * CELL.leading, cell.element, right=cell.right)
                for at, text in enumerate(cell.lines[start:end])
                if text.strip()
            ]
        found.append(Slice(height=tall, pieces=tuple(pieces), gap=0 if start else gap, header=header))
    return found


def _chip(level: int, levels: int, x: float, top: float, element: Element) -> list[Piece]:
    """A level's digit on its colour."""
    colour = level_colours(levels)[level]
    style = Style(CELL.size, CELL.leading, bold=True, colour=text_on(colour))
    middle = x + (_CHIP - width(str(level), style.size, style.bold)) / 2
    square = Box(
        x=x,
        y=top + (CELL.leading - _CHIP) / 2,
        width=_CHIP,
        height=_CHIP,
        fill=colour,
        stroke=RULE if level == 0 else None,
    )
    return [square, line(f"{level} ", style, middle, top, element)]
