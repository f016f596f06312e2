"""Key figures as quiet cards side by side."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, RULE, TINT
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, SMALL, Style
from selfassess.render.pdf.text import line, lines
from selfassess.report.blocks import Tile, Tiles
from selfassess.typefaces import width

_BETWEEN = 12.0
_PADDING = 11.0
_COMPACT_PADDING = 8.0
_VALUES = (Style(24, 29, True, ACCENT), Style(17, 22, True, ACCENT), Style(13, 17, True, ACCENT))
"""A figure is set as large as fits on one line; words that never fit are set small and broken."""


def tiles(block: Tiles, parent: Element, _: Setting) -> list[Slice]:
    """One slice with all cards, equally wide and high, or a strip of them; read one after the other as a list."""
    count = len(block.tiles)
    between = 0.0 if block.compact else _BETWEEN
    padding = _COMPACT_PADDING if block.compact else _PADDING
    wide = (COLUMN - between * (count - 1)) / count
    items = parent.add("L")
    styles = _VALUES[1:] if block.compact else _VALUES
    measure = wide - 2 * padding
    value = next(
        (style for style in styles if all(_fits(tile.value, style, measure) for tile in block.tiles)), styles[-1]
    )
    cards = []
    for tile in block.tiles:
        body = items.add("LI").add("LBody")
        cards.append(_texts(tile, body, value, measure, 0.0 if block.compact else 2.0))
    tall = max(card[1] for card in cards) + padding * 2
    pieces: list[Piece] = []
    for at, (placed, _height) in enumerate(cards):
        x = LEFT + at * (wide + between)
        pieces.append(Box(x=x, y=0, width=wide, height=tall, fill=TINT))
        pieces.append(Box(x=x, y=0, width=wide, height=2, fill=ACCENT))
        if block.compact and at:
            pieces.append(Box(x=x, y=9, width=0.7, height=tall - 16, fill=RULE))
        pieces += [line(text, style, x + padding, padding + top, element) for text, style, top, element in placed]
    return [Slice(height=tall, pieces=tuple(pieces), gap=12)]


def _fits(text: str, style: Style, measure: float) -> bool:
    return width(text, style.size, style.bold) <= measure


def _texts(
    tile: Tile, body: Element, value: Style, measure: float, between: float
) -> tuple[list[tuple[str, Style, float, Element]], float]:
    """Label, figure and note as lines with their tops, and how high they are together."""
    placed: list[tuple[str, Style, float, Element]] = []
    top = 0.0
    for text, style, space in ((tile.label, SMALL, between), (tile.value, value, between), (tile.note, SMALL, 0.0)):
        if not text:
            continue
        element = body.add("P")
        for words in lines(text, style, measure):
            placed.append((words, style, top, element))
            top += style.leading
        top += space
    return placed, top
