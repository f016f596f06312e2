"""Boxes to tick by hand as slices: a list whose squares are decoration."""

from __future__ import annotations

from selfassess.charts.palette import GRID, INK, PAPER
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice, bound
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import CAPTION, CELL, COLUMN, LEFT, NORMAL, Style
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import TickBox, TickBoxes
from selfassess.typefaces import width

_SQUARE = 11.0
_BESIDE = _SQUARE + 9
"""From the left of a square to the words behind it."""
_NAME = 104.0
"""The width of the names, where meanings stand beside them."""
_APART = 22.0
"""Between boxes that stand on one line."""
_PADDING = 4.0


def tick_boxes(block: TickBoxes, parent: Element, setting: Setting) -> list[Slice]:
    """The label and every box on one page, as far as a page has room."""
    label = paragraph(block.label, setting.sized(CAPTION), LEFT, COLUMN, parent.add("P"), gap=13, keep=True)
    items = parent.add("L")
    found = _across(block, items, setting) if block.across else _below(block, items, setting)
    return [*label, *bound(found[:-1]), *found[-1:]]


def _below(block: TickBoxes, items: Element, setting: Setting) -> list[Slice]:
    """One box below the other, a thin rule under each that has words beside its name."""
    found: list[Slice] = []
    for box in block.boxes:
        found += _box(box, items.add("LI").add("LBody"), setting)
    return found


def _box(box: TickBox, body: Element, setting: Setting) -> list[Slice]:
    """The meaning beside the name; in large print below it."""
    name, meaning = _bold(setting.sized(CELL)), setting.sized(CELL)
    beside = bool(box.meaning) and not setting.large
    x, measure = LEFT + _BESIDE, COLUMN - _BESIDE
    names = lines(box.name, name, _NAME if beside else measure)
    meanings = lines(box.meaning, meaning, measure - (_NAME + 12 if beside else 0)) if box.meaning else ()
    left, first = (x + _NAME + 12, 0) if beside else (x, len(names))
    count = max(len(names), len(meanings)) if beside else len(names) + len(meanings)
    tall = count * name.leading + 2 * _PADDING
    pieces: list[Piece] = [_square(LEFT, _PADDING, name)]
    said, told = body.add("P"), body.add("P") if box.meaning else body
    pieces += [line(text, name, x, _PADDING + at * name.leading, said) for at, text in enumerate(names)]
    pieces += [
        line(text, meaning, left, _PADDING + (first + at) * name.leading, told) for at, text in enumerate(meanings)
    ]
    if box.meaning:
        pieces.append(Box(x=LEFT, y=tall - 0.3, width=COLUMN, height=0.6, fill=GRID))
    return [Slice(height=tall, pieces=tuple(pieces))]


def _across(block: TickBoxes, items: Element, setting: Setting) -> list[Slice]:
    """As many boxes on a line as have room; their meanings stand behind their names."""
    style = setting.sized(NORMAL)
    found: list[Slice] = []
    pieces: list[Piece] = []
    x = LEFT
    for box in block.boxes:
        body = items.add("LI").add("LBody")
        broken = lines(f"{box.name} {box.meaning}".strip(), style, COLUMN - _BESIDE)
        wide = _BESIDE + max(width(text.rstrip(), style.size, style.bold) for text in broken)
        if pieces and x + wide > LEFT + COLUMN:
            found.append(_line(pieces, style))
            pieces, x = [], LEFT
        for text in broken:
            if text is not broken[0]:
                found.append(_line(pieces, style))
                pieces = []
            else:
                pieces.append(_square(x, _PADDING, style))
            pieces.append(line(text, style, x + _BESIDE, _PADDING, body))
        x += wide + _APART
    return [*found, _line(pieces, style)]


def _line(pieces: list[Piece], style: Style) -> Slice:
    return Slice(height=style.leading + 2 * _PADDING, pieces=tuple(pieces))


def _square(x: float, top: float, style: Style) -> Box:
    """An empty square, as high as the letters want it beside their first line."""
    side = max(_SQUARE, style.size)
    return Box(x=x, y=top + (style.leading - side) / 2, width=side, height=side, fill=PAPER, stroke=INK)


def _bold(style: Style) -> Style:
    return Style(style.size, style.leading, bold=True, colour=style.colour)
