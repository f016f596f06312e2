"""The contents: a link to each part, with its number and its page."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, GRID, INK
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Link, PageNumber, Piece, Place, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BAND, COLUMN, LEFT, PART, RIGHT, Style
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import Part
from selfassess.typefaces import width

_ENTRY = Style(10.5, 15, bold=True)
_SUBENTRY = Style(10, 14)
_NUMBER = Style(10, 15, colour=ACCENT)
_INDENT = 16.0
_PAGES = 50.0
"""Room for the numbers of pages, and for the line that leads to them."""
_BESIDE_LEADER = 6.0


def contents(parts: tuple[Part, ...], parent: Element, setting: Setting) -> list[Slice]:
    """A link to each part with its page. Page numbers are filled in when the pages are known."""
    section = parent.add("Sect")
    title = setting.words("Contents")
    found = paragraph(title, setting.sized(PART), LEFT, COLUMN, section.add("H2"), keep=True)
    first, *others = found
    place = Place("contents/", title, 0)  # no part's id has a slash
    found = [Slice(height=first.height, pieces=first.pieces, keep=True, opens_page=True, place=place), *others]
    entries = section.add("TOC")
    chapter: Element | None = None
    below: Element | None = None
    number = 0
    for part in (one for one in parts if one.listed):
        if part.level == 1:
            chapter, below, number = entries.add("TOCI"), None, number + 1
            found.append(_entry(part, chapter, setting, f"{number} " if setting.numbered else ""))
        else:
            below = below or (chapter.add("TOC") if chapter else entries)
            found.append(_entry(part, below.add("TOCI"), setting, ""))
    return found


def _entry(part: Part, item: Element, setting: Setting, number: str) -> Slice:
    """The number in the margin, the title, a fine line to the page; all but the number are the link."""
    first = part.level == 1
    style = setting.sized(_ENTRY if first else _SUBENTRY)
    x = LEFT if first else LEFT + _INDENT
    broken = lines(part.title, style, RIGHT - x - _PAGES)
    tall = len(broken) * style.leading
    last = tall - style.leading + style.baseline
    start = x + width(broken[-1], style.size, style.bold) + _BESIDE_LEADER
    pieces: list[Piece] = [Box(x=start, y=last - 0.5, width=RIGHT - _PAGES / 2 - start, height=0.5, fill=GRID)]
    if number:
        pieces.append(line(number, setting.sized(_NUMBER), BAND, 0, item.add("Lbl")))
    link = item.add("Reference").add("Link")
    pieces += [line(text, style, x, at * style.leading, link) for at, text in enumerate(broken)]
    pieces += [
        line(" ", style, x, 0, link),
        PageNumber(of=part.id, right=RIGHT, y=last, size=style.size, colour=INK, element=link),
        Link(
            x=x,
            y=0,
            width=RIGHT - x,
            height=tall,
            to=part.id,
            says=setting.words("Go to {title}", title=part.title),
            element=link,
        ),
    ]
    return Slice(height=tall, pieces=tuple(pieces), gap=9 if first else 3)
