"""What a page is stacked from: slices that are never broken, each with its pieces.

Blocks become slices, and pages are cut between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selfassess.charts import Drawing, Label
from selfassess.render.pdf.structure import Element
from selfassess.report.blocks import Logo


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of text; `x` from the left edge of the page, `y` the baseline below the top of its slice."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool = False
    element: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A filled rectangle: background, rule or bar. Decoration, so never part of the structure."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart; `element` is its figure."""

    drawing: Drawing
    x: float
    y: float
    scale: float
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A logo, in points; `element` is its figure, None where it is decoration."""

    logo: Logo
    x: float
    y: float
    width: float
    height: float
    element: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An area that leads to a place of the document, for the text of `element`, a link."""

    x: float
    y: float
    width: float
    height: float
    to: str
    says: str
    element: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """The number of the page where a place is, known only when all pages are cut; `right` is where it ends."""

    of: str
    right: float
    y: float
    size: float
    colour: str
    element: Element


Piece = Words | Box | Picture | Image | Link | PageNumber


@dataclass(frozen=True, slots=True)
class Place:
    """A place that contents and bookmarks lead to; level 0 or 1 in the tree of bookmarks."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A horizontal band over the text column, `height` points high, never broken.

    `gap` is the space above it, except at the top of a page. `keep` binds it to the next slice; `held` does so unless
    that costs a page. `header` is drawn again above it where it opens a page.
    """

    height: float
    pieces: tuple[Piece, ...] = ()
    gap: float = 0.0
    keep: bool = False
    held: bool = False
    header: tuple[Slice, ...] = ()
    opens_page: bool = False
    place: Place | None = None


def bound(slices: list[Slice]) -> list[Slice]:
    """The same slices, each bound to the next, and the last to what follows."""
    return [replace(one, keep=True) for one in slices]


def held(slices: list[Slice]) -> list[Slice]:
    """The same slices, held together where that costs no page."""
    return [*(replace(one, held=True) for one in slices[:-1]), *slices[-1:]]


def texts(slices: list[Slice]) -> Iterator[str]:
    """Every text in the slices, in charts too."""
    for piece in (piece for one in slices for piece in one.pieces):
        if isinstance(piece, Words):
            yield piece.text
        elif isinstance(piece, Picture):
            yield from (label.text for label in piece.drawing.operations if isinstance(label, Label))
