"""The whole PDF, from report to bytes."""

from __future__ import annotations

import pathlib
import sys
import threading
from dataclasses import replace

from selfassess.language import Translator
from selfassess.render.pdf.canvas import TaggedCanvas
from selfassess.render.pdf.contents import contents
from selfassess.render.pdf.cover import cover
from selfassess.render.pdf.file import finished
from selfassess.render.pdf.flow import Page, cut
from selfassess.render.pdf.furniture import furnish
from selfassess.render.pdf.parts import body, unprintable_part
from selfassess.render.pdf.setting import Nesting, Setting
from selfassess.render.pdf.sheet import head
from selfassess.render.pdf.slices import Place, Slice, texts
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import BODY_HEIGHT, LEFT, PAGE_HEIGHT, TOP
from selfassess.render.pdf.tree import tag
from selfassess.report.blocks import Report
from selfassess.typefaces import unprintable

# reportlab's fonts keep a reading position while they are cut to subsets, so two threads may not write at once.
_writing = threading.Lock()

_SHARES = (1.0, 0.92, 0.84)
"""Of ordinary print, for a sheet whose page is too full."""

_LOW_CONTENTS = BODY_HEIGHT * 0.4
"""Below contents no higher than this the first part begins on their page."""


def render_pdf(report: Report, words: Translator, *, frames: pathlib.Path | None = None, tagged: bool = True) -> bytes:
    """The report as PDF/UA-1; `frames` as in `charts.draw`; `tagged` is False only for the benchmark.

    The same report gives the same bytes. Characters that no font here can print are listed in a part at the end.
    FileNotFoundError where a font is missing.
    """
    pages, root = _lay_out(report, words, frames)
    with _writing:
        return _write(pages, report, words, root, tagged=tagged)


def _lay_out(report: Report, words: Translator, frames: pathlib.Path | None) -> tuple[list[Page], Element]:
    """The pages, and the structure that their pieces belong to.

    A sheet is set in the largest print that keeps each of its parts that is to be one page on one.
    """
    setting = Setting(
        words=words,
        levels=report.levels,
        frames=frames,
        sheet=report.sheet,
        large=report.large,
        clear=report.clear,
        numbered=report.numbered,
        brand=report.brand,
    )
    shares = (share for share in _SHARES if setting.clear or share < 1)
    smaller = [replace(setting, clear=False, share=share, nesting=Nesting()) for share in shares]
    for one in (setting, *smaller):
        root = Element("Document")
        front = _front(report, root, one)
        above = sum(piece.height for piece in front) if report.sheet else 0.0
        listing = None if report.sheet else root.add("Sect")
        stacked = body(report.parts, root, one, above=above)
        if not report.sheet or len(cut([*front, *stacked], BODY_HEIGHT)) <= _most_pages(report):
            break
    return _completed(report, front, listing, stacked, root, one)


def _most_pages(report: Report) -> int:
    """How many pages the parts of a sheet are to have; as many as they need where none of them is to be one page."""
    if not any(part.one_page for part in report.parts):
        return sys.maxsize
    return 1 + sum(part.starts_page for part in report.parts[1:])


def _completed(
    report: Report, front: list[Slice], listing: Element | None, stacked: list[Slice], root: Element, setting: Setting
) -> tuple[list[Page], Element]:
    """Cut to pages, with contents: made after the parts, for only then it is known whether one more is needed."""
    words, parts = setting.words, report.parts
    missing = {one for text in (*texts(front), *texts(stacked)) for one in unprintable(text)}
    if missing:
        extra = unprintable_part(sorted(missing), words)
        parts = (*parts, extra)
        stacked += body((extra,), root, setting, number=sum(part.level == 1 for part in report.parts))
    listed = contents(parts, listing, setting) if listing else []
    if listed and not parts[0].one_page and sum(one.gap + one.height for one in listed) <= _LOW_CONTENTS:
        stacked[0] = replace(stacked[0], opens_page=False)
    return cut([*front, *listed, *stacked], BODY_HEIGHT), root


def _front(report: Report, root: Element, setting: Setting) -> list[Slice]:
    if report.sheet:
        return head(report.cover, report.marks, root, setting, low=any(part.one_page for part in report.parts))
    return cover(report.cover, report.marks, root, setting)


def _write(pages: list[Page], report: Report, words: Translator, root: Element, *, tagged: bool) -> bytes:
    canvas = TaggedCanvas(
        language=report.language,
        title=report.title,
        author=report.cover.organisation,
        tagged=tagged,
        accent=report.brand.accent if report.brand else "",
    )
    numbers = {place.id: at for at, page in enumerate(pages, 1) for _, place in page.places}
    deepest = -1
    for at, page in enumerate(pages, 1):
        furnish(canvas, report, words, at, len(pages))
        for top, piece in page.repeated:
            canvas.draw(piece, TOP + top, decoration=True)
        for top, place in page.places:
            deepest = min(place.level, deepest + 1)
            _bookmark(canvas, place, top, deepest)
        for top, piece in page.pieces:
            canvas.draw(piece, TOP + top, pages=numbers)
        canvas.next_page()
    canvas.reportlab.setViewerPreference("DisplayDocTitle", "true")
    canvas.reportlab.showOutline()
    if tagged:
        tag(canvas, root, title=report.title, language=report.language)
    return finished(canvas.reportlab)


def _bookmark(canvas: TaggedCanvas, place: Place, top: float, level: int) -> None:
    """A place to jump to, with an entry among the bookmarks."""
    height = PAGE_HEIGHT - TOP - top + 10
    canvas.reportlab.bookmarkPage(place.id, fit="XYZ", left=LEFT - 30, top=height, zoom=0)
    canvas.reportlab.addOutlineEntry(place.title, place.id, level)
