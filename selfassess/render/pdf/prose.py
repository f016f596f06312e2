"""Headings, paragraphs, official wording, lists, callouts and lines to write on as slices."""

from __future__ import annotations

from dataclasses import replace

from selfassess.charts.palette import ACCENT, RULE, TINT
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Slice, bound
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import (
    CAPTION,
    COLUMN,
    HEADING,
    LEAD,
    LEFT,
    NORMAL,
    QUOTE,
    SMALL,
    SUBHEADING,
    Style,
)
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import Bullets, Callout, Heading, Paragraph, Statement, WritingSpace
from selfassess.typefaces import width

MEASURE = 440.0
"""The widest a running text is set: about 85 letters, for reading; tables and charts use the whole column."""

_STYLES = {"normal": NORMAL, "lead": LEAD, "small": SMALL}
_CALLOUT = Style(10.5, 15, bold=True)
_PADDING = 11.0
_LINE, _LARGE_LINE = 23.0, 34.0
"""Between two lines to write on: 8 mm, and 12 mm in large print."""


def heading(block: Heading, parent: Element, setting: Setting) -> list[Slice]:
    """Bound to what follows, so that it never stands alone at the foot of a page."""
    style = setting.sized(HEADING if block.level == 3 else SUBHEADING)
    element = parent.add(setting.nesting.role(block.level))
    return paragraph(block.text, style, LEFT, COLUMN, element, gap=19 if block.level == 3 else 13, keep=True)


def running_text(block: Paragraph, parent: Element, setting: Setting) -> list[Slice]:
    """One paragraph for each stretch between empty lines."""
    style = setting.sized(_STYLES[block.style])
    stretches = [stretch for stretch in block.text.split("\n\n") if stretch.strip()]
    return [
        one
        for stretch in stretches
        for one in paragraph(stretch.strip("\n"), style, LEFT, MEASURE, parent.add("P"), gap=style.leading * 0.6)
    ]


def statement(block: Statement, parent: Element, setting: Setting) -> list[Slice]:
    """The official wording, indented beside a rule, with its source below."""
    quote = parent.add("BlockQuote")
    words = _beside_rule(block.text, setting.sized(QUOTE), quote, gap=8)
    return [*words[:-1], *bound(words[-1:]), *_beside_rule(block.source, setting.sized(SMALL), quote, gap=0)]


def _beside_rule(text: str, style: Style, quote: Element, *, gap: float) -> list[Slice]:
    rule = Box(x=LEFT, y=0, width=2, height=style.leading + 0.4, fill=ACCENT)
    return paragraph(text, style, LEFT + 12, COLUMN - 12, quote.add("P"), gap=gap, behind=(rule,))


def bullets(block: Bullets, parent: Element, setting: Setting) -> list[Slice]:
    """Items with their bullet or number hanging at the left; no page begins or ends with a lone one."""
    bound_too = {1, len(block.items) - 1} - {len(block.items)}
    items = parent.add("L", ordered=block.ordered)
    style = setting.sized(NORMAL)
    indent = (22.0 if block.ordered else 14.0) * style.size / NORMAL.size
    found: list[Slice] = []
    for number, text in enumerate(block.items, 1):
        item = items.add("LI")
        sign = f"{number}." if block.ordered else "•"
        label = line(f"{sign} ", style, LEFT, 0, item.add("Lbl"))
        gap, keep = 7 if number == 1 else 3.5, number in bound_too
        body = item.add("LBody")
        first, *others = paragraph(text, style, LEFT + indent, MEASURE - indent, body, gap=gap, keep=keep)
        opening = Slice(height=first.height, pieces=(label, *first.pieces), gap=first.gap, keep=first.keep)
        found += [opening, *others]
    return found


def callout(block: Callout, parent: Element, setting: Setting) -> list[Slice]:
    """A tinted box with a bar at its side; the box goes on over a page break."""
    group = parent.add("Div")
    x, measure = LEFT + _PADDING + 7, COLUMN - 2 * _PADDING - 7
    title_style, style = setting.sized(_CALLOUT), setting.sized(NORMAL)
    title = paragraph(block.title, title_style, x, measure, group.add("P"), keep=True, behind=_box(title_style.leading))
    text = paragraph(block.text, style, x, measure, group.add("P"), behind=_box(style.leading))
    edge = Slice(height=_PADDING, pieces=_box(_PADDING, seam=0))
    above = Slice(height=_PADDING, pieces=_box(_PADDING), gap=15, keep=True)
    return [above, *title, *text[:-1], *bound(text[-1:]), edge]


def writing_space(block: WritingSpace, parent: Element, setting: Setting) -> list[Slice]:
    """The label above ruled lines, or before a single one; all on one page."""
    if block.beside:
        return _beside_label(block, parent, setting)
    label = paragraph(block.label, setting.sized(CAPTION), LEFT, COLUMN, parent.add("P"), gap=14, keep=True)
    apart = _LARGE_LINE if setting.large else _LINE
    rules = tuple(Box(x=LEFT, y=apart * at, width=COLUMN, height=0.6, fill=RULE) for at in range(1, block.lines + 1))
    return [*label, Slice(height=apart * block.lines + 0.6, pieces=rules)]


def _beside_label(block: WritingSpace, parent: Element, setting: Setting) -> list[Slice]:
    """The line begins behind the last word of the label; where too little is left of it there is another below."""
    style = setting.sized(CAPTION)
    label = paragraph(block.label, style, LEFT, COLUMN, parent.add("P"), gap=11, keep=True)
    start = LEFT + width(lines(block.label, style, COLUMN)[-1], style.size, bold=True) + 6
    rule = Box(x=start, y=style.leading - 1, width=LEFT + COLUMN - start, height=0.6, fill=RULE)
    below = _LARGE_LINE if setting.large else _LINE
    if rule.width < COLUMN / 3:
        rule = replace(rule, x=LEFT, width=COLUMN, y=below)
        return [*label, Slice(height=below + 0.6, pieces=(rule,))]
    last = label[-1]
    return [*label[:-1], replace(last, pieces=(*last.pieces, rule), keep=False)]


def _box(height: float, *, seam: float = 0.4) -> tuple[Box, Box]:
    """The background of one slice; the seam covers the hairline that viewers show between two of them."""
    return (
        Box(x=LEFT, y=0, width=COLUMN, height=height + seam, fill=TINT),
        Box(x=LEFT, y=0, width=3, height=height + seam, fill=ACCENT),
    )
