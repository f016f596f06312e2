"""Key figures as quiet cards side by side."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, TINT
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, SMALL, Style
from selfassess.render.pdf.text import line, lines
from selfassess.report.blocks import Tile, Tiles
from selfassess.typefaces import width

_BETWEEN = 12.0
_PADDING = 11.0
_VALUES = (Style(24, 29, True, ACCENT), Style(18, 23, True, ACCENT), Style(13, 17, True, ACCENT))
"""A figure is set as large as fits on one line; words that never fit are set small and broken."""


def tiles(block: Tiles, parent: Element, _: Setting) -> list[Slice]:
    """One slice with all cards, equally wide and high, read one after the other as a list."""
    count = len(block.tiles)
    wide = (COLUMN - _BETWEEN * (count - 1)) / count
    items = parent.add("L")
    cards = []
    for tile in block.tiles:
        body = items.add("LI").add("LBody")
        cards.append(_texts(tile, body, wide - 2 * _PADDING))
    tall = max(card[1] for card in cards) + _PADDING * 2
    pieces: list[Piece] = []
    for at, (placed, _height) in enumerate(cards):
        x = LEFT + at * (wide + _BETWEEN)
        pieces.append(Box(x=x, y=0, width=wide, height=tall, fill=TINT))
        pieces.append(Box(x=x, y=0, width=wide, height=2, fill=ACCENT))
        pieces += [line(text, style, x + _PADDING, _PADDING + top, element) for text, style, top, element in placed]
    return [Slice(height=tall, pieces=tuple(pieces), gap=14)]


def _texts(tile: Tile, body: Element, measure: float) -> tuple[list[tuple[str, Style, float, Element]], float]:
    """Label, figure and note as lines with their tops, and how high they are together."""
    value = next((style for style in _VALUES if width(tile.value, style.size, True) <= measure), _VALUES[-1])
    placed: list[tuple[str, Style, float, Element]] = []
    top = 0.0
    for text, style, space in ((tile.label, SMALL, 3.0), (tile.value, value, 2.0), (tile.note, SMALL, 0.0)):
        if not text:
            continue
        element = body.add("P")
        for words in lines(text, style, measure):
            placed.append((words, style, top, element))
            top += style.leading
        top += space
    return placed, top
