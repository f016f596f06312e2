"""A table, row by row: what every table of the document has, whatever it shows."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn

from selfassess.language import printable
from selfassess.render.docx.elements import Element, element, no_border, shade, twentieths
from selfassess.render.docx.text import paragraph

_LONGEST_WHOLE = 1500
"""A row with more letters may be broken over two pages."""


class Grid:
    """A table whose columns are so wide (in points); `about` says to those who hear it what it shows.

    `heads`: whether its first row names the columns; `names`: whether its first column names the rows. `ruled`: whether
    it has the lines between rows of its style.
    """

    def __init__(
        self,
        widths: Sequence[float],
        *,
        about: str,
        style: str = "",
        heads: bool = True,
        names: bool = True,
        ruled: bool = True,
    ) -> None:
        self.widths = widths
        # The same twice, for older programs read only the bits.
        bits = f"{0x0600 | heads * 0x0020 | names * 0x0080:04X}"
        first = {"firstRow": str(int(heads)), "firstColumn": str(int(names))}
        look = element("tblLook", val=bits, **first, noHBand="1", noVBand="1")
        shown = [
            *([element("tblStyle", val=style)] if style else ()),
            element("tblW", w=twentieths(sum(widths)), type="dxa"),
            *(() if ruled else (element("tblBorders", no_border("insideH")),)),
            element("tblLayout", type="fixed"),
            look,
            element("tblCaption", val=printable(" ".join(about.split()))[:250]),
        ]
        columns = (element("gridCol", w=twentieths(wide)) for wide in widths)
        self.element = element("tbl", element("tblPr", *shown), element("tblGrid", *columns))
        self._filled = 0

    def row(self, cells: Sequence[Element], *, head: bool = False, tall: float = 0) -> None:
        """A row of `cell`s; `head` for one that comes again on every page; `tall`: exactly so high."""
        about = element("trPr")
        if sum(len(text.text or "") for one in cells for text in one.iter(qn("w:t"))) < _LONGEST_WHOLE:
            about.append(element("cantSplit"))
        if tall:
            about.append(element("trHeight", val=twentieths(tall), hRule="exact"))
        if head:
            about.append(element("tblHeader"))
        self.element.append(element("tr", about, *cells))
        self._filled = 0

    def cell(
        self,
        style: str,
        *content: str | Element,
        fill: str = "",
        edges: Sequence[Element] = (),
        keep: bool = False,
        narrow: bool = False,
    ) -> Element:
        """The next cell of the row, of one paragraph; `keep`: it stays on one page with the next row.

        `edges` are its own lines; `narrow`: without white space at its sides.
        """
        beside = (element("keepNext"),) if keep else ()
        words = [paragraph(style, *content, beside=beside)]
        return self.cell_of(words, fill=fill, edges=edges, padding=0 if narrow else None)

    def cell_of(
        self,
        paragraphs: Sequence[Element],
        *,
        over: int = 1,
        fill: str = "",
        edges: Sequence[Element] = (),
        low: bool = False,
        padding: float | None = None,
    ) -> Element:
        """The same with its paragraphs, of which there is one at least; `over` so many columns.

        `low`: at the foot of the row; `padding` instead of the white space that the table has.
        """
        wide = sum(self.widths[self._filled : self._filled + over])
        self._filled += over
        about = element("tcPr", element("tcW", w=twentieths(wide), type="dxa"))
        if over > 1:
            about.append(element("gridSpan", val=over))
        if edges:
            about.append(element("tcBorders", *edges))
        if fill:
            about.append(shade(fill))
        if padding is not None:
            sides = ("top", "left", "bottom", "right") if padding else ("left", "right")
            margins = (element(side, w=twentieths(padding), type="dxa") for side in sides)
            about.append(element("tcMar", *margins))
        if low:
            about.append(element("vAlign", val="bottom"))
        return element("tc", about, *paragraphs)
