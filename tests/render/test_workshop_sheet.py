"""The workshop sheet of the shipped pledge on paper: one page a question, PDF/UA-1, room to write."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from selfassess.answers.file import load_answers
from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import shipped_folder
from selfassess.render.html import render_html
from selfassess.render.pdf import render_pdf
from selfassess.report.blocks import Report
from selfassess.report.material import gather
from selfassess.report.workshop_sheet import workshop_sheet
from selfassess.voices.agenda import Contribution, agenda
from selfassess.voices.time_plan import time_plan

t = Translator()


@pytest.fixture(scope="module")
def sheet() -> Report:
    """Two contributors of the shipped example, one of whom sees every question two levels lower."""
    pledge, answers = shipped_folder() / "bnssg-pledge/1.0.0.yaml", shipped_folder() / "examples/bnssg-pledge-2026.yaml"
    loaded = load_questionnaire(pledge.read_bytes(), pledge.name)
    assert loaded.questionnaire
    own = load_answers(answers.read_bytes(), answers.name, loaded.questionnaire).sheet
    assert own
    lower = {
        id: Answer(state=State.ANSWERED, value=max(0, answer.level - 2), comment="Not where I work.")
        for id, answer in own.answers.items()
        if answer.level is not None
    }
    found = agenda(loaded.questionnaire, [Contribution(sheet=one) for one in (own, replace(own, answers=lower))])
    material = gather(loaded.questionnaire, own, loaded.sha256)
    return workshop_sheet(material, t, agenda=found, plan=time_plan(found, 180))


def test_each_question_to_discuss_fills_one_page_that_conforms(
    sheet: Report, sound_pdf: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    pdf = sound_pdf(render_pdf(sheet, t, frames=tmp_path))
    reader = PdfReader(io.BytesIO(pdf))
    entries = [one for entry in reader.outline for one in (entry if isinstance(entry, list) else [entry])]
    starts = {one.title: reader.get_destination_page_number(one) for one in entries}
    pages = [starts[part.title] for part in sheet.parts if part.level == 2]
    assert len(pages) > 20
    assert pages == list(range(pages[0], pages[0] + len(pages)))


def test_the_web_page_has_the_same_room_to_write(sheet: Report, tmp_path: Path) -> None:
    questions = sum(part.level == 2 for part in sheet.parts)
    assert render_html(sheet, t, frames=tmp_path).count(b'<div class="writing">') == 2 * questions
