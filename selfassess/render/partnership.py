"""The formats in which the report of a partnership can be had: to read, and its figures for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from selfassess.language import Translator
from selfassess.render.partnership_csv import partnership_csv
from selfassess.render.partnership_json import partnership_json
from selfassess.render.table import WRITERS, XLSX
from selfassess.report.partnership.report import partnership_report
from selfassess.report.partnership.year import PartnershipYear

Render = Callable[[PartnershipYear, Translator, Path | None], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipRenderer:
    """One format: what people call it, its media type, and how to make it; the folder is as in `charts.draw`."""

    name: str
    media_type: str
    render: Render


def _report_as(suffix: str) -> Render:
    def render(year: PartnershipYear, t: Translator, frames: Path | None) -> bytes:
        return WRITERS[suffix].write(partnership_report(year, t), t, frames=frames)

    return render


def _xlsx(year: PartnershipYear, t: Translator, _: Path | None) -> bytes:
    from selfassess.render.xlsx import partnership_xlsx

    return partnership_xlsx(year, t)


PARTNERSHIP_RENDERERS: Mapping[str, PartnershipRenderer] = MappingProxyType(
    {
        ".pdf": PartnershipRenderer(
            name="PDF document", media_type=WRITERS[".pdf"].media_type, render=_report_as(".pdf")
        ),
        ".html": PartnershipRenderer(
            name="Web page", media_type=WRITERS[".html"].media_type, render=_report_as(".html")
        ),
        ".docx": PartnershipRenderer(
            name="Document to edit (DOCX)", media_type=WRITERS[".docx"].media_type, render=_report_as(".docx")
        ),
        ".xlsx": PartnershipRenderer(name="Figures as a workbook (XLSX)", media_type=XLSX, render=_xlsx),
        ".json": PartnershipRenderer(
            name="Figures as JSON",
            media_type="application/json",
            render=lambda year, t, _: partnership_json(year, t),
        ),
        ".csv": PartnershipRenderer(
            name="Figures as a table (CSV)",
            media_type="text/csv; charset=utf-8",
            render=lambda year, t, _: partnership_csv(year, t),
        ),
    }
)
"""By the ending of the file, with its dot."""
