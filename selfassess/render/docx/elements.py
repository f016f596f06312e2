"""Elements of WordprocessingML, and its units."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement


def element(tag: str, *inside: Element, **attributes: str | float) -> Element:
    """`<w:tag>` with what is inside; names of attributes are those of the same namespace, numbers are whole ones."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value if isinstance(value, str) else str(round(value)))
    for one in inside:
        made.append(one)
    return made


# Word calls a file broken whose properties stand in another order than the format's schema has them in.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs shd rtl lang",
}


def properties(tag: str, *found: Element) -> Element:
    """`pPr` of a paragraph or `rPr` of a run in the format's order; ValueError for one whose place is not known."""
    order = _ORDER[tag].split()
    return element(tag, *sorted(found, key=lambda one: order.index(one.tag.partition("}")[2])))


def twentieths(points: float) -> int:
    """Lengths are mostly written in twentieths of a point."""
    return round(points * 20)


def eighths(points: float) -> int:
    """Borders are as wide as so many eighths of a point."""
    return max(round(points * 8), 2)


def emu(points: float) -> int:
    """Pictures are measured in English Metric Units."""
    return round(points * 12_700)


def plain(colour: str) -> str:
    """A colour as the format writes it."""
    return colour.removeprefix("#").upper()


def border(side: str, colour: str, points: float, *, space: float = 0) -> Element:
    """A line at one side (top, left, bottom, right, insideH, insideV), `space` points from what it belongs to."""
    return element(side, val="single", sz=eighths(points), space=space, color=plain(colour))


def no_border(side: str) -> Element:
    """That there is no line at one side, whatever the table has."""
    return element(side, val="nil")


def shade(colour: str) -> Element:
    """A background."""
    return element("shd", val="clear", color="auto", fill=plain(colour))
