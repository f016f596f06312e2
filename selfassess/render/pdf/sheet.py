"""The head of a sheet: whose it is and what it is about on a low band of colour, with room for the parts below."""

from __future__ import annotations

import sys
from dataclasses import replace

from selfassess.charts.palette import ACCENT, PAPER
from selfassess.render.pdf.brand import figure, logo_image, with_footer
from selfassess.render.pdf.cover import SEAM, band, marks_in_words, on_band
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, PAGE_WIDTH, RIGHT, TOP, Style
from selfassess.render.pdf.text import line, lines
from selfassess.report.blocks import Cover
from selfassess.typefaces import width

_KICKER = Style(12, 17, colour=PAPER)
_ORGANISATION = (
    Style(28, 34, bold=True, colour=PAPER),
    Style(20, 26, bold=True, colour=PAPER),
    Style(15, 20, bold=True, colour=PAPER),
)
"""It is set as large as it fits on two lines; what never does is set small."""
_NAMES = (
    (Style(22, 28, bold=True, colour=PAPER), 1),
    (Style(15, 20, bold=True, colour=PAPER), 2),
    (Style(11, 15, bold=True, colour=PAPER), sys.maxsize),
)
"""Of a low head: as large as it fits on so many lines."""
_STRIP_TOP = 22.0
"""From the edge of the paper to the words of a low head."""
_PLATE = 160.0
"""The room for a logo in a low head."""
_ABOUT = Style(13, 18, colour=PAPER)
_MOST_LINES = 2


def head(
    content: Cover, marks: tuple[str, ...], parent: Element, setting: Setting, *, low: bool = False
) -> list[Slice]:
    """Title, organisation and period; the title is the document's one H1. A `low` one leaves room for a full page."""
    section = parent.add("Sect")
    if low:
        found = [_strip(content, section, setting)]
        found += marks_in_words(" · ".join(marks), section, setting) if marks else []
        return with_footer(found, section, setting)
    name = next((one for one in _ORGANISATION if _fits(content.organisation, one)), _ORGANISATION[-1])
    colour = Box(x=0, y=-TOP, width=PAGE_WIDTH, height=TOP + 2 + SEAM, fill=ACCENT)
    found = [Slice(height=2, pieces=(colour, *_plate(section, setting)))]
    found += on_band(content.title, _KICKER, section.add("H1"))
    found += [band(6), *on_band(content.organisation, name, section.add("P")), band(8)]
    found += [*on_band(content.period, _ABOUT, section.add("P")), band(30)]
    if marks:
        found += [*marks_in_words(" · ".join(marks), section, setting), Slice(height=10)]
    return with_footer(found, section, setting)


def _strip(content: Cover, section: Element, setting: Setting) -> Slice:
    """All of it within and just below the margin at the top, a logo at the right."""
    logo = setting.brand.logo if setting.brand else None
    room = COLUMN - (_PLATE + 20 if logo else 0)
    title, period = section.add("H1"), section.add("P")
    name = next(style for style, most in _NAMES if len(lines(content.organisation, style, room)) <= most)
    top = _STRIP_TOP - TOP
    pieces: list[Piece] = [line(f"{content.title} ", _KICKER, LEFT, top, title)]
    beside = width(f"{content.title} ", _KICKER.size) + 10
    periods = lines(content.period, _KICKER, max(room - beside, 1.0))
    if len(periods) > 1:
        periods, beside, top = lines(content.period, _KICKER, room), 0.0, top + _KICKER.leading
    for text in periods:
        pieces.append(line(text, _KICKER, LEFT + beside, top, period))
        top += _KICKER.leading
    top += 2
    organisation = section.add("P")
    for text in lines(content.organisation, name, room):
        pieces.append(line(text, name, LEFT, top, organisation))
        top += name.leading
    if logo:
        image = logo_image(
            logo, x=RIGHT - _PLATE + 8, y=22 - TOP, room=(_PLATE - 16, 34), element=figure(logo, section)
        )
        pieces += [Box(x=RIGHT - image.width - 16, y=16 - TOP, width=image.width + 16, height=46, fill=PAPER)]
        pieces.append(replace(image, x=RIGHT - image.width - 8))
    tall = max(top + 14, 2.0)
    colour = Box(x=0, y=-TOP, width=PAGE_WIDTH, height=TOP + tall, fill=ACCENT)
    return Slice(height=tall, pieces=(colour, *pieces))


def _plate(section: Element, setting: Setting) -> tuple[Piece, ...]:
    """The logo on a white plate above the title, where there is one."""
    logo = setting.brand.logo if setting.brand else None
    if logo is None:
        return ()
    image = logo_image(logo, x=LEFT + 8, y=22 - TOP, room=(180, 34), element=figure(logo, section))
    return Box(x=LEFT, y=16 - TOP, width=image.width + 16, height=46, fill=PAPER), image


def _fits(text: str, style: Style) -> bool:
    return len(lines(text, style, COLUMN)) <= _MOST_LINES
