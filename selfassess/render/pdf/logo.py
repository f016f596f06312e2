"""A logo as an image object of the PDF. Its packed pixels go in as they stand in the PNG; nothing is decoded."""

from __future__ import annotations

from struct import unpack, unpack_from

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from selfassess.report.blocks import Logo

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = (8, 2, 0, 0, 0)
"""Depth, colour type, compression, filter and interlacing of a PNG whose rows PDF's filters read too."""


def logo_object(logo: Logo) -> PDFStream:
    """The image (ISO 32000-1, 8.9.5); PNG's row filters are PDF's predictor 15 (7.4.4.4).

    ValueError for a PNG that is not as `Logo` promises.
    """
    wide, tall, *kind = unpack_from(">IIBBBBB", logo.png, 16)
    if not logo.png.startswith(_SIGNATURE) or tuple(kind) != _RGB:
        raise ValueError("the logo is no PNG of 8-bit RGB without interlacing")
    rows = PDFDictionary({"Predictor": 15, "Colors": 3, "BitsPerComponent": 8, "Columns": wide})
    image = PDFDictionary(
        {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": wide,
            "Height": tall,
            "ColorSpace": PDFName("DeviceRGB"),
            "BitsPerComponent": 8,
            "Filter": PDFName("FlateDecode"),
            "DecodeParms": rows,
        }
    )
    return PDFStream(dictionary=image, content=_pixels(logo.png))


def _pixels(png: bytes) -> bytes:
    """The data of all IDAT chunks."""
    found, at = b"", len(_SIGNATURE)
    while at < len(png):
        (length,), kind = unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        if kind == b"IDAT":
            found += png[at + 8 : at + 8 + length]
        at += 12 + length
    return found
