"""The cover: whose report it is on a band of colour, where they stand on the scale, and what the report rests on."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import ACCENT, INK, MUTED, PAPER, RULE, TINT, level_colours, text_on
from selfassess.render.pdf.brand import figure, logo_image, with_footer
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Piece, Slice, Words
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BODY_HEIGHT, COLUMN, LEFT, PAGE_WIDTH, TOP, Style
from selfassess.render.pdf.tables import facts
from selfassess.render.pdf.text import balanced, line, lines, paragraph
from selfassess.render.pdf.tiles import tiles
from selfassess.report.blocks import Cover, Facts
from selfassess.typefaces import width

_ORGANISATION = (
    Style(35, 41, bold=True, colour=PAPER),
    Style(26, 32, bold=True, colour=PAPER),
    Style(18, 24, bold=True, colour=PAPER),
)
"""It is set as large as it fits on three lines; what never does is set small."""
_MOST_LINES = 3
_TITLE = Style(15, 21, colour=PAPER)
_PERIOD = Style(20, 27, colour=PAPER)
_MARK = Style(11, 16, bold=True)
_DIGIT = Style(13, 18, bold=True)
_HERE = Style(8.5, 12, bold=True, colour=ACCENT)
_NAME = Style(8.5, 11, colour=MUTED)

_LOWEST, _STEP = 22.0, 13.0
"""Height of the first stair, and how much higher each next one is."""
_BETWEEN = 5.0
_ABOVE = 96.0
"""From the top of the text column to the title."""
_STRIP, _EDGE = 118.0, 30.0
"""Height of the white at the top of the page that a logo stands on, and how much of it stays free around the logo."""
_LEAST_BLANK = 0.25
_FOOT = 24.0
"""What the footer of a brand needs above the lower margin."""
SEAM = 0.5
"""Covers the hairline that viewers show between two boxes."""


def cover(content: Cover, marks: tuple[str, ...], parent: Element, setting: Setting) -> list[Slice]:
    """The title is the document's one H1."""
    section = parent.add("Sect")
    sizes = [setting.sized(style) for style in _ORGANISATION]
    name = next((one for one in sizes if len(lines(content.organisation, one, COLUMN)) <= _MOST_LINES), sizes[-1])
    found = [_above(section, setting)]
    found += on_band(content.title, setting.sized(_TITLE), section.add("H1"))
    found += [band(10), *on_band(content.organisation, name, section.add("P")), band(14)]
    found += [*on_band(content.period, setting.sized(_PERIOD), section.add("P")), band(44)]
    if marks:
        found += marks_in_words(" · ".join(marks), section, setting)
    found.append(Slice(height=40))
    if content.stage is not None:
        found += _stairs(content.levels, content.stage, section, setting)
    if content.figures:
        found.append(Slice(height=6))
        found += tiles(content.figures, section, setting)
    rows = (
        (setting.words("Status"), content.status),
        (setting.words("Questionnaire"), content.questionnaire),
        (setting.words("Assessed on"), setting.words.date(content.assessed_on) if content.assessed_on else ""),
        *content.facts,
    )
    found.append(Slice(height=28))
    found += facts(Facts(rows=tuple(row for row in rows if row[1])), section, setting)
    return with_footer(_on_one_page(found, setting), section, setting)


def _on_one_page(slices: list[Slice], setting: Setting) -> list[Slice]:
    """The slices with as much less of the white and of the empty colour between them as one page needs."""
    blank = [at for at, one in enumerate(slices) if at and not any(isinstance(piece, Words) for piece in one.pieces)]
    room = BODY_HEIGHT - 1 - (_FOOT if setting.brand and setting.brand.footer else 0)
    over = sum(one.height + one.gap for one in slices) - room
    if over <= 0:
        return slices
    share = max(1 - over / sum(slices[at].height for at in blank), _LEAST_BLANK)
    return [_lower(one, share) if at in blank else one for at, one in enumerate(slices)]


def _lower(one: Slice, share: float) -> Slice:
    height = one.height * share
    boxes = (replace(piece, height=height + SEAM) for piece in one.pieces if isinstance(piece, Box))
    return replace(one, height=height, pieces=tuple(boxes))


def _above(section: Element, setting: Setting) -> Slice:
    """The top of the page down to the title: colour, below a strip of white with the logo where there is one."""
    logo = setting.brand.logo if setting.brand else None
    strip = _STRIP if logo else 0.0
    colour = Box(x=0, y=strip - TOP, width=PAGE_WIDTH, height=TOP + _ABOVE - strip + SEAM, fill=ACCENT)
    if logo is None:
        return Slice(height=_ABOVE, pieces=(colour,))
    image = logo_image(logo, x=LEFT, y=_EDGE - TOP, room=(220, strip - 2 * _EDGE), element=figure(logo, section))
    return Slice(height=_ABOVE, pieces=(colour, image))


def band(height: float) -> Slice:
    """The colour over the whole width of the page, so high."""
    return Slice(height=height, pieces=(Box(x=0, y=0, width=PAGE_WIDTH, height=height + SEAM, fill=ACCENT),))


def on_band(text: str, style: Style, element: Element) -> list[Slice]:
    """White on the band, which goes on behind however many lines there are; these are about equally long."""
    return paragraph(text, style, LEFT, balanced(text, style, COLUMN), element, behind=band(style.leading).pieces)


def marks_in_words(text: str, section: Element, setting: Setting) -> list[Slice]:
    """The marks in words, because a watermark is decoration and is not read out."""
    style = setting.sized(_MARK)
    background = (
        Box(x=LEFT, y=-6, width=COLUMN, height=style.leading + 12, fill=TINT),
        Box(x=LEFT, y=-6, width=3, height=style.leading + 12, fill=ACCENT),
    )
    return paragraph(text, style, LEFT + 14, COLUMN - 28, section.add("P"), gap=26, behind=background)


def _stairs(names: tuple[str, ...], stage: int, section: Element, setting: Setting) -> list[Slice]:
    """The stages as stairs, each with its digit and name, the one that is reached outlined and named as such."""
    element = section.add("P")
    wide = (COLUMN - _BETWEEN * (len(names) - 1)) / len(names)
    foot = _HERE.leading + 4 + _LOWEST + _STEP * (len(names) - 1)
    broken = [lines(name, _NAME, wide) for name in names]
    pieces: list[Piece] = []
    for level, (colour, name) in enumerate(zip(level_colours(len(names)), broken, strict=True)):
        x, tall = LEFT + level * (wide + _BETWEEN), _LOWEST + _STEP * level
        here = level == stage
        if here:
            said = setting.words("Where we stand")
            start = min(x, LEFT + COLUMN - width(said, _HERE.size, bold=True))
            pieces.append(line(said + " ", _HERE, start, foot - tall - _HERE.leading - 4, element))
            pieces.append(Box(x=x - 2.5, y=foot - tall - 2.5, width=wide + 5, height=tall + 5, fill=INK))
            pieces.append(Box(x=x - 1, y=foot - tall - 1, width=wide + 2, height=tall + 2, fill=PAPER))
        outline = RULE if level == 0 else None
        pieces.append(Box(x=x, y=foot - tall, width=wide, height=tall, fill=colour, stroke=outline))
        digit = replace(_DIGIT, colour=text_on(colour))
        pieces.append(line(f"{level} ", digit, x + 7, foot - _DIGIT.leading - 2, element))
        style = replace(_NAME, bold=here, colour=INK if here else MUTED)
        pieces += [line(text, style, x, foot + 6 + at * _NAME.leading, element) for at, text in enumerate(name)]
    return [Slice(height=foot + 6 + max(map(len, broken)) * _NAME.leading, pieces=tuple(pieces))]
