"""Writes the structure tree, the identification as PDF/UA-1 and the viewer's settings into a drawn document."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFPage, PDFStream

from selfassess.render.pdf.canvas import FIRST_LINK, TaggedCanvas
from selfassess.render.pdf.file import Raw
from selfassess.render.pdf.structure import Annotated, Element, Marked


def tag(canvas: TaggedCanvas, root: Element, *, title: str, language: str) -> None:
    """Adds everything that makes the document tagged; all pages must be finished."""
    document = canvas.reportlab._doc
    pages: list[Any] = document.Pages.pages
    page_numbers = [_number(document, page) for page in pages]
    tree = Raw()
    top = _number(document, tree)
    raws = {id(element): Raw() for element in _every(root)}
    numbers = {key: _number(document, raw) for key, raw in raws.items()}
    _fill(root, top, raws, numbers, page_numbers)
    parents = [
        *(f"{at} [{_references(elements, numbers)}]" for at, elements in enumerate(canvas.marks[: len(pages)])),
        *(f"{FIRST_LINK + at} {numbers[id(element)]} 0 R" for at, element in enumerate(canvas.links)),
    ]
    tree.body = (
        f"<</Type/StructTreeRoot/K[{numbers[id(root)]} 0 R]/ParentTree<</Nums[{' '.join(parents)}]>>"
        f"/ParentTreeNextKey {FIRST_LINK + len(canvas.links)}>>"
    ).encode()
    for at, page in enumerate(pages):
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = at, PDFName("S")
    marked = Raw()
    marked.body = b"<</Marked true>>"
    catalogue = document.Catalog
    catalogue.StructTreeRoot, catalogue.MarkInfo = tree, marked
    catalogue.Metadata = _metadata(title, language)


def _number(document: Any, thing: PDFObject) -> int:
    number: int = document.idToObjectNumberAndVersion[document.Reference(thing).name][0]
    return number


def _every(root: Element) -> list[Element]:
    """All elements, level by level."""
    found = [root]
    for element in found:
        found += [kid for kid in element.kids if isinstance(kid, Element)]
    return found


def _references(elements: list[Element], numbers: dict[int, int]) -> str:
    return " ".join(f"{numbers[id(element)]} 0 R" for element in elements)


def _fill(element: Element, parent: int, raws: dict[int, Raw], numbers: dict[int, int], pages: list[int]) -> None:
    """Writes an element and all below it."""
    number = numbers[id(element)]
    first = next((kid.page for kid in element.kids if isinstance(kid, Marked)), None)
    kids = []
    for kid in element.kids:
        match kid:
            case Element():
                kids.append(f"{numbers[id(kid)]} 0 R")
                _fill(kid, number, raws, numbers, pages)
            case Marked(page, content):
                inside = f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {content}>>"
                kids.append(str(content) if page == first else inside)
            case Annotated(page, annotation):
                kids.append(f"<</Type/OBJR/Pg {pages[page]} 0 R/Obj {annotation} 0 R>>")
    page_entry = "" if first is None else f"/Pg {pages[first]} 0 R"
    attributes = _attributes(element) if element.role in _WITH_ATTRIBUTES else ""
    body = f"<</S/{element.role}/P {parent} 0 R{page_entry}{attributes}/K[{' '.join(kids)}]>>"
    raws[id(element)].body = body.encode()


_WITH_ATTRIBUTES = ("Figure", "TH", "L")


def _attributes(element: Element) -> str:
    found = ""
    if element.alternative is not None:
        found += f"/Alt <FEFF{element.alternative.encode('utf-16-be').hex().upper()}>"
    if element.scope:
        found += f"/A<</O/Table/Scope/{element.scope}>>"
    if element.role == "L":
        found += f"/A<</O/List/ListNumbering/{_numbering(element)}>>"
    if element.box:
        box = " ".join(f"{edge:.2f}" for edge in element.box)
        found += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
    return found


def _numbering(items: Element) -> str:
    """How the labels of a list are to be read; one without labels has none."""
    first = next((kid for item in items.kids if isinstance(item, Element) for kid in item.kids), None)
    labelled = isinstance(first, Element) and first.role == "Lbl"
    return "None" if not labelled else "Decimal" if items.ordered else "Disc"


def _metadata(title: str, language: str) -> PDFStream:
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), text.encode())
