"""A document holds every text as it was said, looks as its report says, and is the same file for the same report."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from selfassess.charts.frames import forget
from selfassess.language import Translator, printable
from selfassess.render.docx import render_docx
from selfassess.report.blocks import Block, Brand, Bullets, Chart, Column, Facts, Note, Paragraph, Report, Table
from selfassess.report.charts import LevelBar, LevelBars
from selfassess.report.material import Material
from selfassess.report.report import build_report

Open = Callable[[Report], Document]
Make = Callable[..., Report]
t = Translator()
HOSTILE = ("<w:p/>&amp;<script>", "{{ x }} ${y} %s", "]]>", "a" * 5000, "e\u0301" * 300, "שלום עולם", "👩‍👩‍👧", "=1+1")


def read(document: Document) -> list[str]:
    """The texts of the paragraphs, in tables too, line ends and tabs as they are."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        pieces = (one for one in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")) if one.getparent().tag == qn("w:r"))
        found.append("".join(_written(one) for one in pieces))
    return found


def _written(one: object) -> str:
    tag = one.tag.partition("}")[2]  # type: ignore[attr-defined]
    return {"br": "\n", "tab": "\t"}.get(tag) or one.text or ""  # type: ignore[attr-defined]


def test_every_text_comes_out_as_it_went_in(
    open_docx: Open, report_of: Make, printable_strings: tuple[str, ...]
) -> None:
    texts = [*HOSTILE, *printable_strings]
    found = read(open_docx(report_of(Bullets(items=tuple(texts)))))
    start = found.index(HOSTILE[0])
    assert found[start : start + len(texts)] == [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]


def test_what_no_document_may_hold_is_marked(open_docx: Open, report_of: Make) -> None:
    bad = "a\x00b\x0bc\ud800d\ufffee"
    assert printable(bad) == "a\ufffdb\ufffdc\ufffdd\ufffde"
    said = replace(report_of(Paragraph(text=bad)).cover, organisation=bad)
    assert read(open_docx(report_of(Paragraph(text=bad), cover=said))).count(printable(bad)) == 2


def test_the_cells_of_a_table_and_its_notes_stand_in_their_order(open_docx: Open, report_of: Make) -> None:
    table = Table(
        caption="Answers",
        columns=(
            Column(title="Question", width=3),
            Column(title="Level", kind="level"),
            Column(title="N", kind="number"),
        ),
        rows=(("First", "3 · Embedding", "1.5"), ("Second", "No level", "–")),
        notes=((Note(term="Comment", text="Because\nso"),), ()),
        notes_title="and why",
    )
    found = read(open_docx(report_of(table, Facts(rows=(("Term", "what it is"),)))))
    start = found.index("Answers")
    assert found[start : start + 12] == [
        "Answers", "Question", "and why", "Level", "N", "First", "\u00a03\u00a0 Embedding", "1.5",
        "Comment\tBecause\nso", "Second", "No level", "–",
    ]  # fmt: skip
    assert found[-2:] == ["what it is", ""] or "what it is" in found


def test_each_rare_block_says_everything_it_holds(
    open_docx: Open, report_of: Make, rare_blocks: tuple[Block, ...]
) -> None:
    found = read(open_docx(report_of(*rare_blocks)))
    for text in (
        "Small heading first", "Beware", "Of the dog", "Which?", "☐\tThis – the one", "☐\tThat", "Why?", "Date \t",
        "Map", "Organisation", "All", "A trust", "3 (1)", "–", "One", "Two\nlines",
    ):  # fmt: skip
        assert text in found, text
    assert any(text.startswith("Purpose") and "☐\u00a0To note" in text for text in found)


def test_the_first_two_rows_stay_together_and_the_last_two(open_docx: Open, report_of: Make) -> None:
    rows = tuple((str(at), "said") for at in range(5))
    table = Table(caption="Rows", columns=(Column(title="A"), Column(title="B")), rows=rows)
    document = open_docx(report_of(Facts(rows=rows), table))
    for found, heads in ((document.tables[-2], 0), (document.tables[-1], 1)):
        cells = (row._tr.find(f".//{qn('w:tc')}") for row in list(found.rows)[heads:])
        assert [one.find(f".//{qn('w:keepNext')}") is not None for one in cells] == [True, False, False, True, False]


def test_no_table_is_without_rows(open_docx: Open, report_of: Make) -> None:
    document = open_docx(report_of(Facts(rows=()), cover=replace(report_of().cover, status="", questionnaire="")))
    assert all(len(table.rows) for table in document.tables)
    assert len(document.tables) == 1, "only the day of assessment is left on the front"


def test_text_that_runs_to_the_left_is_set_so(open_docx: Open, report_of: Make) -> None:
    facts = Facts(rows=(("Term", "שלום"),))
    document = open_docx(report_of(Paragraph(text="12 שלום world"), Paragraph(text="world שלום"), facts))
    paragraphs = document.element.body.iter(qn("w:p"))
    turned = [one.text for one in paragraphs if one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None]
    assert turned == ["12 שלום world", "שלום"]


def test_the_same_report_is_the_same_file_without_a_moment_in_it(
    whole: Report, whole_file: bytes, frames: Path
) -> None:
    forget()
    assert render_docx(whole, t, frames=frames) == whole_file
    with ZipFile(BytesIO(whole_file)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in package.read("docProps/core.xml")
        assert sum(one.file_size for one in package.infolist() if one.filename.startswith("word/fonts/")) < 150_000


def test_the_file_has_title_author_and_language(whole: Report, whole_docx: Document) -> None:
    about = whole_docx.core_properties
    assert (about.title, about.author, about.language) == (whole.title, whole.cover.organisation, "en-GB")
    (language,) = (one.get(qn("w:val")) for one in whole_docx.styles.element.iter(qn("w:lang")))
    assert language == "en-GB"


def test_a_draft_says_so_on_its_front_and_on_every_page(whole_docx: Document, open_docx: Open, report_of: Make) -> None:
    section = whole_docx.sections[0]
    assert "Draft" in read(whole_docx)
    for header in (section.first_page_header, section.header):
        (mark,) = (one.get("string") for one in header._element.iter() if str(one.tag).endswith("}textpath") and
                   one.get("string"))  # fmt: skip
        assert mark == "Draft"
    assert "Draft" in "".join(one.text for one in section.header.paragraphs)
    final = open_docx(report_of(Paragraph(text="x"))).sections[0]
    assert "textpath" not in final.header._element.xml + final.first_page_header._element.xml


def test_pages_are_counted_in_the_order_of_the_language(open_docx: Open, report_of: Make) -> None:
    footer = open_docx(report_of(Paragraph(text="x"), footer="Foot")).sections[0].footer
    codes = [one.text for one in footer._element.iter(qn("w:instrText"))]
    assert codes == [" PAGE ", " NUMPAGES "]
    assert footer.paragraphs[0].text == "Foot\tPage 1 of 1"


def test_the_number_of_a_page_stands_at_the_right_beside_a_name_that_runs_to_the_left(
    open_docx: Open, report_of: Make
) -> None:
    cover = replace(report_of().cover, organisation="שלום")
    section = open_docx(report_of(Paragraph(text="x"), cover=cover, footer="שלום · Pledge")).sections[0]
    for place in (section.header, section.footer):
        assert "שלום" in place.paragraphs[0].text
        assert next(place._element.iter(qn("w:bidi")), None) is None


def test_the_pieces_of_a_chart_may_stand_on_two_pages_and_the_last_stays_with_its_sentence(
    open_docx: Open, report_of: Make
) -> None:
    bars = tuple(LevelBar(label=f"Question {at}", level=at % 5, supported=None) for at in range(40))
    chart = Chart(
        title="Levels", content=LevelBars(bars=bars, level_names=tuple("abcde")), sentence="As they are.", table=None
    )
    pictures = [one._p for one in open_docx(report_of(chart)).paragraphs if one.style.name == "Picture"]
    broken = [one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in pictures]
    assert len(broken) > 1
    assert broken == [*(True for _ in broken[1:]), False], "only what is not last gives up what its style has"


def test_names_of_three_hundred_letters_stand_in_full_on_the_front(open_docx: Open, report_of: Make) -> None:
    name = ("Rehabilitation-and-Resettlement Co-ordination " * 7)[:290].rstrip() + " END"
    document = open_docx(report_of(Paragraph(text="x"), cover=replace(report_of().cover, organisation=name)))
    assert name in read(document)
    assert document.sections[0].header.paragraphs[0].text.partition("\t")[0].endswith("…")


@pytest.mark.parametrize("sheet", [False, True])
def test_a_brand_has_its_colour_logo_name_and_footer(
    open_docx: Open, report_of: Make, brand: Brand, sheet: bool
) -> None:
    document = open_docx(report_of(Paragraph(text="x"), brand=brand, sheet=sheet, footer="Foot"))
    section = document.sections[0]
    assert "6B2C91" in document.styles["Title"].element.xml
    assert "0B5563" not in document.styles.element.xml
    told = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert "The logo of the council" in told
    assert section.header.paragraphs[0].text.startswith("The Council\t")
    assert len(list(section.header._element.iter(qn("wp:docPr")))) == 1
    for footer in (section.first_page_footer, section.footer):
        assert footer.paragraphs[-1].text == "Charity 123"


@pytest.mark.office
def test_libreoffice_opens_and_prints_each_document(
    whole_file: bytes,
    report_of: Make,
    rare_blocks: tuple[Block, ...],
    brand: Brand,
    material_saying: Callable[..., Material],
    frames: Path,
    tmp_path: Path,
) -> None:
    hostile = build_report(material_saying("<b>&amp; שלום 👩‍👩‍👧 ‮evil"), t)
    files = {
        "whole": whole_file,
        "hostile": render_docx(hostile, t, frames=frames),
        "rare": render_docx(report_of(*rare_blocks, brand=brand, large=True), t, frames=frames),
        "sheet": render_docx(report_of(*rare_blocks, brand=brand, sheet=True, marks=("Draft",)), t, frames=frames),
        "empty": render_docx(report_of(), t, frames=frames),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to"]
    names = [f"{name}.docx" for name in files]
    subprocess.run([*office, "txt:Text (encoded):UTF8", *names], cwd=tmp_path, check=True, capture_output=True)
    for name in files:
        said = (tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig")
        own = [one for text in read(docx.Document(str(tmp_path / f"{name}.docx"))) for one in text.split()]
        missing = [word for word in own if word not in said]
        assert not missing, name
