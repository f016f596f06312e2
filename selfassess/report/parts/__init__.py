"""The parts of a report, one module each: a function from material to blocks.

May know what the report room may. To add a part: its module here and its row in `report.report.PARTS`.
"""
