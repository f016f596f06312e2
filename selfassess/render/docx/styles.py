"""The styles of a document: everything about how it looks, so that who edits it changes a style and not a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selfassess.charts.palette import ACCENT, INK, MUTED, PAPER, RULE, TINT, accented, level_colours, text_on
from selfassess.render.docx.elements import Element, border, element, plain, properties, shade, twentieths
from selfassess.render.docx.look import COLUMN, Look

FONT = "Atkinson Hyperlegible Next"
BODY = "BodyText"
PART_HEADING, PART_SUBHEADING = "PartHeading", "PartSubheading"
"""Headings below the title of a part of level 1: of the outline's levels 2 and 3, and as large as 3 and 4."""
UNLISTED_HEADING = "UnlistedHeading"
"""The heading of a part of level 2 that the contents do not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style of paragraphs: its sizes in points, `outline` its level as a heading, from 1.

    `bar`: a line in the accent at the left; `under`: one below, by its colour; `fill`: the background. `hanging`: how
    far the first line begins before the others. `keep`: stays with the next paragraph. `numbered`: the list that
    numbers it.
    """

    id: str
    name: str
    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    left: float = 0
    hanging: float = 0
    align: str = ""
    fill: str = ""
    bar: float = 0
    under: str = ""
    keep: bool = False
    outline: int = 0
    based_on: str = "Normal"
    next: str = ""
    numbered: int = 0
    right_tab: str = ""
    """A tab at the right edge of the column, led to by "none", "dot" or "underscore"."""


HEADINGS_LIST, BULLETS_LIST, NUMBERS_LIST = 1, 2, 3
"""The lists of `numbering`, by their numbers in the document."""

_TEXTS = (
    Style(id=BODY, name="Body Text", size=10, leading=14.5, after=6),
    Style(id="Lead", name="Lead", size=11.5, leading=16.5, after=9, next=BODY),
    Style(id="Note", name="Note", size=8.5, leading=12, colour=MUTED, after=6),
    Style(id="Quote", name="Quote", size=9, leading=12.5, colour=MUTED, left=12, bar=2, keep=True, next="QuoteSource"),
    Style(id="QuoteSource", name="Quote Source", size=8.5, leading=12, colour=MUTED, after=10, left=12, bar=2),
    Style(id="ListBullet", name="List Bullet", size=10, leading=14.5, after=4, numbered=BULLETS_LIST),
    Style(id="ListNumber", name="List Number", size=10, leading=14.5, after=4, numbered=NUMBERS_LIST),
    Style(id="CalloutTitle", name="Callout Title", size=10.5, leading=15, bold=True, before=14, left=13, bar=3,
          fill=TINT, keep=True, next="Callout"),
    Style(id="Callout", name="Callout", size=10, leading=14.5, after=14, left=13, bar=3, fill=TINT, next=BODY),
    Style(id="Caption", name="caption", size=9, leading=12.5, bold=True, before=14, after=4, keep=True, next=BODY),
    Style(id="Picture", name="Picture", size=10, leading=0, after=3, keep=True, align="center", next="Note"),
    Style(id="WritingLine", name="Writing Line", size=9, leading=12.5, bold=True, before=11, after=4,
          right_tab="underscore"),
    Style(id="TickBox", name="Tick Box", size=10, leading=14.5, after=5, left=19, hanging=19),
)  # fmt: skip
_TABLES = (
    Style(id="TableText", name="Table Text", size=8.75, leading=11.75),
    Style(id="TableNumber", name="Table Number", size=8.75, leading=11.75, align="right"),
    Style(id="TableSmall", name="Table Small", size=8.25, leading=10.75),
    Style(id="TableHead", name="Table Head", size=8.25, leading=10.5, bold=True, colour=MUTED, keep=True),
    Style(id="TableHeadNumber", name="Table Head Number", size=8.25, leading=10.5, bold=True, colour=MUTED,
          align="right", keep=True),
    Style(id="TableHeadDigit", name="Table Head Digit", size=8.25, leading=10.5, bold=True, colour=MUTED,
          align="center", keep=True),
    Style(id="TableHeadNote", name="Table Head Note", size=8.25, leading=10.5, colour=MUTED, keep=True),
    Style(id="TableNote", name="Table Note", size=8.25, leading=11, left=56, hanging=56, after=1.5),
    Style(id="TableDigit", name="Table Digit", size=8.75, leading=11.75, align="center"),
    Style(id="TableGap", name="Table Gap", size=4, leading=6),
    Style(id="TileLabel", name="Tile Label", size=8.5, leading=11.5, colour=MUTED),
    Style(id="TileValue", name="Tile Value", size=20, leading=25, bold=True, colour=ACCENT),
    Style(id="TileValueLow", name="Tile Value Low", size=14, leading=18, bold=True, colour=ACCENT),
    Style(id="TileNote", name="Tile Note", size=8.5, leading=11.5, colour=MUTED),
)  # fmt: skip
_FRONT = (
    Style(id="Title", name="Title", size=15, leading=21, colour=PAPER, after=6, fill=ACCENT, next="CoverName"),
    Style(id="CoverName", name="Cover Name", size=34, leading=40, bold=True, colour=PAPER, after=12, fill=ACCENT),
    Style(id="CoverNameLow", name="Cover Name Low", size=20, leading=25, bold=True, colour=PAPER, after=2, fill=ACCENT),
    Style(id="CoverPeriod", name="Cover Period", size=19, leading=26, colour=PAPER, fill=ACCENT),
    Style(id="CoverPeriodLow", name="Cover Period Low", size=13, leading=18, colour=PAPER, fill=ACCENT),
    Style(id="CoverMark", name="Cover Mark", size=11, leading=16, bold=True, left=13, bar=3, fill=TINT),
    Style(id="TOCHeading", name="TOC Heading", size=24, leading=29, bold=True, after=12, keep=True, next=BODY),
    Style(id="TOC1", name="toc 1", size=10.5, leading=15, bold=True, before=7, left=26, hanging=26, right_tab="dot"),
    Style(id="TOC2", name="toc 2", size=10, leading=14, before=2, left=40, right_tab="dot"),
    Style(id="Header", name="header", size=8, leading=11, colour=MUTED, after=10, under=RULE),
    Style(id="HeaderPlain", name="Header Plain", size=8, leading=11, colour=MUTED),
    Style(id="Footer", name="footer", size=8, leading=11, colour=MUTED, right_tab="none"),
)
_HEADINGS = (
    Style(id="Heading1", name="heading 1", size=24, leading=29, bold=True, before=28, after=12, under=ACCENT,
          keep=True, outline=1, next=BODY, numbered=HEADINGS_LIST),
    Style(id="Heading2", name="heading 2", size=18, leading=22.5, bold=True, before=12, after=9, under=RULE, keep=True,
          outline=2, next=BODY),
    Style(id="Heading3", name="heading 3", size=12.5, leading=16.5, bold=True, before=19, after=5, keep=True, outline=3,
          next=BODY),
    Style(id="Heading4", name="heading 4", size=10.5, leading=14.5, bold=True, colour=ACCENT, before=13, after=3,
          keep=True, outline=4, next=BODY),
    Style(id=UNLISTED_HEADING, name="Unlisted Heading", size=18, leading=22.5, bold=True, before=12, after=9,
          under=RULE, keep=True, outline=2, based_on="Heading2", next=BODY),
    Style(id=PART_HEADING, name="Part Heading", size=12.5, leading=16.5, bold=True, before=19, after=5, keep=True,
          outline=2, based_on="Heading3", next=BODY),
    Style(id=PART_SUBHEADING, name="Part Subheading", size=10.5, leading=14.5, bold=True, colour=ACCENT, before=13,
          after=3, keep=True, outline=3, based_on="Heading4", next=BODY),
)  # fmt: skip
_SHEET_HEADING = Style(
    id="Heading1", name="heading 1", size=12.5, leading=16.5, bold=True, before=20, after=5, keep=True, outline=1,
    next=BODY,
)  # fmt: skip


def style_elements(look: Look, language: str) -> Iterator[Element]:
    """Everything that stands in the document's list of styles, what applies to all of it first."""
    letters = properties(
        "rPr", _fonts(), *_letters(Style(id="", name="", size=10, leading=0), look), _language(language)
    )
    lines = properties("pPr", element("widowControl"), element("spacing", after=0))
    yield element("docDefaults", element("rPrDefault", letters), element("pPrDefault", lines))
    normal = _named("paragraph", "Normal", "Normal", default="1")
    normal.append(element("qFormat"))
    yield normal
    yield _named("character", "DefaultParagraphFont", "Default Paragraph Font", default="1")
    yield _table(_named("table", "TableNormal", "Normal Table", default="1"), 0, 0)
    yield _named("numbering", "NoList", "No List", default="1")
    first, *others = _HEADINGS
    if not look.numbered:
        first = _SHEET_HEADING if look.sheet else replace(first, numbered=0)
    for style in (*_TEXTS, *_TABLES, *_FRONT, first, *others):
        yield _of_paragraphs(style, look)
    for name, colour in (("Strong", INK), ("Term", MUTED), ("Mark", INK)):
        bold = _named("character", name, name, **_own(name))
        bold.append(element("qFormat"))
        bold.append(properties("rPr", element("b"), element("bCs"), element("color", val=plain(colour))))
        yield bold
    for level, colour in enumerate(level_colours(look.levels)):
        yield _of_level(level, colour)
    yield _report_table(look)


def _named(kind: str, id: str, name: str, **more: str) -> Element:
    return element("style", element("name", val=name), type=kind, **more, styleId=id)


def _fonts() -> Element:
    # What this font has no letters for, such as Arabic, is set in one that every system has.
    return element("rFonts", ascii=FONT, hAnsi=FONT, cs="Arial")


def _language(language: str) -> Element:
    return element("lang", val=language)


def _letters(style: Style, look: Look) -> list[Element]:
    colour = INK if look.least and style.colour == MUTED else accented(style.colour, look.accent)
    size = round(look.size(style.size) * 2)
    bold = [element("b"), element("bCs")] if style.bold else []
    return [*bold, element("color", val=plain(colour)), element("sz", val=size), element("szCs", val=size)]


def _of_paragraphs(style: Style, look: Look) -> Element:
    made = _named("paragraph", style.id, style.name, **_own(style.name))
    made.append(element("basedOn", val=style.based_on))
    if style.next:
        made.append(element("next", val=style.next))
    made.append(element("qFormat"))
    made.append(properties("pPr", *_lines(style, look)))
    made.append(properties("rPr", *_letters(style, look)))
    return made


def _own(name: str) -> dict[str, str]:
    """What says that a style is none of those that every word processor has."""
    return {} if name in _KNOWN else {"customStyle": "1"}


_KNOWN = frozenset(
    {"Body Text", "Quote", "List Bullet", "List Number", "caption", "Title", "TOC Heading", "toc 1", "toc 2", "header"}
    | {"footer", "Strong", "heading 1", "heading 2", "heading 3", "heading 4"}
)
"""The names that every word processor knows, in its own language too."""


def _lines(style: Style, look: Look) -> Iterator[Element]:
    spacing = {"before": twentieths(style.before), "after": twentieths(style.after)}
    if style.leading:
        leading = style.leading / style.size * look.size(style.size)
        yield element("spacing", **spacing, line=twentieths(leading), lineRule="atLeast")
    else:
        yield element("spacing", **spacing)
    if style.keep:
        yield element("keepNext")
    if style.outline:
        yield element("keepLines")
        yield element("outlineLvl", val=style.outline - 1)
    if style.numbered:
        yield element("numPr", element("numId", val=style.numbered))
    if style.left:
        yield element("ind", left=twentieths(style.left), hanging=twentieths(style.hanging))
    if style.align:
        yield element("jc", val=style.align)
    yield from _decoration(style, look)


def _decoration(style: Style, look: Look) -> Iterator[Element]:
    if style.bar:
        yield element("pBdr", border("left", accented(ACCENT, look.accent), style.bar, space=8))
    elif style.under:
        colour = accented(style.under, look.accent)
        yield element("pBdr", border("bottom", colour, 1.5 if style.under == ACCENT else 0.5, space=5))
    if style.fill:
        yield shade(accented(style.fill, look.accent))
    if style.right_tab:
        yield element("tabs", element("tab", val="right", leader=style.right_tab, pos=twentieths(COLUMN)))


def style_named(id: str) -> Style:
    """A style of paragraphs by its id. KeyError where there is none."""
    return _BY_ID[id]


_BY_ID = {style.id: style for style in (*_TEXTS, *_TABLES, *_FRONT, *_HEADINGS)}


def level_style(level: int) -> str:
    """The style of characters that shows a level's digit on its colour."""
    return f"Level{level}"


def _of_level(level: int, colour: str) -> Element:
    made = _named("character", level_style(level), f"Level {level}", customStyle="1")
    made.append(element("qFormat"))
    letters = (element("b"), element("bCs"), element("color", val=plain(text_on(colour))), shade(colour))
    made.append(properties("rPr", *letters))
    return made


def _table(style: Element, above: float, right: float) -> Element:
    """Adds the white space inside its cells."""
    sides = {"top": above, "left": 0.0, "bottom": above, "right": right}
    margins = (element(side, w=twentieths(wide), type="dxa") for side, wide in sides.items())
    style.append(element("tblPr", element("tblInd", w=0, type="dxa"), element("tblCellMar", *margins)))
    return style


REPORT_TABLE = "ReportTable"


def _report_table(look: Look) -> Element:
    """Thin lines between rows; one in the accent below the heads."""
    made = _named("table", REPORT_TABLE, "Report Table", customStyle="1")
    made.append(element("basedOn", val="TableNormal"))
    made.append(element("qFormat"))
    _table(made, 3, 9)
    rules = (border("bottom", RULE, 0.5), border("insideH", RULE, 0.5))
    inside = made[-1]
    inside.insert(1, element("tblBorders", *rules))
    head = element("tcPr", element("tcBorders", border("bottom", accented(ACCENT, look.accent), 1.25)))
    made.append(element("tblStylePr", head, type="firstRow"))
    return made
