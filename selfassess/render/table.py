"""The one table of formats a report can be had in; the web route, the command and the tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from selfassess.language import Translator
from selfassess.report.blocks import Report
from selfassess.report.material import Material
from selfassess.report.report import build_report


class UnknownFormatError(ValueError):
    """Nobody can write a file with this ending; the message names the endings that exist."""


class Render(Protocol):
    """Makes the file. `frames` is a folder that keeps the drawn frames of charts, as in `charts.draw`."""

    def __call__(self, material: Material, t: Translator, /, *, frames: Path | None = None) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """One format: what people call it, its media type, and how to make it."""

    name: str
    media_type: str
    render: Render


class Write(Protocol):
    """Makes the file of a document that is built already, such as the sheet for a workshop."""

    def __call__(self, report: Report, t: Translator, /, *, frames: Path | None = None) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One format of documents to read: its media type, and how to make it."""

    media_type: str
    write: Write


# reportlab, docx, openpyxl, matplotlib and jinja2 are imported when a report is made, so that the program starts
# without waiting for them (CONTRIBUTING: start-up time).


def _pdf(report: Report, t: Translator, *, frames: Path | None = None) -> bytes:
    from selfassess.render.pdf import render_pdf

    return render_pdf(report, t, frames=frames)


def _html(report: Report, t: Translator, *, frames: Path | None = None) -> bytes:
    from selfassess.render.html import render_html

    return render_html(report, t, frames=frames)


def _docx(report: Report, t: Translator, *, frames: Path | None = None) -> bytes:
    from selfassess.render.docx import render_docx

    return render_docx(report, t, frames=frames)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        ".pdf": Writer(media_type="application/pdf", write=_pdf),
        ".html": Writer(media_type="text/html; charset=utf-8", write=_html),
        ".docx": Writer(
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", write=_docx
        ),
    }
)
"""By the ending of the file, with its dot."""


def _report_as(suffix: str) -> Render:
    def render(material: Material, t: Translator, *, frames: Path | None = None) -> bytes:
        return WRITERS[suffix].write(build_report(material, t), t, frames=frames)

    return render


def _json(material: Material, t: Translator, *, frames: Path | None = None) -> bytes:  # noqa: ARG001 - only figures
    from selfassess.render.json import render_json

    return render_json(material)


def _csv(material: Material, t: Translator, *, frames: Path | None = None) -> bytes:  # noqa: ARG001 - no charts
    from selfassess.render.csv import render_csv

    return render_csv(material, t)


def _xlsx(material: Material, t: Translator, *, frames: Path | None = None) -> bytes:  # noqa: ARG001 - no charts
    from selfassess.render.xlsx import render_xlsx

    return render_xlsx(material, t)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

RENDERERS: Mapping[str, Renderer] = MappingProxyType(
    {
        ".pdf": Renderer(name="PDF document", media_type=WRITERS[".pdf"].media_type, render=_report_as(".pdf")),
        ".html": Renderer(name="Web page", media_type=WRITERS[".html"].media_type, render=_report_as(".html")),
        ".docx": Renderer(
            name="Document to edit (DOCX)", media_type=WRITERS[".docx"].media_type, render=_report_as(".docx")
        ),
        ".xlsx": Renderer(name="Everything as a workbook (XLSX)", media_type=XLSX, render=_xlsx),
        ".json": Renderer(name="Figures as JSON", media_type="application/json", render=_json),
        ".csv": Renderer(name="Answers as a table (CSV)", media_type="text/csv; charset=utf-8", render=_csv),
    }
)
"""By the ending of the file, with its dot."""


def renderer_for(suffix: str) -> Renderer:
    """The renderer for an ending such as `.pdf`, in capitals too. Raises `UnknownFormatError`."""
    try:
        return RENDERERS[suffix.lower()]
    except KeyError:
        raise UnknownFormatError(
            f"no report can be written as {suffix or 'a file without an ending'}: use one of {', '.join(RENDERERS)}"
        ) from None
