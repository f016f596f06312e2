"""Where a brand stands on paper: its logo as large as its room allows, its footer at the foot of the first page."""

from __future__ import annotations

from dataclasses import replace

from selfassess.render.pdf.setting import Setting
from selfassess.render.pdf.slices import Image, Slice
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import COLUMN, LEFT, PAGE_HEIGHT, SMALL, TOP
from selfassess.render.pdf.text import line, lines
from selfassess.report.blocks import Logo

_EDGE = 20.0
"""Printers leave about this much white at the foot of a page."""


def logo_image(logo: Logo, *, x: float, y: float, room: tuple[float, float], element: Element | None = None) -> Image:
    """The logo in its own shape inside `room` (width and height), at its left edge and in the middle of its height.

    It is content of `element`, or decoration.
    """
    scale = min(room[0] / logo.width, room[1] / logo.height)
    wide, tall = logo.width * scale, logo.height * scale
    return Image(logo=logo, x=x, y=y + (room[1] - tall) / 2, width=wide, height=tall, element=element)


def figure(logo: Logo, section: Element) -> Element:
    """The element of a logo that is to be read out."""
    return section.add("Figure", alternative=logo.words)


def with_footer(front: list[Slice], section: Element, setting: Setting) -> list[Slice]:
    """The slices of a front, with the brand's footer in full at the foot of their page, to be read after them."""
    text = setting.brand.footer if setting.brand else ""
    if not text:
        return front
    first, *others = front
    element = section.add("P")
    style = setting.sized(SMALL)
    broken = lines(text, style, COLUMN)
    top = PAGE_HEIGHT - TOP - _EDGE - len(broken) * style.leading
    foot = (line(words, style, LEFT, top + at * style.leading, element) for at, words in enumerate(broken))
    return [replace(first, pieces=(*first.pieces, *foot)), *others]
