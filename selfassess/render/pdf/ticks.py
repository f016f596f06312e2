"""Boxes to tick by hand as slices: a list whose squares are decoration."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import GRID, INK, PAPER
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice, bound
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import CAPTION, COLUMN, LEFT, NORMAL, Style
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import TickBox, TickBoxes
from selfassess.typefaces import width

_SQUARE = 11.0
"""The least side of a square."""
_BEHIND = 9.0
"""Between a square and the words behind it."""
_NAMES = 150.0
"""The most room for names, where meanings stand beside them."""
_APART = 22.0
"""Between boxes that stand on one line."""
_PADDING = 4.0
_MOST_LINES = 20
"""A box of no more lines is never broken."""


def tick_boxes(block: TickBoxes, parent: Element, setting: Setting) -> list[Slice]:
    """The label with every box on one page; in large print, where that would be a whole one, with the first of them."""
    if block.across:
        return _across(block, parent, setting)
    label = paragraph(block.label, setting.sized(CAPTION), LEFT, COLUMN, parent.add("P"), gap=13, keep=True)
    items = parent.add("L")
    names = max((width(box.name, setting.sized(NORMAL).size, bold=True) for box in block.boxes), default=0.0)
    wide = min(names + 1, _NAMES)
    boxes = [one for box in block.boxes for one in _box(box, items.add("LI").add("LBody"), wide, setting)]
    return [*label, *boxes] if setting.large else [*label, *bound(boxes[:-1]), *boxes[-1:]]


def _box(box: TickBox, body: Element, wide: float, setting: Setting) -> list[Slice]:
    """A slice for each line: the meaning beside the name, which is so `wide`; in large print it stands below."""
    style = setting.sized(NORMAL)
    name = replace(style, bold=bool(box.meaning))
    x, right = LEFT + _behind(style), LEFT + COLUMN
    beside = bool(box.meaning) and not setting.large
    left = x + wide + 14 if beside else x
    names = lines(box.name, name, wide if beside else right - x)
    meanings = lines(box.meaning, style, right - left) if box.meaning else ()
    first = 0 if beside else len(names)
    last = max(len(names), first + len(meanings)) - 1
    said, told = body.add("P"), body.add("P") if meanings else body
    found = []
    for at in range(last + 1):
        top = 0.0 if at else _PADDING
        tall = top + style.leading + (_PADDING if at == last else 0.0)
        pieces: list[Piece] = [] if at else [_square(LEFT, style)]
        if at < len(names):
            pieces.append(line(names[at], name, x, top, said))
        if first <= at < first + len(meanings):
            pieces.append(line(meanings[at - first], style, left, top, told))
        if at == last and meanings:
            pieces.append(Box(x=LEFT, y=tall - 0.3, width=COLUMN, height=0.6, fill=GRID))
        found.append(Slice(height=tall, pieces=tuple(pieces), keep=at < last and (last < _MOST_LINES or not at)))
    return found


def _across(block: TickBoxes, parent: Element, setting: Setting) -> list[Slice]:
    """The label, then as many boxes on a line as have room; their meanings stand behind their names."""
    label, style = setting.sized(CAPTION), setting.sized(NORMAL)
    found: list[Slice] = []
    opening = line(f"{block.label} ", replace(label, leading=style.leading), LEFT, _PADDING, parent.add("P"))
    pieces: list[Piece] = [opening]
    x = LEFT + width(block.label, label.size, label.bold) + _APART
    items = parent.add("L")
    for box in block.boxes:
        body = items.add("LI").add("LBody").add("P")
        first, *others = lines(f"{box.name} {box.meaning}".strip(), style, COLUMN - _behind(style))
        wide = _behind(style) + width(first.rstrip(), style.size, style.bold)
        if x > LEFT and (others or x + wide > LEFT + COLUMN):
            found.append(_line(pieces, style))
            pieces, x = [], LEFT
        pieces += [_square(x, style), line(first, style, x + _behind(style), _PADDING, body)]
        for text in others:
            found.append(_line(pieces, style))
            pieces = [line(text, style, x + _behind(style), _PADDING, body)]
        x += wide + _APART
    above, last = [replace(one, gap=0 if at else 7) for at, one in enumerate(found)], _line(pieces, style)
    return [*bound(above), last if above else replace(last, gap=7)]


def _line(pieces: list[Piece], style: Style) -> Slice:
    return Slice(height=style.leading + 2 * _PADDING, pieces=tuple(pieces))


def _side(style: Style) -> float:
    """A square is as high as the letters beside it want it."""
    return max(_SQUARE, style.size)


def _behind(style: Style) -> float:
    """From the left of a square to the words behind it."""
    return _side(style) + _BEHIND


def _square(x: float, style: Style) -> Box:
    """An empty square, beside the first line of its words."""
    side = _side(style)
    return Box(x=x, y=_PADDING + (style.leading - side) / 2, width=side, height=side, fill=PAPER, stroke=INK)
