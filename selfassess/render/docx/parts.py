"""The parts of a report: their headings, to which the contents lead, then their blocks."""

from __future__ import annotations

from selfassess.render.docx.blocks import elements_of
from selfassess.render.docx.elements import Element, element, properties, twentieths
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import style_named
from selfassess.render.docx.text import is_gap, paragraph, run, style_of
from selfassess.report.blocks import Part

_CLOSER = 0.55
"""The share of its white space that a part keeps which is to stay on one page."""


def body(parts: tuple[Part, ...], setting: Setting) -> list[Element]:
    """All parts, one after the other."""
    found: list[Element] = []
    for at, part in enumerate(parts):
        if part.starts_page and found and is_gap(found[-1]):
            found.pop()  # on a page that a table fills it would make another one, with nothing else on it
        found.append(_heading(part, at, setting))
        own = [one for block in part.blocks for one in elements_of(block, setting)]
        found += map(_closed_up, own) if part.one_page else own
    return found


def _closed_up(one: Element) -> Element:
    """The same with less white space above and below, where it is a paragraph."""
    if style := style_of(one):
        usual = style_named(style)
        above, below = twentieths(usual.before * _CLOSER), twentieths(usual.after * _CLOSER)
        about = one[0]
        one.replace(about, properties("pPr", *about, element("spacing", before=above, after=below)))
    return one


def bookmark(at: int) -> str:
    """The name of the place where the part that comes so far down begins; Word's own contents use such names."""
    return f"_Toc{at + 1:08}"


def _heading(part: Part, at: int, setting: Setting) -> Element:
    beside = (element("pageBreakBefore"), element("spacing", before=0)) if part.starts_page else ()
    begins = element("bookmarkStart", id=at, name=bookmark(at))
    ends = element("bookmarkEnd", id=at)
    return paragraph(setting.nesting.open(part.level, listed=part.listed), begins, run(part.title), ends, beside=beside)
