"""The printed reports of the shipped examples: short enough to be read, nothing lost, and PDF/UA-1."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from selfassess.answers.file import load_answers, peek
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import example_files, shipped_folder
from selfassess.render.table import WRITERS, renderer_for
from selfassess.report.documents import ANNEXES, DOCUMENTS, build_document
from selfassess.report.material import EarlierYear, Material, gather

EXAMPLES = shipped_folder() / "examples"
PLEDGE = (EXAMPLES / "bnssg-pledge-2026.yaml", EXAMPLES / "bnssg-pledge-2025.yaml")
Read = Callable[..., Material]
Print = Callable[[Material], bytes]


@pytest.fixture(scope="module")
def read() -> Read:
    """`read(answers, earlier)`: the material of one or two shipped files of answers."""

    def build(*files: Path) -> Material:
        loaded = []
        for path in files:
            named = peek(path.read_bytes(), str(path))
            file = shipped_folder() / named.questionnaire / f"{named.version}.yaml"
            asked = load_questionnaire(file.read_bytes(), str(file))
            sheet = load_answers(path.read_bytes(), str(path), asked.questionnaire).sheet
            loaded.append((asked.questionnaire, sheet, asked.sha256))
        now, *before = loaded
        years = [EarlierYear(questionnaire=one[0], sheet=one[1], sha256=one[2]) for one in before]
        return gather(*now, earlier=years[0] if years else None, example=True)

    return build


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frames")


@pytest.fixture(scope="module")
def printed(frames: Path) -> Print:
    """The report as PDF."""
    return lambda material: renderer_for(".pdf").render(material, Translator(), frames=frames)


def lengths(pdf: bytes) -> dict[str, int]:
    """How many pages each entry of the bookmarks takes, and `all`."""
    reader = PdfReader(io.BytesIO(pdf))
    entries = [one for entry in reader.outline for one in (entry if isinstance(entry, list) else [entry])]
    starts = [(one.title, reader.get_destination_page_number(one)) for one in entries]
    ends = [*starts, ("end", len(reader.pages))]
    return {"all": len(reader.pages)} | {title: after - start for (title, start), (_, after) in pairwise(ends)}


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.stem)
def test_a_section_takes_at_most_two_pages(path: Path, read: Read, printed: Print) -> None:
    sections = {title: count for title, count in lengths(printed(read(path))).items() if title[0].isdigit()}
    assert sections
    assert max(sections.values()) <= 2, sections


def test_two_years_of_the_pledge_fit_thirty_two_pages(read: Read, printed: Print) -> None:
    found = lengths(printed(read(*PLEDGE)))
    assert found["all"] <= 32
    assert {count for title, count in found.items() if title[0].isdigit()} == {2}
    assert found["How the figures came about"] <= 6
    assert found["Summary for the board"] == 1


def test_no_text_of_the_summary_is_smaller_than_seven_points(read: Read, printed: Print) -> None:
    sizes = []
    summary = PdfReader(io.BytesIO(printed(read(*PLEDGE)))).pages[2]
    summary.extract_text(visitor_text=lambda text, _, __, font, size: sizes.append(size) if text.strip() else None)
    assert min(sizes) >= 7


def test_everything_that_was_said_is_printed(read: Read, printed: Print) -> None:
    material = read(*PLEDGE)
    pages = PdfReader(io.BytesIO(printed(material))).pages
    found = re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pages))
    assert material.earlier
    for sheet in (material.sheet, material.earlier.sheet):
        for answer in sheet.answers.values():
            pieces = answer.evidence if sheet is material.sheet else ()
            for text in (answer.comment, answer.reason, *(piece.title for piece in pieces)):
                assert text is None or " ".join(text.split()) in found


@pytest.mark.parametrize("files", [PLEDGE, *([path] for path in example_files())], ids=lambda files: files[-1].stem)
def test_a_shipped_example_conforms_to_pdf_ua(
    files: tuple[Path, ...], read: Read, printed: Print, sound_pdf: Callable[[bytes], bytes]
) -> None:
    assert sound_pdf(printed(read(*files)))


@pytest.mark.parametrize(
    ("document", "annexes"), [*((one, ()) for one in DOCUMENTS), ("pack", tuple(ANNEXES)), ("board", tuple(ANNEXES))]
)
def test_every_document_is_sound(
    document: str, annexes: tuple[str, ...], read: Read, frames: Path, sound_pdf: Callable[[bytes], bytes]
) -> None:
    report = build_document(read(*PLEDGE), Translator(), document, annexes)
    assert sound_pdf(WRITERS[".pdf"].write(report, Translator(), frames=frames))
