"""A text as lines that fit a measure, and lines as slices."""

from __future__ import annotations

from selfassess.render.pdf.slices import Piece, Slice, Words
from selfassess.render.pdf.structure import Element
from selfassess.render.pdf.styles import Style
from selfassess.typefaces import width, wrap

_BALANCE = 12.0


def lines(text: str, style: Style, measure: float) -> tuple[str, ...]:
    """The lines of a text. Each ends in a space unless a word was broken, so that copied text keeps its words apart."""
    *broken, last = wrap(text, style.size, measure, style.bold)
    return (*broken, last + " ")


def balanced(text: str, style: Style, measure: float) -> float:
    """The least measure, down to half of this one, that takes no more lines: so they are about equally long."""
    least, narrower = len(lines(text, style, measure)), measure
    while least > 1 and narrower > measure / 2 and len(lines(text, style, narrower - _BALANCE)) == least:
        narrower -= _BALANCE
    return narrower


def line(
    text: str, style: Style, x: float, top: float, element: Element | None, *, right: float | None = None
) -> Words:
    """One line whose box begins at `top`; with `right` it ends there instead of beginning at `x`."""
    if right is not None:
        x = right - width(text.rstrip(), style.size, style.bold)
    return Words(
        text=text, x=x, y=top + style.baseline, size=style.size, colour=style.colour, bold=style.bold, element=element
    )


def paragraph(
    text: str,
    style: Style,
    x: float,
    measure: float,
    element: Element,
    *,
    gap: float = 0.0,
    keep: bool = False,
    behind: tuple[Piece, ...] = (),
) -> list[Slice]:
    """The paragraph as a slice for each line; two lines at least stay together at its start and at its end.

    `behind` is drawn under each line, its height stretched to the line (a background, a rule at the side).
    """
    broken = lines(text, style, measure)
    last = len(broken) - 1
    return [
        Slice(
            height=style.leading,
            pieces=(*behind, line(words, style, x, 0, element)),
            gap=0 if at else gap,
            keep=keep if at == last else at in (0, last - 1),
        )
        for at, words in enumerate(broken)
    ]
