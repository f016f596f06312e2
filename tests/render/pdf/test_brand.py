"""How an organisation looks on paper: its colour instead of ours, its logo and its footer, and levels as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from selfassess.charts.palette import ACCENT, level_colours
from selfassess.language import Translator
from selfassess.render.pdf import render_pdf
from selfassess.report.blocks import Brand, Logo, Report

Make = Callable[..., Report]

FOOTER = "Registered charity 1234567"


def logo(mode: str = "RGB") -> Logo:
    found = BytesIO()
    Image.new(mode, (90, 30), 0).save(found, "PNG")
    return Logo(png=found.getvalue(), width=90, height=30, words="A boat under a star")


@pytest.fixture
def branded(make_report: Make, frames: Path, sound_pdf: Callable[[bytes], bytes]) -> Callable[..., bytes]:
    """The sample as a PDF in this brand."""

    def make(*, sheet: bool = False, **brand: object) -> bytes:
        report = replace(make_report(), brand=Brand(**brand), sheet=sheet)
        return sound_pdf(render_pdf(report, Translator(), frames=frames))

    return make


def drawn(pdf: bytes) -> str:
    """What is painted on all pages."""
    return "\n".join(one.get_contents().get_data().decode("latin-1") for one in PdfReader(BytesIO(pdf)).pages)


def paint(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.2f}".rstrip("0").rstrip(".") for at in (1, 3, 5)) + " rg"


@pytest.mark.parametrize("sheet", [False, True])
def test_a_report_with_logo_and_footer_conforms(branded: Callable[..., bytes], *, sheet: bool) -> None:
    assert branded(sheet=sheet, accent="#6b2c91", footer=FOOTER, logo=logo())


def test_the_accent_is_drawn_instead_of_ours_everywhere(branded: Callable[..., bytes]) -> None:
    assert paint(ACCENT) in drawn(branded())
    pages = drawn(branded(accent="#6b2c91"))
    assert paint(ACCENT) not in pages
    assert paint("#6b2c91") in pages


def test_levels_keep_their_colours(branded: Callable[..., bytes]) -> None:
    pages = drawn(branded(accent="#6b2c91"))
    assert all(paint(colour) in pages for colour in level_colours(5)[1:])


def test_the_logo_is_read_out_once_and_kept_once(branded: Callable[..., bytes]) -> None:
    pdf = branded(logo=logo())
    reader = PdfReader(BytesIO(pdf))
    front = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()["/K"][0].get_object()
    roles = [kid.get_object()["/S"] for kid in front["/K"]]
    assert roles.count("/Figure") == 1
    assert front["/K"][roles.index("/Figure")].get_object()["/Alt"] == "A boat under a star"
    images = {one.indirect_reference.idnum for sheet in reader.pages for one in sheet.images}
    assert len(images) == 1
    assert all(sheet.images for sheet in reader.pages), "the running header has it too"


def test_the_logo_looks_as_it_did(branded: Callable[..., bytes]) -> None:
    picture = PdfReader(BytesIO(branded(logo=logo()))).pages[0].images[0].image
    assert picture is not None
    assert (picture.size, picture.convert("RGB").getextrema()) == ((90, 30), ((0, 0), (0, 0), (0, 0)))


def test_a_picture_that_would_have_to_be_decoded_is_no_logo(branded: Callable[..., bytes]) -> None:
    with pytest.raises(ValueError, match="8-bit RGB"):
        branded(logo=logo("RGBA"))


def test_the_footer_stands_on_every_page_and_in_full_on_the_first(branded: Callable[..., bytes]) -> None:
    long = FOOTER + " · " + "a very long street in a very long town, " * 2
    pages = [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(branded(footer=long))).pages]
    assert long.strip() in pages[0]
    assert all(FOOTER in text for text in pages)
