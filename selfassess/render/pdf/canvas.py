"""Draws pieces on the pages of a PDF and marks each with the element it belongs to."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from selfassess.charts import Label, Path
from selfassess.charts.palette import accented
from selfassess.render.pdf.fonts import embedded
from selfassess.render.pdf.logo import logo_object
from selfassess.render.pdf.slices import Box, Image, Link, PageNumber, Picture, Piece, Words
from selfassess.render.pdf.structure import Annotated, Element, Marked
from selfassess.render.pdf.styles import PAGE_HEIGHT, PAGE_WIDTH
from selfassess.typefaces import runs, width

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


class TaggedCanvas:
    """A reportlab canvas that keeps account of marked content. Positions are from the top left, y downwards.

    Whatever is in our accent is drawn in `accent`, where there is one.
    """

    def __init__(self, *, language: str, title: str, author: str, tagged: bool, accent: str = "") -> None:
        make: Any = Canvas  # its types are wrong about initialFontName, and hide what marked content needs
        self.reportlab = make(
            BytesIO(),
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=embedded("regular").fontName,  # or every page names Helvetica, which is not embedded
            lang=language,
        )
        self.reportlab.setTitle(title)
        self.reportlab.setAuthor(author)
        self.reportlab.setSubject(title)
        self.reportlab.setCreator("selfassess")
        self.reportlab.setProducer("ReportLab")
        self.tagged = tagged
        self._accent = accent
        self._paints: dict[str, str] = {}
        """Colours as operands, once they were asked for."""
        self.marks: list[list[Element]] = [[]]
        """For each page the elements of its marked contents, in their order."""
        self.links: list[Element] = []
        self._open: Element | None = None
        self._marking = False

    @property
    def page(self) -> int:
        """The page that is being drawn, from 0."""
        return len(self.marks) - 1

    def write(self, operators: str) -> None:
        """Adds to the page's content; reportlab has no public door for marked content."""
        self.reportlab._code.append(operators)

    def belongs_to(self, element: Element | None) -> None:
        """What is drawn from now on is content of `element`; None is decoration."""
        if not self.tagged or (self._marking and element is self._open):
            return
        self.done()
        if element is None:
            self.write("/Artifact BMC")
        else:
            elements = self.marks[-1]
            self.write(f"/{element.role} <</MCID {len(elements)}>> BDC")
            element.kids.append(Marked(self.page, len(elements)))
            elements.append(element)
        self._open, self._marking = element, True

    def furniture(self, kind: Literal["Header", "Footer", "Watermark"]) -> None:
        """What is drawn until the next piece is of the page and not of the text (ISO 14289-1, 7.8)."""
        if self.tagged:
            self.done()
            self.write(f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC")
            self._open, self._marking = None, True

    def done(self) -> None:
        """Ends the marked content that is open."""
        if self._marking:
            self.write("EMC")
        self._marking = False

    def next_page(self) -> None:
        """Closes this page."""
        self.done()
        self.reportlab.showPage()
        self.marks.append([])

    def draw(self, piece: Piece, top: float, *, decoration: bool = False, pages: dict[str, int] | None = None) -> None:
        """One piece, its slice beginning `top` points below the top of the page."""
        if isinstance(piece, Box):
            self.belongs_to(None)
            self.box(piece, top)
            return
        self.belongs_to(None if decoration else piece.element)
        match piece:
            case Words():
                self.text(piece.text, piece.x, top + piece.y, piece.size, piece.colour, bold=piece.bold)
            case PageNumber():
                number = str((pages or {})[piece.of])
                x = piece.right - width(number, piece.size)
                self.text(number, x, top + piece.y, piece.size, piece.colour)
            case Picture():
                self.picture(piece, top)
            case Image():
                self.image(piece, top)
            case Link():
                self.link(piece, top)

    def text(
        self, text: str, x: float, y: float, size: float, colour: str, *, bold: bool = False, turn: str = "1 0 0 1"
    ) -> None:
        """One line with its baseline at `y`; `turn` is the first part of a text matrix."""
        document = self.reportlab._doc
        parts = [f"BT {self._paint(colour)} rg {turn} {_number(x)} {_number(PAGE_HEIGHT - y)} Tm"]
        for run in runs(text, bold):
            font = embedded(run.face.name)
            if run.original is not None and self.tagged:
                # A marker is seen, but copying and reading aloud give the character it stands for.
                original = run.original.encode("utf-16-be").hex().upper()
                parts.append(f"/Span <</ActualText <FEFF{original}>>> BDC")
            for subset, codes in font.splitString(run.text, document):
                name = font.getSubsetInternalName(subset, document)
                parts.append(f"{name} {_number(size)} Tf ({self.reportlab._escape(codes)}) Tj")
            if run.original is not None and self.tagged:
                parts.append("EMC")
        self.write(" ".join([*parts, "ET"]))

    def box(self, box: Box, top: float) -> None:
        """A rectangle, with a thin outline where it has one."""
        bottom = PAGE_HEIGHT - top - box.y - box.height
        shape = " ".join(map(_number, (box.x, bottom, box.width, box.height)))
        outline = f"{self._paint(box.stroke)} RG 0.7 w " if box.stroke else ""
        self.write(f"{self._paint(box.fill)} rg {outline}{shape} re {'B' if box.stroke else 'f'}")

    def picture(self, picture: Picture, top: float) -> None:
        """A chart's operations, and where they are for the figure's box."""
        scale, drawing = picture.scale, picture.drawing
        upper = top + picture.y
        left, bottom = picture.x, PAGE_HEIGHT - upper - drawing.height * scale
        picture.element.box = (left, bottom, left + drawing.width * scale, PAGE_HEIGHT - upper)
        for operation in drawing.operations:
            if isinstance(operation, Path):
                self._path(operation, left, upper, scale)
            else:
                self._label(operation, left, upper, scale)

    def _path(self, path: Path, left: float, upper: float, scale: float) -> None:
        parts = ["q"]
        if path.alpha != 1:
            self.reportlab.saveState()
            self.reportlab.setFillAlpha(path.alpha)
        if path.stroke:
            dash = " ".join(_number(length * scale) for length in path.dash)
            parts.append(f"{self._paint(path.stroke)} RG {_number(path.width * scale)} w [{dash}] 0 d 1 j")
        if path.fill:
            parts.append(f"{self._paint(path.fill)} rg")
        for step in path.steps:
            turned = [
                _number(PAGE_HEIGHT - upper - n * scale if at % 2 else left + n * scale)
                for at, n in enumerate(step[1:])
            ]
            parts.append(" ".join([*turned, _OPERATORS[step[0]]]))
        parts.append({(True, True): "B", (True, False): "S", (False, True): "f"}[bool(path.stroke), bool(path.fill)])
        self.write(" ".join([*parts, "Q"]))
        if path.alpha != 1:
            self.reportlab.restoreState()

    def _label(self, label: Label, left: float, upper: float, scale: float) -> None:
        bold = label.weight == "bold"
        wide = width(label.text, label.size, bold)
        x = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
        # The space keeps neighbouring labels apart in copied text.
        place = (left + x * scale, upper + label.y * scale)
        self.text(label.text + " ", *place, label.size * scale, label.colour, bold=bold)

    def image(self, image: Image, top: float) -> None:
        """The logo, of which a report has one; however often it is drawn, the file has it once."""
        document = self.reportlab._doc
        inside = document.getXObjectName("logo")
        if inside not in document.idToObject:
            document.Reference(logo_object(image.logo), inside)
        self.reportlab._formsinuse.append("logo")
        bottom = PAGE_HEIGHT - top - image.y - image.height
        if image.element:
            image.element.box = (image.x, bottom, image.x + image.width, bottom + image.height)
        place = " ".join(map(_number, (image.width, 0, 0, image.height, image.x, bottom)))
        self.write(f"q {place} cm /{inside} Do Q")

    def link(self, link: Link, top: float) -> None:
        """The active area of a link, tied to its element as PDF/UA asks."""
        left, upper = link.x, PAGE_HEIGHT - top - link.y
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([_number(n) for n in (left, upper - link.height, left + link.width, upper)]),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": PDFString(link.says),
                "Dest": self.reportlab._bookmarkReference(link.to),
            }
        )
        if self.tagged:
            # Numbers of links follow those of pages in the parent tree; 10,000 pages are never reached.
            annotation["StructParent"] = FIRST_LINK + len(self.links)
            self.links.append(link.element)
        self.reportlab._addAnnotation(annotation)
        if self.tagged:
            reference = self.reportlab._annotationrefs[-1]
            number = self.reportlab._doc.idToObjectNumberAndVersion[reference.name][0]
            link.element.kids.append(Annotated(self.page, number))

    def _paint(self, colour: str) -> str:
        found = self._paints.get(colour)
        if found is None:
            seen = accented(colour, self._accent)
            found = self._paints[colour] = " ".join(_number(int(seen[at : at + 2], 16) / 255) for at in (1, 3, 5))
        return found


FIRST_LINK = 10_000
"""The key of the first link in the parent tree."""


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
