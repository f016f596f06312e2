"""Key figures side by side, and tables of many narrow columns."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, PAPER, TINT, accented, level_colours
from selfassess.render.docx.elements import Element, border
from selfassess.render.docx.grid import Grid
from selfassess.render.docx.look import COLUMN
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import REPORT_TABLE, level_style, style_named
from selfassess.render.docx.text import gap, paragraph, run
from selfassess.report.blocks import HeatCell, Heatmap, Tile, Tiles
from selfassess.typefaces import width

_PADDING = 9.0
_BETWEEN = 6.0
"""Borders are the widest white that the format has between cells: 6 points."""
_WIDEST = 32.0
"""Of a column of digits."""
_NAMES = 130.0


def tiles(block: Tiles, setting: Setting) -> list[Element]:
    """One row of tinted cells; each has what it is, the figure, and what to know about it."""
    wide = COLUMN / len(block.tiles)
    grid = Grid([wide] * len(block.tiles), about=setting.words("Key figures"), heads=False, names=False)
    measure = wide - 2 * _PADDING - _BETWEEN
    size = setting.look.size(style_named("TileValue").size)
    fits = not block.compact and all(width(one.value, size, bold=True) <= measure for one in block.tiles)
    value = "TileValue" if fits else "TileValueLow"
    last = len(block.tiles) - 1
    grid.row([_tile(grid, one, value, setting, last=at == last) for at, one in enumerate(block.tiles)])
    return [gap(), grid.element, gap()]


def _tile(grid: Grid, tile: Tile, value: str, setting: Setting, *, last: bool) -> Element:
    texts = (("TileLabel", tile.label), (value, tile.value), ("TileNote", tile.note))
    paragraphs = [paragraph(style, text) for style, text in texts if text]
    between = () if last else (border("right", PAPER, _BETWEEN),)
    edges = (border("top", accented(ACCENT, setting.look.accent), 2), *between)
    return grid.cell_of(paragraphs, fill=TINT, edges=edges, padding=_PADDING)


def heatmap(block: Heatmap, setting: Setting) -> list[Element]:
    """Caption, heads, rows of digits on their colours; in brackets what evidence backs, only where that is lower."""
    step = min((COLUMN - _NAMES) / len(block.columns), _WIDEST)
    widths = [COLUMN - step * len(block.columns), *[step] * len(block.columns)]
    grid = Grid(widths, about=block.caption, style=REPORT_TABLE)
    line = border("bottom", accented(ACCENT, setting.look.accent), 1.25)
    heads = [grid.cell("TableHead", block.names, edges=(line,))]
    heads += [grid.cell("TableHeadDigit", column.head, edges=(line,), narrow=True) for column in block.columns]
    grid.row(heads, head=True)
    for row in block.rows:
        grid.row([grid.cell("TableText", row.name), *(_heat(grid, cell, setting) for cell in row.cells)])
    return [paragraph("Caption", block.caption), grid.element, gap()]


def _heat(grid: Grid, cell: HeatCell, setting: Setting) -> Element:
    """The whole cell in the colour of its level, between lines of white."""
    edges = tuple(border(side, PAPER, 1.5) for side in ("top", "left", "bottom", "right"))
    if cell.level is None:
        return grid.cell("TableDigit", "–", edges=edges, narrow=True)
    colour = level_colours(setting.look.levels)[cell.level]
    backed = [] if cell.supported is None else [run(f" ({cell.supported})", level_style(cell.level))]
    digit = run(str(cell.level), level_style(cell.level))
    return grid.cell("TableDigit", digit, *backed, edges=edges, fill=colour, narrow=True)
