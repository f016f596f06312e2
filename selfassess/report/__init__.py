"""Figures, answers and words become a `Report`: a tree of about ten kinds of block that any renderer can walk.

Numbers are rounded and worded here, once, so page, PDF and export cannot differ. Pure. May know: every room below it.
`documents` names what can be printed of an assessment and builds it with its annexes: the pack (`report`), the front
sheet for a board, two pages in plain words, all answers, the index of evidence, and for paper the questionnaire and the
workshop sheets. `partnership` builds the report of many organisations; `outcomes` sets actions of a plan beside what
their questions did.
To add a part of the report: one file in `parts/` and its row in `report.PARTS`. To add a document: its builder and its
row in `documents.DOCUMENTS`. To add a block: its class in `blocks`; a test then names each renderer that lacks it.
"""
