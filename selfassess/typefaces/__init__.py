"""The fonts: where they are, which characters each can print, how wide a text is, and what nothing here can print.

Page, chart and PDF measure and split texts here and nowhere else, so that they agree. May know: fontTools (it comes
with matplotlib, which itself is never imported here). To add a font: its row in `faces`, and the range it may serve
in `coverage`.
"""

from selfassess.typefaces.coverage import Run, Unprintable, inkless_removed, runs, unprintable
from selfassess.typefaces.faces import Face, Name, face, fonts_missing
from selfassess.typefaces.measure import width, wrap

__all__ = [
    "Face",
    "Name",
    "Run",
    "Unprintable",
    "face",
    "fonts_missing",
    "inkless_removed",
    "runs",
    "unprintable",
    "width",
    "wrap",
]
