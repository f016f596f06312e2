"""The file as a whole: the same bytes, small, every page drawn."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import ttfonts

from selfassess.report import blocks
from selfassess.report.charts import LevelBar, LevelBars

Make = Callable[..., bytes]


def test_the_same_report_gives_the_same_bytes(make_pdf: Make) -> None:
    assert make_pdf(marks=("Draft",)) == make_pdf(marks=("Draft",))


def test_reports_made_at_the_same_time_are_the_same_too(make_pdf: Make) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: make_pdf(), range(8)))) == 1


def test_another_report_has_another_identity(make_pdf: Make) -> None:
    one, other = (PdfReader(BytesIO(make_pdf(period=period))).trailer["/ID"][0] for period in ("2025", "2026"))
    assert one != other


def test_ten_pages_stay_under_ninety_kilobytes(make_pdf: Make) -> None:
    pdf = make_pdf(marks=("Draft", "Example data"))
    assert len(PdfReader(BytesIO(pdf)).pages) >= 10
    assert len(pdf) < 90_000


def test_every_page_but_the_cover_says_its_number_the_organisation_and_the_marks(make_pdf: Make) -> None:
    cover, *others = (page.extract_text() for page in PdfReader(BytesIO(make_pdf(marks=("Draft",)))).pages)
    assert "Draft" in cover
    for number, text in enumerate(others, 2):
        assert f"Page {number} of {len(others) + 1}" in text
        assert "Example Council" in text
        assert text.count("Draft") >= 2  # the watermark, and in words for black and white


def test_long_names_do_not_run_into_each_other_in_the_header(make_pdf: Make) -> None:
    pdf = make_pdf(marks=("Draft " * 20,), organisation="Organisation " * 40, title="Title " * 40)
    header = PdfReader(BytesIO(pdf)).pages[1].extract_text()
    assert header.count("…") == 3


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(make_pdf: Make) -> None:
    for lines in range(30, 50):
        filling = (blocks.Paragraph(text="\n".join(["line"] * lines)),)
        pdf = make_pdf(*filling, blocks.Heading(text="The heading"), blocks.Paragraph(text="after it " * 40))
        (text,) = (
            one for one in (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages) if "The heading" in one
        )
        assert "after it" in text


def test_a_chart_of_many_bars_is_cut_into_pictures_that_fit(make_pdf: Make) -> None:
    bars = tuple(LevelBar(label=f"Question {at}", level=at % 5, supported=None) for at in range(60))
    content = LevelBars(bars=bars, level_names=("a", "b", "c", "d", "e"))
    pdf = make_pdf(blocks.Chart(title="Many", content=content, sentence="Many bars.", table=None))
    found = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert all(f"Question {at} " in found for at in range(60))


def test_no_row_of_a_table_stands_alone_on_a_page(make_pdf: Make) -> None:
    columns = (blocks.Column(title="Name"), blocks.Column(title="Value"))
    for rows in range(20, 45):
        table = blocks.Table(caption="Long", columns=columns, rows=tuple((f"Row {at}", "x") for at in range(rows)))
        pages = [page.extract_text() for page in PdfReader(BytesIO(make_pdf(table))).pages]
        assert 1 not in [len(re.findall(r"Row \d+", text)) for text in pages]


def test_no_item_of_a_list_stands_alone_on_a_page(make_pdf: Make) -> None:
    items = blocks.Bullets(items=tuple(f"Item {at}" for at in range(6)))
    for lines in range(28, 42):
        pdf = make_pdf(blocks.Paragraph(text="\n".join(["line"] * lines)), items)
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
        assert 1 not in [len(re.findall(r"Item \d", text)) for text in pages]


@pytest.mark.poppler
def test_poppler_draws_every_page_without_a_word_of_complaint(make_pdf: Make, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(make_pdf(marks=("Draft", "Example data")))
    done = subprocess.run(
        ["pdftoppm", "-r", "30", "-png", "report.pdf", "page"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert len(list(tmp_path.glob("page-*.png"))) == len(PdfReader(tmp_path / "report.pdf").pages)


def test_the_maps_to_unicode_name_no_unused_code(make_pdf: Make) -> None:
    """Needed for reportlab 5.1; where a later one stopped writing U+0000, `fonts.EmbeddedFont` can go."""
    fonts = PdfReader(BytesIO(make_pdf())).pages[2]["/Resources"]["/Font"].values()
    maps = [font.get_object()["/ToUnicode"].get_data().decode() for font in fonts]
    assert maps
    assert not any(re.search(r"<[0-9A-F]{2}> <0000>", one) for one in maps)
    assert all(int(count) <= 100 for one in maps for count in re.findall(r"(\d+) beginbfchar", one))
    plain = ttfonts.makeToUnicodeCMap("plain", [0, 65])
    assert "<00> <0000>" in plain


def test_tables_with_the_same_columns_stand_below_each_other(make_pdf: Make) -> None:
    columns = (blocks.Column(title="Action"), blocks.Column(title="Who leads it"), blocks.Column(title="By when"))
    short, long = ("Do it.", "Ada", "May"), ("Do this.", "Information governance", "31 December 2027")
    pdf = make_pdf(*(blocks.Table(caption="Some", columns=columns, rows=rows) for rows in ((short,), (long,))))
    found: dict[str, set[float]] = {}
    PdfReader(BytesIO(pdf)).pages[1].extract_text(
        visitor_text=lambda text, _, matrix, *__: found.setdefault(text.strip(), set()).add(matrix[4])
    )
    assert found["Ada"] == found["Information governance"]
    assert len(found["By when"]) == 1
