"""The parts of a report as slices: their headings with number, place and bookmark, then their blocks."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import ACCENT, RULE
from selfassess.language import Translator
from selfassess.render.pdf.blocks import slices_of
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Picture, Place, Slice, Words
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BAND, BODY_HEIGHT, COLUMN, HEADING, KICKER, LEFT, PART, SUBPART, Style
from selfassess.render.pdf.text import line, paragraph
from selfassess.report.blocks import Bullets, Paragraph, Part
from selfassess.typefaces import Unprintable

_CLOSER, _CLOSEST = 0.55, 0.35
"""Shares of the usual white space on a page that is full: before its chart is made smaller, and at the least."""
_SMALLEST = 0.6
"""The least share of a chart's size."""

_GAPS = {1: 26.0, 2: 4.0}
"""Above the title of a part that does not open a page, by its level."""

_ON_SHEET = 20.0
"""Above the title of a part of a sheet, which stands small and without a number."""

_NUMBER = Style(13, PART.leading, colour=ACCENT)


def body(parts: tuple[Part, ...], root: Element, setting: Setting) -> list[Slice]:
    """The slices of all parts; a part of level 2 belongs to the section of the part before it."""
    found: list[Slice] = []
    number = 0
    chapter = root
    for part in parts:
        if part.level == 1:
            number += 1
            section = chapter = root.add("Sect")
        else:
            section = chapter.add("Sect")
        slices = _heading(part, number, section, setting)
        for block in part.blocks:
            slices += slices_of(block, section, setting)
        found += _closed_up(slices) if part.one_page else slices
    return found


def _closed_up(slices: list[Slice]) -> list[Slice]:
    """The slices with less white space and, where that is not enough, a smaller chart, as one page needs it.

    Gaps are never closed so far that slices merge, nor is the chart made so small that it cannot be read.
    """
    over = sum(one.height + one.gap * _CLOSER for one in slices) - BODY_HEIGHT
    if over > 0:
        slices = [_smaller(one, over) for one in slices]
    needed = BODY_HEIGHT - sum(one.height for one in slices)
    share = needed / sum(one.gap for one in slices)
    return slices if share >= 1 else [replace(one, gap=one.gap * max(share, _CLOSEST)) for one in slices]


def _smaller(one: Slice, by: float) -> Slice:
    """A chart's slice `by` points lower, as far as that goes; any other as it is."""
    pieces = [piece for piece in one.pieces if isinstance(piece, Picture)]
    if not pieces:
        return one
    share = max(1 - by / one.height, _SMALLEST)
    pictures = tuple(
        replace(piece, scale=piece.scale * share, x=LEFT + (COLUMN - piece.drawing.width * piece.scale * share) / 2)
        for piece in pieces
    )
    return replace(one, height=one.height * share, pieces=pictures)


def unprintable_part(missing: list[Unprintable], words: Translator) -> Part:
    """The list of characters that stand as boxes in this report."""
    explanation = words(
        "The fonts of this PDF do not have the characters below. Each stands in the text as ▯. "
        "The web page and the data files of this report have them as they were written."
    )
    return Part(
        id="unprintable",
        title=words("Characters this PDF could not print"),
        blocks=(Paragraph(text=explanation), Bullets(items=tuple(map(str, missing)))),
        starts_page=False,
    )


def _heading(part: Part, number: int, section: Element, setting: Setting) -> list[Slice]:
    """The part's title with a rule below it, its number in the margin; that of a part without blocks stands small."""
    element = section.add(setting.nesting.open(part.level))
    if setting.sheet:
        first, *others = paragraph(part.title, HEADING, LEFT, COLUMN, element, gap=_ON_SHEET, keep=True)
        opening = replace(first, opens_page=part.starts_page, keep=True, place=Place(part.id, part.title, 0))
        return [opening, *others]
    names_only = part.level == 1 and not part.blocks
    style = setting.sized(KICKER if names_only else PART if part.level == 1 else SUBPART)
    lines = paragraph(part.title, style, LEFT, COLUMN, element, gap=_GAPS[part.level], keep=True)
    own: tuple[Words, ...] = ()
    if part.level == 1:
        own = (line(f"{number} ", replace(setting.sized(_NUMBER), leading=style.leading), BAND, 0, element),)
    first = lines[0]
    lines[0] = replace(
        first,
        pieces=(*own, *first.pieces),
        opens_page=part.starts_page,
        keep=True,
        place=Place(part.id, part.title, part.level - 1),
    )
    if names_only:
        return lines
    under = (
        Box(x=LEFT, y=6, width=36, height=2.5, fill=ACCENT)
        if part.level == 1
        else Box(x=LEFT, y=4, width=COLUMN, height=0.6, fill=RULE)
    )
    space = Slice(height=14 if part.level == 1 else 6, pieces=(under,), keep=True)
    return [*lines, space]
