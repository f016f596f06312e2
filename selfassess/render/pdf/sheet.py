"""The head of a sheet: whose it is and what it is about on a low band of colour, with room for the parts below."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, PAPER
from selfassess.render.pdf.cover import SEAM, band, marks_in_words, on_band
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, PAGE_WIDTH, TOP, Style
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


def head(content: Cover, marks: tuple[str, ...], parent: Element, _: Setting) -> list[Slice]:
    """Title, organisation and period; the title is the document's one H1."""
    section = parent.add("Sect")
    name = next((one for one in _ORGANISATION if _fits(content.organisation, one)), _ORGANISATION[-1])
    found = [Slice(height=2, pieces=(Box(x=0, y=-TOP, width=PAGE_WIDTH, height=TOP + 2 + SEAM, fill=ACCENT),))]
    found += on_band(content.title, _KICKER, section.add("H1"))
    found += [band(6), *on_band(content.organisation, name, section.add("P")), band(8)]
    found += [*on_band(content.period, _ABOUT, section.add("P")), band(30)]
    if marks:
        found += [*marks_in_words(" · ".join(marks), section), Slice(height=10)]
    return found


def _fits(text: str, style: Style) -> bool:
    return len(lines(text, style, COLUMN)) <= _MOST_LINES
