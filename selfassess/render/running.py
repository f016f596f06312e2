"""The running lines of a web page that is printed: what stands at head and foot of each sheet of paper, as CSS."""

from __future__ import annotations

import re

from selfassess.language import Translator
from selfassess.report.blocks import Report

_PAGE, _PAGES = "\ue000", "\ue001"
"""Stand for the two numbers in the sentence, until the browser counts."""


def running_lines(report: Report, t: Translator) -> dict[str, str]:
    """The value of `content` for the boxes at head and foot of a page, as in the PDF. Any text is safe in them."""
    cover = report.cover
    number = t("Page {number} of {count}", number=_PAGE, count=_PAGES)
    return {
        "top-left": _quoted(cover.organisation),
        "top-center": _quoted(" · ".join(report.marks)),
        "top-right": _quoted(f"{cover.title} · {cover.period}"),
        "bottom-left": _quoted(report.footer.removeprefix(f"{cover.organisation} · ")),
        "bottom-right": " ".join(map(_counted, re.split(f"({_PAGE}|{_PAGES})", number))),
    }


def _counted(text: str) -> str:
    return {_PAGE: "counter(page)", _PAGES: "counter(pages)"}.get(text) or _quoted(text)


def _quoted(text: str) -> str:
    """A CSS string: what is no plain letter or figure is escaped by its number (CSS Syntax, 4.3.7).

    Blanks too, for one behind an escape would belong to it.
    """
    plain = (one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in text)
    return f'"{"".join(plain)}"'
