"""Whether an installation is well, and what to do where it is not: asked by a command and by a page.

May know what services may. To add a check: its function in `data` or `surroundings`, which gives findings, and its row
in `check_up`; a database or a file that cannot be read is caught there.
"""
