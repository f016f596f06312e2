"""Charts as slices: title, picture, the sentence that says what it shows, and the table of its numbers."""

from __future__ import annotations

from selfassess.charts.halves import drawings
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Picture, Slice, bound
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BODY_HEIGHT, CAPTION, COLUMN, LEFT, SMALL
from selfassess.render.pdf.tables import table
from selfassess.render.pdf.text import paragraph
from selfassess.report.blocks import Chart
from selfassess.report.charts import RadarChart

_TALLEST = BODY_HEIGHT * 0.7
"""A chart of bars, rows or panels taller than this is cut into several pictures; a radar is made smaller."""
_TALLEST_COMPACT = BODY_HEIGHT * 0.38


def chart(block: Chart, parent: Element, setting: Setting) -> list[Slice]:
    """The sentence is both the alternative text and printed under the picture, inside the figure, so read out once."""
    found = bound(paragraph(block.title, CAPTION, LEFT, COLUMN, parent.add("P"), gap=14))
    compact = isinstance(block.content, RadarChart) and block.content.compact
    pictures = drawings(block.content, setting.words, COLUMN, tallest=_TALLEST, frames=setting.frames)
    for at, drawing in enumerate(pictures, 1):
        figure = parent.add("Figure", alternative=_said(block, setting, at, len(pictures)))
        scale = min(1.0, (_TALLEST_COMPACT if compact else _TALLEST) / drawing.height)
        picture = Picture(drawing=drawing, x=LEFT + COLUMN * (1 - scale) / 2, y=0, scale=scale, element=figure)
        found.append(Slice(height=drawing.height * scale, pieces=(picture,), gap=6, keep=True))
    found += paragraph(block.sentence, SMALL, LEFT, COLUMN, figure, gap=5)
    return found if block.table is None else [*found, *table(block.table, parent, setting)]


def _said(block: Chart, setting: Setting, picture: int, of: int) -> str:
    """The sentence; a chart of several pictures has it at the last one, beside which it is printed."""
    if picture == of:
        return block.sentence
    return setting.words("{title}: picture {number} of {count}", title=block.title, number=picture, count=of)
