"""A `Report` becomes a PDF/UA-1 file: tagged, bookmarked, all fonts embedded, the same bytes for the same report.

Cover, contents and blocks become slices (`cover`, `contents`, `blocks` and its builders), slices are stacked to pages
(`flow`), a canvas draws the pages and notes what belongs to which element (`canvas`, `structure`), and `tree` and
`file` write that down.
To add a block: its builder and its row in `blocks.BUILDERS`; a test names the kinds that have none.
"""

from selfassess.render.pdf.document import render_pdf

__all__ = ["render_pdf"]
