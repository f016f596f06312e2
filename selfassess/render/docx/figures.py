"""Charts as pictures: title, picture with its words for those who do not see it, the sentence, the table of numbers."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from selfassess.charts import Drawing, Label
from selfassess.charts.drawing import Operation
from selfassess.charts.halves import drawings
from selfassess.charts.palette import accented
from selfassess.charts.raster import png
from selfassess.language import printable
from selfassess.render.docx.elements import Element, element, emu
from selfassess.render.docx.look import BODY_HEIGHT, COLUMN
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.tables import table
from selfassess.render.docx.text import paragraph
from selfassess.report.blocks import Chart
from selfassess.report.charts import RadarChart

_TALLEST = BODY_HEIGHT * 0.7
"""A chart of bars, rows or panels taller than this is cut into several pictures; a radar is made smaller."""
_TALLEST_COMPACT = BODY_HEIGHT * 0.32


def chart(block: Chart, setting: Setting) -> list[Element]:
    """The sentence is the alternative text and stands below the picture as well, as it is of use to everybody."""
    compact = isinstance(block.content, RadarChart) and block.content.compact
    most = _TALLEST_COMPACT if compact else _TALLEST
    found = [paragraph("Caption", block.title)]
    pieces = drawings(block.content, setting.words, COLUMN, tallest=_TALLEST, frames=setting.frames)
    for drawing in pieces:
        scale = min(1.0, most / drawing.height)
        last = drawing is pieces[-1]
        found.append(picture(drawing, setting, title=block.title, words=block.sentence, scale=scale, last=last))
    found.append(paragraph("Note", block.sentence))
    return found if block.table is None else [*found, *table(block.table, setting)]


def picture(
    drawing: Drawing, setting: Setting, *, title: str, words: str, scale: float = 1.0, last: bool = True
) -> Element:
    """A drawing in the colours of the look, in a paragraph of its own.

    The `last` of a chart stays with the sentence below it; after another the page may end, for two seldom fit on one.
    """
    coloured = tuple(_accented(one, setting.look.accent) for one in drawing.operations)
    data = png(replace(drawing, operations=coloured))
    inline = setting.document.part.new_pic_inline(
        BytesIO(data), emu(drawing.width * scale), emu(drawing.height * scale)
    )
    for side in ("T", "B", "L", "R"):  # unsaid, it is an eighth of an inch in some programs
        inline.set(f"dist{side}", "0")
    number = next(setting.pictures)
    for name, value in (("id", number), ("name", f"Picture {number}"), ("descr", words), ("title", title)):
        inline.docPr.set(name, printable(str(value)))
    beside = () if last else (element("keepNext", val=0),)
    return paragraph("Picture", element("r", element("drawing", inline)), beside=beside)


def _accented(one: Operation, accent: str) -> Operation:
    if isinstance(one, Label):
        return replace(one, colour=accented(one.colour, accent))
    stroke, fill = (colour and accented(colour, accent) for colour in (one.stroke, one.fill))
    return replace(one, stroke=stroke, fill=fill)
