"""The documents beside the pack on paper and as web pages: as long as they promise, sound, and with every text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader

from selfassess.answers.file import load_answers, peek
from selfassess.answers.model import AnswerSheet
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.shipped import shipped_folder
from selfassess.render.html import render_html
from selfassess.render.pdf import render_pdf
from selfassess.report.documents import ANNEXES, DOCUMENTS, PACK, build_document
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.plans import Plans

EXAMPLES = shipped_folder() / "examples"
SHIPPED = {
    "a charity, second year": ("bnssg-pledge-2026", "bnssg-pledge-2025"),
    "a board without staff, half answered": ("bnssg-pledge-partial",),
    "police, first year": ("hips-concordat-2026",),
}
LONG = "Wellbeing of everybody who works here " * 8
SCRIPTS = "Ελλάδα Київ ગુજરાતી سلام 中文 😀 Tŷ ŵyr <script>alert(1)</script> &amp; "
t = Translator()
Make = Callable[..., Material]
Sound = Callable[[bytes], bytes]


def _year(name: str) -> EarlierYear:
    path = EXAMPLES / f"{name}.yaml"
    named = peek(path.read_bytes(), str(path))
    file = shipped_folder() / named.questionnaire / f"{named.version}.yaml"
    asked = load_questionnaire(file.read_bytes(), str(file))
    assert asked.questionnaire
    sheet = load_answers(path.read_bytes(), str(path), asked.questionnaire).sheet
    assert sheet
    return EarlierYear(questionnaire=asked.questionnaire, sheet=sheet, sha256=asked.sha256)


@pytest.fixture(scope="module", params=SHIPPED.values(), ids=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Material:
    now, *before = map(_year, request.param)
    return gather(
        now.questionnaire, now.sheet, now.sha256, earlier=before[0] if before else None, draft=True, example=True
    )


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def sizes(pdf: bytes) -> set[float]:
    """Of every text but the watermark."""
    found: set[float] = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=lambda text, _, __, font, size: found.add(size) if text.strip() else None)
    return found


def test_a_board_sheet_is_one_page(shipped: Material, sound_pdf: Sound) -> None:
    assert len(pages(sound_pdf(render_pdf(build_document(shipped, t, "board"), t)))) == 1


def test_the_plain_words_fill_both_sides_of_one_sheet_in_clear_print(shipped: Material, sound_pdf: Sound) -> None:
    pdf = sound_pdf(render_pdf(build_document(shipped, t, "staff"), t))
    first, second = pages(pdf)
    assert "Where we are" in first
    assert "What happens next" in second


@pytest.mark.parametrize("id", ["board", "staff"])
def test_they_stay_so_with_the_longest_texts(
    material_saying: Make, plans_saying: Callable[[str], Plans], id: str
) -> None:
    material = material_saying(LONG, plans=plans_saying(LONG), draft=True)
    assert len(pages(render_pdf(build_document(material, t, id), t))) == {"board": 1, "staff": 2}[id]


def test_they_stay_so_with_twenty_sections_of_long_names(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    plans_saying: Callable[[str], Plans],
) -> None:
    sections = {f"c{at}": {"title": LONG, "questions": {f"q{at}": {"prompt": LONG}}} for at in range(20)}
    asked = make_questionnaire(sections, title=LONG)
    sheet = replace(make_sheet({f"q{at}": at % 5 for at in range(20)}), organisation=LONG[:250])
    material = gather(asked, sheet, "", plans=plans_saying(LONG), draft=True, example=True)
    for id, count in (("board", 1), ("staff", 2)):
        pdf = render_pdf(build_document(material, t, id), t)
        assert len(pages(pdf)) == count
        assert min(sizes(pdf)) >= 6.5


def test_each_question_of_the_paper_questionnaire_has_one_page(shipped: Material, sound_pdf: Sound) -> None:
    report = build_document(shipped, t, "questionnaire")
    pdf = sound_pdf(render_pdf(report, t))
    reader = PdfReader(io.BytesIO(pdf))
    entries = [one for entry in reader.outline for one in (entry if isinstance(entry, list) else [entry])]
    starts = {one.title: reader.get_destination_page_number(one) for one in entries}
    questions = [starts[part.title] for part in report.parts if part.level == 2]
    assert all(after == before + 1 for before, after in pairwise(questions))
    assert questions[-1] == len(reader.pages) - 1


def test_large_print_has_no_text_below_sixteen_points(material_saying: Make, sound_pdf: Sound) -> None:
    report = build_document(material_saying("Plain words"), t, "questionnaire-large")
    assert min(sizes(sound_pdf(render_pdf(report, t)))) >= 16
    assert b'<html lang="en-GB" class="large">' in render_html(report, t)


def test_clear_print_has_no_text_below_twelve_points_but_the_running_lines(shipped: Material) -> None:
    pdf = render_pdf(build_document(shipped, t, "staff"), t)
    assert sorted(sizes(pdf))[:2] == [8, pytest.approx(12, abs=0.5)]


def test_a_pack_with_every_annex_is_sound_and_leads_to_each(material_saying: Make, sound_pdf: Sound) -> None:
    report = build_document(material_saying("Plain words"), t, PACK, list(ANNEXES))
    reader = PdfReader(io.BytesIO(sound_pdf(render_pdf(report, t))))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[-len(ANNEXES) :] == [f"Annex: {kind.title}" for kind in ANNEXES.values()]


@pytest.mark.parametrize("id", [id for id in DOCUMENTS if id != PACK])
def test_hostile_texts_are_printed_as_they_are_or_marked(material_saying: Make, sound_pdf: Sound, id: str) -> None:
    material = material_saying(SCRIPTS, unsigned=True)
    report = replace(build_document(material, t, id), marks=())
    whole = re.sub(r"\s+", "", "".join(pages(sound_pdf(render_pdf(report, t)))))
    assert "Ελλάδα" in whole
    assert "<script>alert(1)</script>" in whole
    page = render_html(report, t)
    assert b"<script>alert" not in page
    assert "中文 😀".encode() in page


@pytest.mark.parametrize("id", ["questionnaire", "questionnaire-large"])
def test_a_description_longer_than_a_page_goes_on_over_the_page(
    make_questionnaire: Callable[..., Questionnaire], sound_pdf: Sound, id: str
) -> None:
    words = [f"w{at}" for at in range(1500)]
    questions = {"a": {"levels": dict.fromkeys(range(5), " ".join(words))}}
    build = DOCUMENTS[id].blank
    assert build
    report = build(make_questionnaire({"c1": {"questions": questions}}), t)
    found = " ".join(pages(sound_pdf(render_pdf(report, t)))).split()
    assert all(found.count(word) == 5 for word in words)


def test_a_long_period_stands_below_the_title_of_a_sheet(material_saying: Make, sound_pdf: Sound) -> None:
    material = material_saying("Plain")
    period = " ".join(f"p{at}" for at in range(60))
    named = replace(material, sheet=replace(material.sheet, period=period))
    (whole,) = pages(sound_pdf(render_pdf(build_document(named, t, "board"), t)))
    assert period in re.sub(r"\s+", " ", whole)
