"""The lists of a document: numbers of the parts in the margin, bullets, and numbers that begin anew in each list."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.charts.palette import ACCENT, accented
from selfassess.render.docx.elements import Element, element, plain, properties, twentieths
from selfassess.render.docx.look import Look
from selfassess.render.docx.styles import BULLETS_LIST, HEADINGS_LIST, NUMBERS_LIST

_MARGIN = 31.0
"""How far before the column the number of a part stands."""
_INDENT = 16.0


def numbering_elements(look: Look) -> Iterator[Element]:
    """First what lists look like, then the lists themselves, as the format wants it."""
    number = _accent(look, element("b", val="0"), element("bCs", val="0"), element("sz", val=26))
    indent = _INDENT * look.size(10) / 10
    yield _kind(HEADINGS_LIST, "decimal", "%1", "Heading1" if look.numbered else "", number, 0, _MARGIN)
    yield _kind(BULLETS_LIST, "bullet", "•", "ListBullet", _accent(look), indent, indent)
    yield _kind(NUMBERS_LIST, "decimal", "%1.", "ListNumber", _accent(look), indent, indent)
    for number_of in (HEADINGS_LIST, BULLETS_LIST, NUMBERS_LIST):
        yield element("num", element("abstractNumId", val=number_of), numId=number_of)


def another_list(number: int) -> Element:
    """A list of numbers that counts from 1 again; `number` is one that no other list has."""
    begins = element("lvlOverride", element("startOverride", val=1), ilvl=0)
    return element("num", element("abstractNumId", val=NUMBERS_LIST), begins, numId=number)


def _accent(look: Look, *others: Element) -> Element:
    return properties("rPr", element("color", val=plain(accented(ACCENT, look.accent))), *others)


def _kind(id: int, kind: str, text: str, style: str, letters: Element, left: float, hanging: float) -> Element:
    """One level; paragraphs of the style belong to it."""
    place = element("pPr", element("ind", left=twentieths(left), hanging=twentieths(hanging)))
    linked = (element("pStyle", val=style),) if style else ()
    level = (element("start", val=1), element("numFmt", val=kind), *linked)
    how = (element("lvlText", val=text), element("lvlJc", val="left"), place, letters)
    return element(
        "abstractNum", element("multiLevelType", val="singleLevel"), element("lvl", *level, *how, ilvl=0),
        abstractNumId=id,
    )  # fmt: skip
