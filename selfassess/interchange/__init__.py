"""Foreign files out of our values and back: what other programs read and write.

Pure: bytes to values or problems, values to bytes; no database, no web, no clock. May know: the libraries of those
formats (icalendar, openpyxl, defusedxml, Pillow, resvg), and the rooms from `charts` downwards. The way of a table
that somebody brings: `opening` → `csv_text` or `workbook` → `action_table` → `action_row`; that of a logo: `logo` and,
where it is an SVG, `svg_logo` → `svg_drawing`, which alone starts a process. To add a format: its module here, named
after it, with a test that reads what it writes by another library than the one that wrote it.
"""
