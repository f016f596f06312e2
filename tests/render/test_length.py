"""The printed report of the shipped examples is no longer than a person would read."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from selfassess.answers.file import load_answers, peek
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import example_files, shipped_folder
from selfassess.render.table import renderer_for
from selfassess.report.material import EarlierYear, gather

EXAMPLES = shipped_folder() / "examples"


def printed(answers: Path, earlier: Path | None, frames: Path) -> PdfReader:
    """The report as PDF."""
    loaded = []
    for path in (answers, earlier) if earlier else (answers,):
        named = peek(path.read_bytes(), str(path))
        file = shipped_folder() / named.questionnaire / f"{named.version}.yaml"
        asked = load_questionnaire(file.read_bytes(), str(file))
        said = load_answers(path.read_bytes(), str(path), asked.questionnaire)
        loaded.append((asked.questionnaire, said.sheet, asked.sha256))
    now, *before = loaded
    years = [EarlierYear(questionnaire=one[0], sheet=one[1], sha256=one[2]) for one in before]
    material = gather(*now, earlier=years[0] if years else None, example=True)
    return PdfReader(io.BytesIO(renderer_for(".pdf").render(material, Translator(), frames=frames)))


def pages(answers: Path, earlier: Path | None, frames: Path) -> dict[str, int]:
    """How many pages each entry of the bookmarks takes, and `all`."""
    pdf = printed(answers, earlier, frames)
    entries = [one for entry in pdf.outline for one in (entry if isinstance(entry, list) else [entry])]
    starts = [(one.title, pdf.get_destination_page_number(one)) for one in entries]
    ends = [*starts, ("end", len(pdf.pages))]
    return {"all": len(pdf.pages)} | {title: after - start for (title, start), (_, after) in pairwise(ends)}


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.stem)
def test_a_section_takes_at_most_two_pages(path: Path, tmp_path: Path) -> None:
    found = pages(path, None, tmp_path)
    sections = {title: count for title, count in found.items() if title[0].isdigit()}
    assert sections
    assert max(sections.values()) <= 2, sections


def test_labels_of_the_summary_s_radar_can_be_read(tmp_path: Path) -> None:
    pdf = printed(EXAMPLES / "bnssg-pledge-2026.yaml", EXAMPLES / "bnssg-pledge-2025.yaml", tmp_path)
    sizes = []
    pdf.pages[2].extract_text(visitor_text=lambda text, _, __, font, size: sizes.append(size) if text.strip() else None)
    assert min(sizes) >= 7


def test_two_years_of_the_pledge_fit_thirty_two_pages_with_two_a_section(tmp_path: Path) -> None:
    found = pages(EXAMPLES / "bnssg-pledge-2026.yaml", EXAMPLES / "bnssg-pledge-2025.yaml", tmp_path)
    assert found["all"] <= 32
    assert {count for title, count in found.items() if title[0].isdigit()} == {2}
    assert found["How the figures came about"] <= 6
    assert found["Summary for the board"] == 1
