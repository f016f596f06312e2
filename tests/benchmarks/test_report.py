"""The printed report, tagged and with its charts, beside WeasyPrint printing the same report's web page as PDF/UA."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypdf
import pytest
import weasyprint  # type: ignore[import-untyped]  # has no types of its own, nor are there stubs

from selfassess.answers.file import load_answers
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import shipped_folder
from selfassess.render.html import render_html
from selfassess.render.pdf import render_pdf
from selfassess.report.blocks import Chart, Report
from selfassess.report.charts import RadarChart
from selfassess.report.material import gather
from selfassess.report.report import build_report

QUESTIONNAIRE = shipped_folder() / "bnssg-pledge" / "1.0.0.yaml"
ANSWERS = shipped_folder() / "examples" / "bnssg-pledge-2026.yaml"


@pytest.fixture(scope="module")
def report() -> Report:
    """The pledge as the example organisation answers it, without its comments and without an earlier year."""
    loaded = load_questionnaire(QUESTIONNAIRE.read_bytes(), "questionnaire")
    assert loaded.questionnaire is not None
    sheet = load_answers(ANSWERS.read_bytes(), "answers", loaded.questionnaire).sheet
    assert sheet is not None
    bare = {id: replace(answer, comment=None) for id, answer in sheet.answers.items()}
    material = gather(loaded.questionnaire, replace(sheet, answers=MappingProxyType(bare)), loaded.sha256)
    return build_report(material, Translator())


def test_the_report_once_everything_is_loaded(report: Report, race: Any, table: Any) -> None:
    charts = [block.content for part in report.parts for block in part.blocks if isinstance(block, Chart)]
    radars = [chart for chart in charts if isinstance(chart, RadarChart)]
    assert radars
    assert len(charts) - len(radars) >= 8
    t = Translator()
    page = render_html(report, t).decode()

    def theirs() -> bytes:
        printed: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
        return printed

    pdf, other = pypdf.PdfReader(BytesIO(file := render_pdf(report, t))), pypdf.PdfReader(BytesIO(theirs()))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]  # a dictionary, in every tagged file
    for part in report.parts:
        assert all(part.title in _words(printed) for printed in (pdf, other)), part.title
    pages = f"{len(pdf.pages)} pages, {len(charts)} charts"
    ours, weasyprints = race(lambda: render_pdf(report, t), theirs)
    tagged, untagged = race(lambda: render_pdf(report, t), lambda: render_pdf(report, t, tagged=False), rounds=15)
    table.ratio(
        f"tagged report ({pages}), warm / WeasyPrint, pdf/ua-1 ({len(other.pages)} pages)", ours, weasyprints, 1 / 12
    )
    table.ratio("tagged / untagged", tagged, untagged, 1.4)
    table.figure(f"size of the tagged report ({pages})", len(file) / 1000, "kB", 120)


def _words(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_report_as_the_first_thing_a_process_does(children: Any, race: Any, table: Any, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    command = [sys.executable, "-m", "selfassess", "report", str(QUESTIONNAIRE), str(ANSWERS), "--out", str(out)]
    (cold,) = race(lambda: subprocess.run(command, check=True, capture_output=True), clock=children)
    assert out.read_bytes().startswith(b"%PDF-")
    table.figure(
        "selfassess report, cold: a new process, every library and every chart's frame anew", 1000 * cold, "ms"
    )
