"""The contents: a link to each part, with its page."""

from __future__ import annotations

from selfassess.charts.palette import INK
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Link, PageNumber, Place, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, PART, RIGHT, Style
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import Part

_ENTRY = Style(10.5, 15, bold=True)
_SUBENTRY = Style(10, 14)


def contents(parts: tuple[Part, ...], parent: Element, setting: Setting) -> list[Slice]:
    """A link to each part with its page. Page numbers are filled in when the pages are known."""
    section = parent.add("Sect")
    title = setting.words("Contents")
    found = paragraph(title, setting.sized(PART), LEFT, COLUMN, section.add("H2"), keep=True)
    first, *others = found
    place = Place("contents/", title, 0)  # no part's id has a slash
    found = [Slice(height=first.height, pieces=first.pieces, keep=True, opens_page=True, place=place), *others]
    entries = section.add("TOC")
    for part in parts:
        found += _entry(part, entries, setting)
    return found


def _entry(part: Part, entries: Element, setting: Setting) -> list[Slice]:
    entry, indent = (_ENTRY, 0.0) if part.level == 1 else (_SUBENTRY, 16.0)
    style = setting.sized(entry)
    link = entries.add("TOCI").add("Link")
    x = LEFT + indent
    broken = lines(part.title, style, COLUMN - indent - 50)
    tall = len(broken) * style.leading
    area = Link(
        x=x,
        y=0,
        width=RIGHT - x,
        height=tall,
        to=part.id,
        says=setting.words("Go to {title}", title=part.title),
        element=link,
    )
    texts = [line(text, style, x, at * style.leading, link) for at, text in enumerate(broken)]
    last = tall - style.leading + style.baseline
    number = PageNumber(of=part.id, right=RIGHT, y=last, size=style.size, colour=INK, element=link)
    space = [line(" ", style, x, 0, link)]
    return [Slice(height=tall, pieces=(*texts, *space, number, area), gap=9 if part.level == 1 else 3)]
