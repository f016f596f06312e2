"""The front of the report: cover and contents."""

from __future__ import annotations

from selfassess.charts.palette import ACCENT, INK, MUTED, TINT
from selfassess.language import Translator
from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Box, Link, PageNumber, Place, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, PAGE_WIDTH, PART, RIGHT, TOP, Style
from selfassess.render.pdf.tables import facts
from selfassess.render.pdf.text import line, lines, paragraph
from selfassess.report.blocks import Cover, Facts, Part

_ORGANISATION = Style(33, 39, bold=True)
_TITLE = Style(19, 25, colour=ACCENT)
_PERIOD = Style(13, 18, colour=MUTED)
_MARK = Style(11, 16, bold=True)
_ENTRY = Style(10.5, 15, bold=True)
_SUBENTRY = Style(10, 14)


def cover(content: Cover, marks: tuple[str, ...], parent: Element, setting: Setting) -> list[Slice]:
    """Organisation, title and period; below, what the report rests on. The title is the document's one H1."""
    section = parent.add("Sect")
    band = Box(x=0, y=-TOP, width=PAGE_WIDTH, height=12, fill=ACCENT)
    bar = Box(x=LEFT, y=0, width=54, height=4, fill=ACCENT)
    found = [Slice(height=118, pieces=(band,)), Slice(height=26, pieces=(bar,))]
    found += paragraph(content.organisation, _ORGANISATION, LEFT, COLUMN, section.add("P"))
    found += paragraph(content.title, _TITLE, LEFT, COLUMN, section.add("H1"), gap=10)
    found += paragraph(content.period, _PERIOD, LEFT, COLUMN, section.add("P"), gap=8)
    if marks:
        found += _marks(" · ".join(marks), section)
    rows = [
        (setting.words("Status"), content.status),
        (setting.words("Questionnaire"), content.questionnaire),
        (setting.words("Assessed on"), setting.words.date(content.assessed_on)),
        *content.facts,
    ]
    found.append(Slice(height=150))
    found += facts(Facts(rows=tuple(row for row in rows if row[1])), section, setting)
    return found


def _marks(text: str, section: Element) -> list[Slice]:
    """The marks in words, because a watermark is decoration and is not read out."""
    background = (
        Box(x=LEFT, y=-6, width=COLUMN, height=_MARK.leading + 12, fill=TINT),
        Box(x=LEFT, y=-6, width=3, height=_MARK.leading + 12, fill=ACCENT),
    )
    return paragraph(text, _MARK, LEFT + 14, COLUMN - 28, section.add("P"), gap=34, behind=background)


def contents(parts: tuple[Part, ...], parent: Element, words: Translator) -> list[Slice]:
    """A link to each part with its page. Page numbers are filled in when the pages are known."""
    section = parent.add("Sect")
    title = words("Contents")
    found = paragraph(title, PART, LEFT, COLUMN, section.add("H2"), keep=True)
    first, *others = found
    place = Place("contents/", title, 0)  # no part's id has a slash
    found = [Slice(height=first.height, pieces=first.pieces, keep=True, opens_page=True, place=place), *others]
    entries = section.add("TOC")
    for part in parts:
        found += _entry(part, entries, words)
    return found


def _entry(part: Part, entries: Element, words: Translator) -> list[Slice]:
    style, indent = (_ENTRY, 0.0) if part.level == 1 else (_SUBENTRY, 16.0)
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
        says=words("Go to {title}", title=part.title),
        element=link,
    )
    texts = [line(text, style, x, at * style.leading, link) for at, text in enumerate(broken)]
    last = tall - style.leading + style.baseline
    number = PageNumber(of=part.id, right=RIGHT, y=last, size=style.size, colour=INK, element=link)
    space = [line(" ", style, x, 0, link)]
    return [Slice(height=tall, pieces=(*texts, *space, number, area), gap=9 if part.level == 1 else 3)]
