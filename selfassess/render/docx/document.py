"""The whole document, from report to bytes."""

from __future__ import annotations

import pathlib
from io import BytesIO

import docx

from selfassess.language import Translator
from selfassess.render.docx.contents import contents
from selfassess.render.docx.cover import front
from selfassess.render.docx.furniture import furnish
from selfassess.render.docx.look import look_of
from selfassess.render.docx.numbering import numbering_elements
from selfassess.render.docx.package import empty_package
from selfassess.render.docx.parts import body
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import style_elements
from selfassess.render.steady import steady
from selfassess.report.blocks import Report


def render_docx(report: Report, words: Translator, *, frames: pathlib.Path | None = None) -> bytes:
    """The report as a DOCX file; `frames` as in `charts.draw`. The same report gives the same bytes.

    Characters that no document may hold stand in it as �. FileNotFoundError where a font is missing.
    """
    look = look_of(report)
    author = report.cover.organisation
    empty = empty_package(title=report.title, author=author, language=report.language)
    document = docx.Document(BytesIO(empty))
    document.styles.element.extend(style_elements(look, report.language))
    document.part.numbering_part.element.extend(numbering_elements(look))
    setting = Setting(words=words, look=look, document=document, frames=frames)
    inside = document.element.body
    place = inside.get_or_add_sectPr()
    for one in (
        *front(report, setting),
        *(() if report.sheet else contents(report.parts, setting)),
        *body(report.parts, setting),
    ):
        place.addprevious(one)
    furnish(document.sections[0], report, setting)
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue())
