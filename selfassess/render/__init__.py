"""A `Report` becomes bytes or text of one kind: HTML, PDF, DOCX, XLSX, JSON, CSV; and a drawing becomes inline SVG.

Renderers decide how things look, never what is said: words and rounding are final in the report. May know: jinja2,
reportlab, docx, openpyxl, charts and everything below. To add a renderer: one module or folder here and its row in
`table.RENDERERS`; those of the report of a partnership stand in `partnership`.
"""
