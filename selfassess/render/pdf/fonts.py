"""The fonts inside the PDF: subsets of ours, embedded, with a map back to Unicode for copying and reading aloud."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from selfassess.typefaces import Name, face


class EmbeddedFont(TTFont):
    """A TrueType font of reportlab whose Unicode map leaves out the codes that are not used.

    reportlab 5.1 maps each unused code to U+0000, which PDF/UA-1 forbids (ISO 14289-1, 7.21.7).
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab's name)
        # Freezing the subsets is the first thing the original does, and forgetting them the last: so look before.
        subsets = [list(subset) for subset in self.state[doc].subsets]
        before = set(doc.idToObject)
        super().addObjects(doc)
        maps = [name for name in doc.idToObject if name.startswith("toUnicodeCMap:") and name not in before]
        for name, subset in zip(maps, subsets, strict=True):
            doc.idToObject[name].content = unicode_map(subset)


def unicode_map(subset: list[int]) -> str:
    """The ToUnicode map (ISO 32000-1, 9.10.3) of a subset, the code points by glyph code; 0 is an unused code."""
    used = [f"<{code:02X}> <{point:04X}>" for code, point in enumerate(subset) if point]
    blocks = [used[start : start + 100] for start in range(0, len(used), 100)]  # 100 is the most a block may hold
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


@cache
def embedded(name: Name) -> EmbeddedFont:
    """reportlab's font for one of our faces; FileNotFoundError where the file is missing."""
    source = face(name)
    # The fallback serves few characters, so its subset need not begin with all of ASCII.
    font = EmbeddedFont(f"selfassess-{name}", str(source.path), asciiReadable=not name.startswith("fallback"))
    pdfmetrics.registerFont(font)
    return font
