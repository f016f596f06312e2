"""Cuts a stack of slices into pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selfassess.render.pdf.slices import Piece, Place, Slice


@dataclass(slots=True)
class Page:
    """What stands on one page: pieces with the top of their slice, from the top of the text column downwards."""

    pieces: list[tuple[float, Piece]] = field(default_factory=list)
    repeated: list[tuple[float, Piece]] = field(default_factory=list)
    """Table headers that stand here again: seen, but not read out a second time."""
    places: list[tuple[float, Place]] = field(default_factory=list)
    used: float = 0.0

    def put(self, one: Slice) -> None:
        """Adds a slice below what is there; its gap falls away at the top."""
        top = self.used + one.gap if self.used else 0.0
        self.pieces += [(top, piece) for piece in one.pieces]
        if one.place:
            self.places.append((top, one.place))
        self.used = top + one.height

    def repeat(self, header: tuple[Slice, ...]) -> None:
        """Draws a table's header again, as decoration."""
        for one in header:
            self.repeated += [(self.used, piece) for piece in one.pieces]
            self.used += one.height


def cut(slices: list[Slice], height: float) -> list[Page]:
    """Pages no more than `height` full. What is bound together moves together, unless it is taller than a page."""
    pages = [Page()]
    for group in _groups(slices):
        opens = group[0].opens_page and pages[-1].used > 0
        room = height - pages[-1].used
        tall = sum(one.height + one.gap for one in group)
        if opens or (tall > room and tall - group[0].gap <= height):
            pages.append(Page())
        for one in group:
            page = pages[-1]
            if page.used and page.used + one.gap + one.height > height:
                page = Page()
                pages.append(page)
            if not page.used:
                page.repeat(one.header)
            page.put(one)
    return pages


def _groups(slices: list[Slice]) -> Iterator[list[Slice]]:
    group: list[Slice] = []
    for one in slices:
        group.append(one)
        if not one.keep:
            yield group
            group = []
    if group:
        yield group
