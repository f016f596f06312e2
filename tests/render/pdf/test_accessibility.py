"""The PDF is PDF/UA-1: tagged, titled, every picture described, decoration kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from selfassess.language import Translator
from selfassess.render.pdf import render_pdf
from selfassess.render.pdf.blocks import BUILDERS
from selfassess.report import blocks

Make = Callable[..., bytes]


def elements(pdf: bytes) -> Iterator[tuple[int, Any]]:
    """Every structure element with its depth, in reading order."""
    reader = PdfReader(BytesIO(pdf))

    def walk(element: Any, depth: int) -> Iterator[tuple[int, Any]]:
        element = element.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield depth, element
            for kid in element.get("/K", []):
                yield from walk(kid, depth + 1)

    for top in reader.trailer["/Root"]["/StructTreeRoot"]["/K"]:
        yield from walk(top, 0)


def roles(pdf: bytes) -> list[str]:
    return [element["/S"].removeprefix("/") for _, element in elements(pdf)]


def pages_of(element: Any) -> set[int]:
    """Which pages an element's own content is on, by object number."""
    own = {element.raw_get("/Pg").idnum} if "/Pg" in element else set()
    return own | {kid.raw_get("/Pg").idnum for kid in element["/K"] if isinstance(kid, dict) and "/MCID" in kid}


def test_the_sample_with_every_block_and_mark_conforms(make_pdf: Make) -> None:
    assert make_pdf(marks=("Draft", "Example data"))


def test_foreign_scripts_and_markers_conform(make_pdf: Make) -> None:
    text = "Ελλάδα Київ → ✓ ગુજરાતી سلام 中文 😀 Tŷ ŵyr"
    assert make_pdf(blocks.Paragraph(text=text), organisation=text)


@pytest.mark.parametrize("kind", BUILDERS, ids=lambda kind: kind.__name__)
def test_the_sample_shows_every_kind_of_block(make_report: Callable[..., blocks.Report], kind: type) -> None:
    assert any(isinstance(block, kind) for part in make_report().parts for block in part.blocks)


def test_every_kind_of_block_has_a_builder() -> None:
    assert set(BUILDERS) == set(blocks.Block.__args__)  # type: ignore[attr-defined]  # a union has them


def test_headings_begin_with_one_h1_and_never_skip_a_level(make_pdf: Make) -> None:
    pdf = make_pdf(blocks.Heading(text="Deep", level=4), blocks.Heading(text="Below the part", level=3))
    for levels in ([int(role[1]) for role in roles(one) if role[0] == "H"] for one in (pdf, make_pdf())):
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_paragraph_over_a_page_break_stays_one_element(make_pdf: Make) -> None:
    pdf = make_pdf(blocks.Paragraph(text="word " * 2000))
    assert max(len(pages_of(element)) for _, element in elements(pdf) if element["/S"] == "/P") >= 2


def test_a_list_item_over_a_page_break_stays_one_element(make_pdf: Make) -> None:
    pdf = make_pdf(blocks.Bullets(items=("word " * 2000,)))
    assert roles(pdf).count("LI") == 1
    assert max(len(pages_of(element)) for _, element in elements(pdf) if element["/S"] == "/LBody") >= 2


def test_a_table_over_pages_is_one_table_with_one_header_row(make_pdf: Make) -> None:
    table = blocks.Table(
        caption="Long",
        columns=(blocks.Column(title="Name"), blocks.Column(title="Value", kind="number")),
        rows=tuple((f"Row {at}", str(at)) for at in range(120)),
    )
    pdf = make_pdf(table)
    found = [element for _, element in elements(pdf)]
    scopes = [element["/A"]["/Scope"] for element in found if element["/S"] == "/TH"]
    tables = [element for element in found if element["/S"] == "/Table" and element["/K"][0]["/S"] == "/Caption"]
    assert len(tables) == 1
    assert scopes.count("/Column") == 2
    reader = PdfReader(BytesIO(pdf))
    assert sum("Name" in one.extract_text() for one in reader.pages) >= 3  # seen on each page, read out once


def test_a_heatmap_over_pages_is_one_table_with_one_header_row_and_a_header_for_each_row(
    make_pdf: Make, make_heatmap: Callable[..., blocks.Heatmap]
) -> None:
    pdf = make_pdf(make_heatmap(60, 20))
    found = [element for _, element in elements(pdf)]
    scopes = [element["/A"]["/Scope"] for element in found if element["/S"] == "/TH"]
    tables = [element for element in found if element["/S"] == "/Table" and element["/K"][0]["/S"] == "/Caption"]
    assert len(tables) == 1
    assert scopes.count("/Column") == 22
    assert scopes.count("/Row") == 60 + 4  # and the rows of facts on the cover
    seen = [one.extract_text() for one in PdfReader(BytesIO(pdf)).pages]
    assert sum("Organisation All 1 2 3" in " ".join(text.split()) for text in seen) >= 2


def test_a_figure_has_the_sentence_as_alternative_text_and_a_box(make_pdf: Make) -> None:
    figures = [element for _, element in elements(make_pdf()) if element["/S"] == "/Figure"]
    assert len(figures) == 3
    assert str(figures[0]["/Alt"]).startswith("The strongest section")
    assert all(len(figure["/A"]["/BBox"]) == 4 for figure in figures)


def test_contents_link_to_every_part_with_its_page(make_pdf: Make) -> None:
    pdf = make_pdf()
    assert roles(pdf).count("TOCI") == roles(pdf).count("Link") == 4
    reader = PdfReader(BytesIO(pdf))
    links = [one.get_object() for one in reader.pages[1]["/Annots"]]
    assert [link["/Contents"] for link in links][:2] == ["Go to Summary for the board", "Go to Profile"]
    shown = [" ".join(line.split()) for line in reader.pages[1].extract_text().splitlines() if "2 Profile" in line]
    target = reader.get_destination_page_number(next(one for one in reader.outline if one.title == "Profile"))
    assert shown == [f"2 Profile {target + 1}"]


def test_bookmarks_follow_the_parts(make_pdf: Make) -> None:
    outline = PdfReader(BytesIO(make_pdf())).outline
    titles = [[one.title for one in entry] if isinstance(entry, list) else entry.title for entry in outline]
    assert titles == [
        "Contents",
        "Summary for the board",
        "Profile",
        "Section by section",
        ["Leadership and shared vision"],
    ]


def test_a_report_that_begins_with_a_part_of_level_two_still_has_bookmarks(
    make_report: Callable[..., blocks.Report], sound_pdf: Callable[[bytes], bytes]
) -> None:
    report = make_report(blocks.Paragraph(text="Text"))
    low = replace(report, parts=(replace(report.parts[0], level=2),))
    assert sound_pdf(render_pdf(low, Translator()))


def test_title_and_language_are_said(make_pdf: Make) -> None:
    reader = PdfReader(BytesIO(make_pdf()))
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Example Concordat: Example Council, 2026"
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_no_font_is_left_unembedded(make_pdf: Make) -> None:
    reader = PdfReader(BytesIO(make_pdf(blocks.Bullets(items=("→ Ж",)))))
    fonts = {str(name): font.get_object() for one in reader.pages for name, font in one["/Resources"]["/Font"].items()}
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())


def test_the_untagged_file_of_the_benchmark_has_no_structure(make_report: Callable[..., blocks.Report]) -> None:
    pdf = render_pdf(make_report(), Translator(), tagged=False)
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert "/StructTreeRoot" not in root
    assert b"BDC" not in b"".join(one.get_contents().get_data() for one in PdfReader(BytesIO(pdf)).pages)  # type: ignore[union-attr]
