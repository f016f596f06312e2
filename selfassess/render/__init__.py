"""A report, or the material it is made from, becomes the bytes of a file: one module for each format.

May know: charts, report and below; jinja2 (html), reportlab (pdf). To add a format: its module, and its row in `table`,
which the web route, the command and a completeness test read.
"""
