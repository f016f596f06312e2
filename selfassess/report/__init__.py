"""Figures, answers and words become a `Report`: a tree of about ten kinds of block that any renderer can walk.

Numbers are rounded and worded here, once, so page, PDF and export cannot differ. Pure. May know: every room below it.
`report` builds the report of an assessment, `workshop_sheet` the one a workshop is held with, `partnership` that of
many organisations; `outcomes` sets actions of a plan beside what their questions did.
To add a part of the report: one file in `parts/` and its row in `report.PARTS`. To add a block: its class in `blocks`;
a test then names each renderer that cannot show it yet.
"""
