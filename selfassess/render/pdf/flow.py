"""Cuts a stack of slices into pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product

from selfassess.render.pdf.closing import smaller
from selfassess.render.pdf.slices import Piece, Place, Slice


@dataclass(slots=True)
class Page:
    """What stands on one page: slices with their tops, from the top of the text column downwards."""

    slices: list[tuple[float, Slice]] = field(default_factory=list)
    headers: list[tuple[float, Slice]] = field(default_factory=list)
    """Headers of tables that stand here again: seen, but not read out a second time."""
    used: float = 0.0

    @property
    def pieces(self) -> list[tuple[float, Piece]]:
        """Every piece with the top of its slice."""
        return [(top, piece) for top, one in self.slices for piece in one.pieces]

    @property
    def repeated(self) -> list[tuple[float, Piece]]:
        """The pieces of the headers that stand here again."""
        return [(top, piece) for top, one in self.headers for piece in one.pieces]

    @property
    def places(self) -> list[tuple[float, Place]]:
        """The places that are on this page."""
        return [(top, one.place) for top, one in self.slices if one.place]

    def put(self, one: Slice, gap: float) -> None:
        """Adds a slice below what is there; the gap falls away at the top."""
        top = self.used + gap if self.used else 0.0
        self.slices.append((top, one))
        self.used = top + one.height

    def repeat(self, header: tuple[Slice, ...]) -> None:
        """Draws a table's header again, as decoration."""
        for one in header:
            self.headers.append((self.used, one))
            self.used += one.height


_CLOSER = ((1.0, 1.0), (0.85, 1.0), (0.7, 1.0), (0.55, 1.0), (0.7, 0.9), (0.55, 0.85), (0.5, 0.78))
"""How far the gaps of a chapter may be closed up, and how small its charts may be made, in tries."""

_NEARLY_EMPTY = 0.25
_GAPING = 0.62
"""A page that is filled less than this and not the last of its chapter looks as if something were missing."""


def cut(slices: list[Slice], height: float) -> list[Page]:
    """Pages no more than `height` full. What is bound together moves together, unless it is taller than a page."""
    return [page for chapter in _chapters(slices) for page in _fitted(chapter, height)]


def _fitted(chapter: list[Slice], height: float) -> list[Page]:
    """The pages of a chapter; closed up where that saves a page, or leaves fewer with much white before the last."""
    pages = _stacked(chapter, height)
    over = sum(page.used for page in pages) - (len(pages) - 1) * height
    if len(pages) > 1 and (over < height * _NEARLY_EMPTY or _gaping(pages, height)):
        for hold, (gaps, charts) in product((True, False), _CLOSER):
            closer = _stacked([smaller(one, charts) for one in chapter], height, gaps=gaps, hold=hold)
            if (len(closer), _gaping(closer, height)) < (len(pages), _gaping(pages, height)):
                return closer
    return pages


def _gaping(pages: list[Page], height: float) -> int:
    """How many pages but the last have much white at their foot."""
    return sum(page.used < height * _GAPING for page in pages[:-1])


def _stacked(chapter: list[Slice], height: float, *, gaps: float = 1.0, hold: bool = True) -> list[Page]:
    """The pages with this share of all gaps; without `hold`, what is only held comes apart."""
    pages = [Page()]
    for group in _groups(chapter, height, gaps, hold=hold):
        used = pages[-1].used
        if used and used + group[0].gap * gaps + _tall(group, gaps) > height >= _tall(group, gaps):
            pages.append(Page())
        for one in group:
            if pages[-1].used and pages[-1].used + one.gap * gaps + one.height > height:
                pages.append(Page())
            if not pages[-1].used:
                pages[-1].repeat(one.header)
            pages[-1].put(one, one.gap * gaps)
    return pages


def _tall(group: list[Slice], gaps: float) -> float:
    """Without the gap above it."""
    return sum(one.height + one.gap * gaps for one in group) - group[0].gap * gaps


def _chapters(slices: list[Slice]) -> Iterator[list[Slice]]:
    """The slices from one that opens a page to the next."""
    chapter: list[Slice] = []
    for one in slices:
        if one.opens_page and chapter:
            yield chapter
            chapter = []
        chapter.append(one)
    yield chapter


def _groups(slices: list[Slice], height: float, gaps: float, *, hold: bool) -> Iterator[list[Slice]]:
    """What moves together: slices that are held or kept, those of more than a page only where they are kept."""
    for group in _runs(slices, lambda one: one.keep or (hold and one.held)):
        if _tall(group, gaps) <= height:
            yield group
        else:
            yield from _runs(group, lambda one: one.keep)


def _runs(slices: list[Slice], goes_on: Callable[[Slice], bool]) -> Iterator[list[Slice]]:
    run: list[Slice] = []
    for one in slices:
        run.append(one)
        if not goes_on(one):
            yield run
            run = []
    if run:
        yield run
