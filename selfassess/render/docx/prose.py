"""Headings, paragraphs, official wording, lists, callouts, boxes to tick and lines to write on."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from selfassess.charts.palette import RULE
from selfassess.language import printable
from selfassess.render.docx.elements import Element, border, element
from selfassess.render.docx.grid import Grid
from selfassess.render.docx.look import COLUMN
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import BODY
from selfassess.render.docx.text import gap, paragraph, run
from selfassess.report.blocks import Bullets, Callout, Heading, Paragraph, Statement, TickBox, TickBoxes, WritingSpace

_STYLES = {"normal": BODY, "lead": "Lead", "small": "Note"}
_APART = "\u2003 "
"""Between boxes that stand on one line, which may be broken here."""
_LINE, _LARGE_LINE = 23.0, 34.0
"""Between two lines to write on: 8 mm, and 12 mm in large print."""


def heading(block: Heading, setting: Setting) -> list[Element]:
    """A real heading, of the level that the outline has here."""
    return [paragraph(setting.nesting.style(block.level), block.text)]


def running_text(block: Paragraph, _: Setting) -> list[Element]:
    """One paragraph for each stretch between empty lines."""
    stretches = [stretch.strip("\n") for stretch in block.text.split("\n\n") if stretch.strip()]
    return [paragraph(_STYLES[block.style], stretch) for stretch in stretches]


def statement(block: Statement, _: Setting) -> list[Element]:
    """The official wording beside a bar, with its source below."""
    return [paragraph("Quote", block.text), paragraph("QuoteSource", block.source)]


def bullets(block: Bullets, setting: Setting) -> list[Element]:
    """A real list; one whose order means something counts from 1."""
    if not block.ordered:
        return [paragraph("ListBullet", text) for text in block.items]
    number = setting.new_list()

    def of_list() -> Element:
        return element("numPr", element("ilvl", val=0), element("numId", val=number))

    return [paragraph("ListNumber", text, beside=(of_list(),)) for text in block.items]


def callout(block: Callout, _: Setting) -> list[Element]:
    """A tinted box with a bar at its side, of two paragraphs."""
    return [paragraph("CalloutTitle", block.title), paragraph("Callout", block.text)]


def tick_boxes(block: TickBoxes, _: Setting) -> list[Element]:
    """Boxes that are ticked by pen or by a click."""
    if block.across:
        said = [(one, f"{one.name} {one.meaning}".strip()) for one in block.boxes]
        boxes = [part for one, text in said for part in (run(_APART), _box(one.name), run(f"\u00a0{text}"))]
        return [paragraph(BODY, run(block.label, "Strong"), *boxes)]
    return [paragraph("Caption", block.label), *(_tick_box(one) for one in block.boxes)]


def writing_space(block: WritingSpace, setting: Setting) -> list[Element]:
    """The label before a line, or above lines, which are rows of a table: what is typed into one stays on its line."""
    if block.beside:
        return [paragraph("WritingLine", run(f"{block.label} "), run("\t"))]
    tall = _LARGE_LINE if setting.look.large else _LINE
    grid = Grid([COLUMN], about=block.label, heads=False, names=False)
    for _ in range(block.lines):
        grid.row([grid.cell("TableText", "", edges=(border("bottom", RULE, 0.75),))], tall=tall)
    return [paragraph("Caption", block.label), grid.element, gap()]


def _tick_box(one: TickBox) -> Element:
    meaning = (run(f" – {one.meaning}"),) if one.meaning else ()
    return paragraph("TickBox", _box(one.name), run("\t"), run(one.name, "Strong" if meaning else ""), *meaning)


_CHECKBOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w:alias/><w14:checkbox>'
    '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>'
    '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr>'
    "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)
_LONGEST_ALIAS = 64


def _box(name: str) -> Element:
    """A box to click, called as what it ticks."""
    made: Element = parse_xml(_CHECKBOX)
    made[0][0].set(qn("w:val"), printable(" ".join(name.split()))[:_LONGEST_ALIAS])
    return made
