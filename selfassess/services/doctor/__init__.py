"""Whether an installation is well, and what to do where it is not: asked by a command and by a page.

May know what services may. To add a check: its function in `data`, `surroundings` or `work`, which gives findings and
raises nothing, and its row in `check_up.CHECKS`.
"""
