"""One row of a table as slices: its cells beside each other, and below them what is noted about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selfassess.charts.palette import GRID, RULE, level_colours, text_on
from selfassess.render.pdf.columns import BESIDE_CHIP, CHIP
from selfassess.render.pdf.slices import Box, Piece, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, NOTE, TERM, Style
from selfassess.render.pdf.text import line, lines
from selfassess.report.blocks import Column, Note
from selfassess.typefaces import width

_PADDING = 3.6
_MOST_LINES = 30
"""A row taller than this many lines is cut into several slices, so that a very long cell can run over pages."""
_MOST_NOTE_LINES = 6
_INDENT = 52.0
"""Where the text of a note begins; its term stands before it."""
_ONE_PIECE = 170.0
"""A row with notes that is no taller than this is never broken."""

_LEVEL = re.compile(r"([0-6])(?: · | |$)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell laid out: its lines, where they stand, and the level whose chip stands before them."""

    lines: tuple[str, ...]
    style: Style
    x: float
    element: Element
    right: float | None = None
    level: int | None = None


def cell(text: str, column: Column, place: tuple[float, float], element: Element, levels: int, style: Style) -> Cell:
    """A cell between the edges of `place`; a level that the scale has gets its chip."""
    left, right = place
    found = _LEVEL.fullmatch(text) if column.kind == "level" else None
    if found and int(found[1]) < levels:
        x = left + BESIDE_CHIP
        broken = lines(found[2], style, max(right - x, 30)) if found[2] else ("",)
        return Cell(broken, style, x, element, level=int(found[1]))
    return Cell(lines(text, style, right - left), style, left, element, right if column.kind == "number" else None)


def row(cells: list[Cell], *, levels: int = 5, gap: float = 0.0) -> list[Slice]:
    """One slice, or several where a cell is very long; a thin rule ends the last."""
    first, *others = _beside(cells, _MOST_LINES, levels)
    return _ended([replace(first, gap=gap), *others])


def noted_row(cells: list[Cell], notes: tuple[Note, ...], element: Element, *, levels: int) -> list[Slice]:
    """A row with its notes below, inside `element`, the last cell of the row."""
    found = _beside(cells, _MOST_LINES, levels)
    for at, note in enumerate(notes, 1):
        both = element.add("P")
        terms = Cell(lines(note.term, TERM, _INDENT - 6), TERM, LEFT, both)
        text = Cell(lines(note.text, NOTE, COLUMN - _INDENT), NOTE, LEFT + _INDENT, both)
        found += _beside([terms, text], _MOST_NOTE_LINES, levels, above=0, below=1 if at < len(notes) else _PADDING + 2)
    found = _ended(found)
    last = len(found) - 1
    whole = sum(one.height for one in found) <= _ONE_PIECE
    return [replace(one, keep=at < last and (whole or at in (0, 1, last - 1))) for at, one in enumerate(found)]


def _beside(
    cells: list[Cell], most: int, levels: int, *, above: float = _PADDING, below: float = _PADDING
) -> list[Slice]:
    """The cells side by side, `most` lines a slice."""
    total = max(len(cell.lines) for cell in cells)
    leading = cells[0].style.leading
    found = []
    for start in range(0, total, most):
        end = min(start + most, total)
        top = above if start == 0 else 0.0
        pieces: list[Piece] = []
        for cell in cells:
            if cell.level is not None and start == 0:
                pieces += _chip(cell, levels, top)
            pieces += [
                line(text, cell.style, cell.x, top + at * leading, cell.element, right=cell.right)
                for at, text in enumerate(cell.lines[start:end])
                if text.strip()
            ]
        tall = top + (end - start) * leading + (below if end == total else 0.0)
        found.append(Slice(height=tall, pieces=tuple(pieces)))
    return found


def _ended(slices: list[Slice]) -> list[Slice]:
    """The same slices, with the thin rule that ends a row at the foot of the last."""
    *others, last = slices
    rule = Box(x=LEFT, y=last.height - 0.3, width=COLUMN, height=0.6, fill=GRID)
    return [*others, replace(last, pieces=(rule, *last.pieces))]


def _chip(cell: Cell, levels: int, top: float) -> list[Piece]:
    """A level's digit on its colour, before the cell's first line."""
    level = cell.level or 0
    colour = level_colours(levels)[level]
    style = replace(cell.style, bold=True, colour=text_on(colour))
    x = cell.x - BESIDE_CHIP
    square = Box(
        x=x,
        y=top + (style.leading - CHIP) / 2,
        width=CHIP,
        height=CHIP,
        fill=colour,
        stroke=RULE if level == 0 else None,
    )
    middle = x + (CHIP - width(str(level), style.size, style.bold)) / 2
    return [square, line(f"{level} ", style, middle, top, cell.element)]
