"""The list of contents: links to the parts, which a word processor makes anew with page numbers when it is asked to."""

from __future__ import annotations

from selfassess.render.docx.elements import Element, element
from selfassess.render.docx.parts import bookmark
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.text import field, paragraph, run
from selfassess.report.blocks import Part

_CODE = r'TOC \o "1-2" \h \z'
"""Headings of levels 1 and 2, as links."""


def contents(parts: tuple[Part, ...], setting: Setting) -> list[Element]:
    """The heading, then an entry for each part that is to be named.

    Page numbers are known only to the program that sets the pages. A file can ask for them to be filled in when it is
    opened; but then Word warns of fields that may refer to other files, which nobody should read in a report.
    """
    title = paragraph("TOCHeading", setting.words("Contents"), beside=(element("pageBreakBefore"),))
    entries = []
    number = 0
    for at, part in enumerate(parts):
        number += part.level == 1
        if not part.listed:
            continue
        label = [run(f"{number}"), run("\t")] if part.level == 1 and setting.look.numbered else []
        link = element("hyperlink", *label, run(part.title), anchor=bookmark(at), history="1")
        entries.append(paragraph(f"TOC{part.level}", link))
    return [title, *_in_field(entries)] if entries else []


def _in_field(entries: list[Element]) -> list[Element]:
    """The entries as what the field shows: it begins in the first of them and ends in the last."""
    *opening, end = field(_CODE)
    for part in reversed(opening):
        entries[0].insert(1, part)
    entries[-1].append(end)
    return entries
