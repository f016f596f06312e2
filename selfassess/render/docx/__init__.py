"""A `Report` becomes a DOCX file to go on writing in: real headings, tables, lists and styles; charts are pictures.

`package` makes an empty document, `styles` and `numbering` its look, `cover`, `contents`, `furniture` and `blocks` what
stands in it, all out of plain elements (`elements`, `text`); the same report gives the same bytes. May know: docx
(python-docx) and what the room above may. To add a block: its builder and its row in `blocks.BUILDERS`; a test names
the kinds that have none. To change how something looks: its row in `styles`, never the paragraph.
"""

from selfassess.render.docx.document import render_docx

__all__ = ["render_docx"]
