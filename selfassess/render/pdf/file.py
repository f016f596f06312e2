"""The finished file: objects packed into compressed object streams (ISO 32000-1, 7.5.7), found by a reference stream.

reportlab writes each object openly; with a structure tree of thousands of small ones that is three times as much.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFStream

_PACK = 200
"""Objects in one stream; below 256, so that a place in it fits a byte."""


class Raw(PDFObject):
    """An object that is written as it is: a structure has thousands, and reportlab's dictionaries are slow."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.body = b""

    def format(self, _: PDFDocument) -> bytes:
        return self.body


Entry = tuple[int, int, int]
"""How an object is found: 1, its offset, 0; or 2, the number of its stream, its place there."""


def finished(canvas: Any) -> bytes:
    """The bytes of the file that a reportlab canvas has drawn. Nothing in them depends on the time or on chance."""
    document = canvas._doc
    for font in document.delayedFonts:
        font.addObjects(document)
    document.info.invariant = 1
    root, information = document.Reference(document.Catalog), document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    for page in document.Pages.pages:  # reportlab's own page stream would be written in ASCII, a quarter longer
        page.Contents = PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
    streams, small = _objects(document)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    entries: dict[int, Entry] = {0: (0, 0, 0)}
    for number, body in streams.items():
        entries[number] = (1, len(out), 0)
        out += _object(number, body)
    following = len(document.numberToId) + 1
    numbers = list(small)
    for start in range(0, len(numbers), _PACK):
        pack = numbers[start : start + _PACK]
        entries |= {number: (2, following, place) for place, number in enumerate(pack)}
        entries[following] = (1, len(out), 0)
        out += _object(following, _packed({number: small[number] for number in pack}))
        following += 1
    entries[following] = (1, len(out), 0)
    start_of_references = len(out)
    trailer = b"/Root " + root.format(document) + b"/Info " + information.format(document) + _identity(bytes(out))
    out += _object(following, _reference_stream(entries, trailer))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start_of_references


def _objects(document: PDFDocument) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """All objects by number: streams, which stand on their own, and the others. Formatting may add further ones."""
    streams: dict[int, bytes] = {}
    small: dict[int, bytes] = {}
    number = 1
    while number in document.numberToId:
        thing = document.idToObject[document.numberToId[number]]
        body = thing.body if isinstance(thing, Raw) else pdfdoc.format(thing, document, toplevel=1)
        (streams if isinstance(thing, PDFStream) else small)[number] = body
        number += 1
    return streams, small


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, body.strip())


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def _packed(bodies: dict[int, bytes]) -> bytes:
    places, content = [], b""
    for number, body in bodies.items():
        places.append(b"%d %d" % (number, len(content)))
        content += body.strip() + b"\n"
    first = b" ".join(places) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(bodies), len(first)), first + content)


def _reference_stream(entries: dict[int, Entry], trailer: bytes) -> bytes:
    rows = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + place.to_bytes(1, "big")
        for _, (kind, where, place) in sorted(entries.items())
    )
    return _stream(b"/Type/XRef/W[1 4 1]/Size %d%b" % (len(entries), trailer), rows)


def _identity(content: bytes) -> bytes:
    digest = hashlib.sha256(content).hexdigest()[:32].encode()
    return b"/ID[<%b><%b>]" % (digest, digest)
