"""A `Report` becomes a PDF/UA-1 file: tagged, bookmarked, all fonts embedded, the same bytes for the same report."""

from selfassess.render.pdf.document import render_pdf

__all__ = ["render_pdf"]
