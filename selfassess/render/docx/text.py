"""Paragraphs and runs of text, each with the name of its style."""

from __future__ import annotations

import unicodedata

from docx.oxml.ns import qn

from selfassess.language import printable
from selfassess.render.docx.elements import Element, element, properties

_RIGHT_TO_LEFT = ("R", "AL")
_GAP = "TableGap"


def paragraph(style: str, *content: str | Element, beside: tuple[Element, ...] = (), in_place: bool = False) -> Element:
    """A paragraph of texts and runs; `beside` are the properties it has beside its style.

    What begins with a text that runs to the left does so as a whole, unless its parts are to stay `in_place`.
    """
    inside = [run(one) if isinstance(one, str) else one for one in content]
    said = "".join(letters.text or "" for one in inside for letters in one.iter(qn("w:t")))
    turned = (element("bidi"),) if not in_place and _begins_right_to_left(said) else ()
    about = properties("pPr", element("pStyle", val=style), *beside, *turned)
    return element("p", about, *inside)


def gap() -> Element:
    """What stands after a table: without a paragraph between them two tables would become one."""
    return paragraph(_GAP)


def is_gap(found: Element) -> bool:
    """Whether it is one of those."""
    return style_of(found) == _GAP


def style_of(found: Element) -> str:
    """The style of a paragraph; nothing for a table."""
    styles = found.findall(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(styles[0].get(qn("w:val"))) if styles else ""


def run(text: str, style: str = "") -> Element:
    """A stretch of text; `style` is of characters. Line ends and tabs stay what they are."""
    text = printable(text)
    about = [element("rStyle", val=style)] if style else []
    if _begins_right_to_left(text):
        about.append(element("rtl"))
    made = element("r", *([properties("rPr", *about)] if about else ()))
    for at, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if at:
            made.append(element("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if piece:
                made.append(_letters(piece))
    return made


def field(code: str, *shown: Element) -> list[Element]:
    """What the program that opens the document works out itself; `shown` stands there until it has."""
    told = element("instrText")
    told.text = f" {code} "
    told.set(qn("xml:space"), "preserve")
    parts = (element("fldChar", fldCharType="begin"), told, element("fldChar", fldCharType="separate"))
    end = element("r", element("fldChar", fldCharType="end"))
    return [*(element("r", part) for part in parts), *shown, end]


def _letters(text: str) -> Element:
    made = element("t")
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def _begins_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directions if one in ("L", *_RIGHT_TO_LEFT)), "L") in _RIGHT_TO_LEFT
