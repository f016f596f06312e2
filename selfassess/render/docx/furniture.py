"""What every page but the first carries: header and footer; and on all of them the mark of a draft or example."""

from __future__ import annotations

from html import escape

from docx.oxml.parser import parse_xml
from docx.section import Section, _Footer, _Header

from selfassess.charts.geometry import wrapped
from selfassess.language import Translator, printable
from selfassess.render.docx.anchors import Place, anchored
from selfassess.render.docx.elements import Element, element, twentieths
from selfassess.render.docx.look import BOTTOM, COLUMN, PAGE_HEIGHT, PAGE_WIDTH, SIDE, Look
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import FONT, style_named
from selfassess.render.docx.text import field, paragraph, run
from selfassess.report.blocks import Logo, Report
from selfassess.typefaces import width

_HEADER, _FOOTER = 32.0, 30.0
_LOGO = (80.0, 18.0)
"""The most room that a logo has in the header."""
_WATERMARK = "#edf1f2"
_LONGEST_MARK = 60


def furnish(section: Section, report: Report, setting: Setting) -> None:
    """Sets the page and fills header and footer; the first page has only the watermark, and a brand's footer."""
    look = setting.look
    _set_page(section._sectPr, look)
    section.different_first_page_header_footer = True
    mark = " · ".join(report.marks)
    brand = report.brand.footer if report.brand else ""
    _fill(section.first_page_header, [paragraph("HeaderPlain", *_marked(mark, 1))])
    _fill(section.first_page_footer, [paragraph("Footer", _line(brand, COLUMN, look))])
    # Large print has no room for more than the title and the number.
    header = (
        paragraph("HeaderPlain", *_marked(mark, 2)) if look.large else _header(section.header, report, setting, mark)
    )
    _fill(section.header, [header])
    said = _line(report.cover.title, COLUMN * 0.6, look) if look.large else _line(report.footer, COLUMN * 0.84, look)
    own = [paragraph("Footer", _line(brand, COLUMN, look))] if brand else []
    _fill(section.footer, [paragraph("Footer", said, run("\t"), *_page_of(setting.words), in_place=True), *own])


def _set_page(about: Element, look: Look) -> None:
    for old in list(about):
        about.remove(old)
    about.append(element("pgSz", w=twentieths(PAGE_WIDTH), h=twentieths(PAGE_HEIGHT)))
    sides = {"top": look.top, "right": SIDE, "bottom": BOTTOM, "left": SIDE, "header": _HEADER, "footer": _FOOTER}
    about.append(element("pgMar", **{name: twentieths(points) for name, points in sides.items()}, gutter=0))


def _fill(place: _Header | _Footer, paragraphs: list[Element]) -> None:
    place.is_linked_to_previous = False
    inside = place._element
    for old in list(inside):
        inside.remove(old)
    inside.extend(paragraphs)


def _header(header: _Header, report: Report, setting: Setting, mark: str) -> Element:
    """Whose it is at the left, with the logo before it, the mark in the middle, and what it is at the right."""
    header.is_linked_to_previous = False
    cover, look = report.cover, setting.look
    parts = _marked(mark, 2)
    indent = 0.0
    if report.brand and report.brand.logo:
        logo, indent = _logo(header, report.brand.logo, next(setting.pictures))
        parts.append(logo)
    own = report.brand.name if report.brand and report.brand.name else cover.organisation
    room = COLUMN * (0.36 if mark else 0.6)
    texts: list[str | Element] = [_line(own, room - indent, look), run("\t")]
    if mark:
        texts += [run(_line(mark, COLUMN * 0.25, look), "Mark"), run("\t")]
    texts.append(_line(f"{cover.title} · {cover.period}", COLUMN * 0.36, look))
    middle = [element("tab", val="center", pos=twentieths(COLUMN / 2))] if mark else []
    tabs = element("tabs", *middle, element("tab", val="right", pos=twentieths(COLUMN)))
    return paragraph("Header", *parts, *texts, beside=(tabs, element("ind", left=twentieths(indent))), in_place=True)


def _logo(header: _Header, logo: Logo, number: int) -> tuple[Element, float]:
    """The logo at the left edge, and how far the text stands from there."""
    room = Place(SIDE, _HEADER + 5 - _LOGO[1] / 2, *_LOGO)
    place = Place.inside(room, logo.width, logo.height)
    return anchored(header.part, logo.png, number, place), place.wide + 8


def _page_of(words: Translator) -> list[Element]:
    """ "Page 3 of 40", counted by the program that sets the pages, in the order of the language."""
    found: list[Element] = []
    said = words("Page {number} of {count}", number="\x00PAGE\x00", count="\x00NUMPAGES\x00")
    for at, piece in enumerate(said.split("\x00")):
        found += field(piece, run("1")) if at % 2 else [run(piece)] if piece else []
    return found


def _line(text: str, room: float, look: Look) -> str:
    """The text on one line, with an ellipsis where it is too long; in full it stands on the first page."""
    return (
        wrapped(" ".join(text[:300].split()), look.size(style_named("Header").size), room, longest=1)[0]
        if text.strip()
        else ""
    )


def _marked(mark: str, number: int) -> list[Element]:
    """The mark across the page behind the text, as word processors make it themselves, so that they can remove it."""
    if not mark:
        return []
    mark = printable(mark[:_LONGEST_MARK])
    tall = min(130.0, 520 / max(width(mark, 1, bold=True), 1))
    place = "position:absolute;margin-left:0;margin-top:0;rotation:305;z-index:-251658752"
    middle = "-position-{0}:center;mso-position-{0}-relative:page"
    style = f"{place};width:{tall * width(mark, 1, bold=True):.0f}pt;height:{tall:.0f}pt" + "".join(
        f";mso{middle.format(way)}" for way in ("horizontal", "vertical")
    )
    xml = f"""<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shapetype
      id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>
      <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
      <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
      <v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>
      <v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject{number}"
      type="#_x0000_t136" alt="" style="{style}" o:allowincell="f" fillcolor="{_WATERMARK}" stroked="f">
      <v:textpath style="font-family:&quot;{FONT}&quot;;font-size:1pt;font-weight:bold" string="{escape(mark)}"/>
      </v:shape></w:pict>"""
    made: Element = parse_xml(xml)
    return [element("r", made)]
