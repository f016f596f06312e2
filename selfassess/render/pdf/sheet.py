"""The head of a sheet: whose it is and what it is about on a low band of colour, with room for the parts below."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, PAPER
from selfassess.render.pdf.brand import figure, logo_image, with_footer
from selfassess.render.pdf.cover import SEAM, band, marks_in_words, on_band
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, PAGE_WIDTH, TOP, Style
from selfassess.render.pdf.text import lines
from selfassess.report.blocks import Cover

_KICKER = Style(12, 17, colour=PAPER)
_ORGANISATION = (
    Style(28, 34, bold=True, colour=PAPER),
    Style(20, 26, bold=True, colour=PAPER),
    Style(15, 20, bold=True, colour=PAPER),
)
"""It is set as large as it fits on two lines; what never does is set small."""
_ABOUT = Style(13, 18, colour=PAPER)
_MOST_LINES = 2


def head(content: Cover, marks: tuple[str, ...], parent: Element, setting: Setting) -> list[Slice]:
    """Title, organisation and period; the title is the document's one H1."""
    section = parent.add("Sect")
    name = next((one for one in _ORGANISATION if _fits(content.organisation, one)), _ORGANISATION[-1])
    colour = Box(x=0, y=-TOP, width=PAGE_WIDTH, height=TOP + 2 + SEAM, fill=ACCENT)
    found = [Slice(height=2, pieces=(colour, *_plate(section, setting)))]
    found += on_band(content.title, _KICKER, section.add("H1"))
    found += [band(6), *on_band(content.organisation, name, section.add("P")), band(8)]
    found += [*on_band(content.period, _ABOUT, section.add("P")), band(30)]
    if marks:
        found += [*marks_in_words(" · ".join(marks), section, setting), Slice(height=10)]
    return with_footer(found, section, setting)


def _plate(section: Element, setting: Setting) -> tuple[Piece, ...]:
    """The logo on a white plate above the title, where there is one."""
    logo = setting.brand.logo if setting.brand else None
    if logo is None:
        return ()
    image = logo_image(logo, x=LEFT + 8, y=22 - TOP, room=(180, 34), element=figure(logo, section))
    return Box(x=LEFT, y=16 - TOP, width=image.width + 16, height=46, fill=PAPER), image


def _fits(text: str, style: Style) -> bool:
    return len(lines(text, style, COLUMN)) <= _MOST_LINES
