"""The structure of a tagged PDF: what a reader's software is told each piece of the page is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Role = Literal[
    "Document", "Sect", "H1", "H2", "H3", "H4", "H5", "P", "BlockQuote", "Div", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "Caption", "Figure", "TOC", "TOCI", "Reference", "Link",
]  # fmt: skip
"""The standard structure types of ISO 32000-1, 14.8.4, that this renderer uses."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Content on a page (from 0), by its number among the marked contents of that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link's annotation: the page it is on and the number of its object."""

    page: int
    object: int


@dataclass(slots=True, eq=False)
class Element:
    """One element and what it holds, in reading order. It grows while the report is laid out and drawn.

    An element that goes on over a page break stays one element with marked content on both pages.
    """

    role: Role
    kids: list[Element | Marked | Annotated] = field(default_factory=list)
    alternative: str | None = None
    scope: Literal["Row", "Column"] | None = None
    ordered: bool = False
    box: tuple[float, float, float, float] | None = None
    """Where a figure is on its page: left, bottom, right, top in points from the bottom left corner."""

    def add(self, role: Role, **what: object) -> Element:
        """A new element at the end of this one."""
        kid = Element(role, **what)  # type: ignore[arg-type]  # the fields above; a wrong one fails at once
        self.kids.append(kid)
        return kid
