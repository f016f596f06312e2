"""What every page carries beside its text: running header and footer, and the marks of a draft or example."""

from __future__ import annotations

import math

from selfassess.charts.palette import ACCENT, INK, MUTED, RULE
from selfassess.language import Translator
from selfassess.render.pdf.brand import logo_image
from selfassess.render.pdf.canvas import TaggedCanvas
from selfassess.render.pdf.slices import Box
from selfassess.render.pdf.styles import LARGE, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT
from selfassess.report.blocks import Brand, Report
from selfassess.typefaces import width

_WATERMARK = "#edf1f2"
"""Light enough that text of 4.5:1 on white stays above 4:1 where it crosses, dark enough to show in a photocopy."""

_SIZE = 8.0
_HEADER = 40.0
_FOOTER = PAGE_HEIGHT - 34.0


def furnish(canvas: TaggedCanvas, report: Report, words: Translator, number: int, count: int) -> None:
    """Draws the furniture of page `number` of `count`, from 1, as decoration; the cover has only the watermark."""
    mark = " · ".join(report.marks)
    if mark:
        canvas.furniture("Watermark")
        _watermark(canvas, mark)
    if number > 1:
        page = words("Page {number} of {count}", number=number, count=count)
        if not report.large:
            canvas.furniture("Header")
            _header(canvas, report, mark)
        canvas.furniture("Footer")
        _footer(canvas, report, page)
    canvas.done()


def _header(canvas: TaggedCanvas, report: Report, mark: str) -> None:
    cover = report.cover
    beside = _logo(canvas, report.brand)
    _row(canvas, _HEADER, cover.organisation, f"{cover.title} · {cover.period}", mark, indent=beside)
    canvas.box(Box(x=LEFT, y=0, width=RIGHT - LEFT, height=0.5, fill=ACCENT if report.brand else RULE), _HEADER + 7)


def _footer(canvas: TaggedCanvas, report: Report, page: str) -> None:
    """What the report is about, without the organisation, which stands at the head of the same page."""
    if report.large:
        _row(canvas, _FOOTER, report.cover.title, page, "", size=LARGE)
        return
    canvas.box(Box(x=LEFT, y=0, width=RIGHT - LEFT, height=0.5, fill=RULE), _FOOTER - 13)
    _row(canvas, _FOOTER, report.footer.removeprefix(f"{report.cover.organisation} · "), page, "")
    if report.brand and report.brand.footer:
        _row(canvas, _FOOTER + 11, report.brand.footer, "", "")


def _logo(canvas: TaggedCanvas, brand: Brand | None) -> float:
    """The logo small at the left of the running header, and how far what follows stands from there."""
    if brand is None or brand.logo is None:
        return 0.0
    image = logo_image(brand.logo, x=LEFT, y=_HEADER - 14, room=(60, 18))
    canvas.image(image, 0)
    return image.width + 8


def _row(
    canvas: TaggedCanvas, y: float, left: str, right: str, mark: str, *, size: float = _SIZE, indent: float = 0.0
) -> None:
    """A line at the left, one at the right, the mark bold between them; what is too long for its room is cut."""
    whole = RIGHT - LEFT
    right = _cut(right, whole * 0.36, size)
    room = whole * 0.36 if mark else whole - width(right, size) - 24
    canvas.text(_cut(left, room - indent, size) + " ", LEFT + indent, y, size, MUTED)
    if mark:
        mark = _cut(mark, whole * 0.25, size, bold=True)
        canvas.text(mark + " ", (LEFT + RIGHT - width(mark, size, bold=True)) / 2, y, size, INK, bold=True)
    canvas.text(right, RIGHT - width(right, size), y, size, MUTED)


def _cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, with an ellipsis where it is too long; in full it stands on the cover."""
    text = " ".join(text[:200].split())
    if width(text, size, bold) <= room:
        return text
    while text and width(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _watermark(canvas: TaggedCanvas, mark: str) -> None:
    """The mark across the page, rising to the right, behind the text."""
    mark = mark[:60]
    angle = math.atan2(PAGE_HEIGHT, PAGE_WIDTH)
    size = min(110.0, 640 / max(width(mark, 1, bold=True), 1))
    along = width(mark, size, bold=True) / 2
    cosine, sine = math.cos(angle), math.sin(angle)
    x = PAGE_WIDTH / 2 - along * cosine + size * 0.3 * sine
    y = PAGE_HEIGHT / 2 + along * sine + size * 0.3 * cosine
    turn = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f}"
    canvas.text(mark, x, y, size, _WATERMARK, bold=True, turn=turn)
