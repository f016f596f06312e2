"""What goes in comes out: texts of every script and every trick, as they were written."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from selfassess.language import Translator
from selfassess.render.pdf import render_pdf
from selfassess.report import blocks

Make = Callable[..., bytes]


def text_of(pdf: bytes, start: int = 1) -> str:
    """The text of all pages but the cover, with single spaces."""
    pages = PdfReader(BytesIO(pdf)).pages[start:]
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


PRINTABLE = (
    "Tŷ ŵyr “quoted” – it’s ½ × £5 • item … done ﬁne",
    "Ελλάδα και Κύπρος",
    "Київ, Україна; Россия",
    "next → step ✓ done ≥ 3",
    "Łódź Škoda Ñandú ğ ő",
)

HOSTILE = (
    "<b>bold</b> & <i>more",
    '<img src="/etc/passwd"/>',
    '<img src="http://127.0.0.1:1/x.png">',
    "]]> <!-- &amp; &#65; -->",
    "</para></font><unichar code='x'/>",
    r"(unbalanced \) ( \\ ) EMC BT /Artifact",
    "%s {0} {name} $x$",
)


@pytest.mark.parametrize("text", PRINTABLE + HOSTILE)
def test_a_text_is_printed_as_it_is_written(make_pdf: Make, text: str) -> None:
    one_cell = blocks.Table(caption=text, columns=(blocks.Column(title=text),), rows=((text,),))
    pdf = make_pdf(blocks.Paragraph(text=text), one_cell, blocks.Bullets(items=(text,)))
    assert text_of(pdf).count(text) >= 4


def test_words_at_line_ends_do_not_join(make_pdf: Make) -> None:
    text = " ".join(f"word{at}" for at in range(200))
    assert text in text_of(make_pdf(blocks.Statement(text=text, source="Source")))


def test_a_soft_hyphen_leaves_no_trace(make_pdf: Make) -> None:
    assert "improvement" in text_of(make_pdf(blocks.Paragraph(text="im\u00adprove\u00adment")))


@pytest.mark.parametrize("text", ["ગુજ", "سلام", "中文", "😀"])
def test_what_cannot_be_printed_is_marked_and_listed(make_pdf: Make, text: str) -> None:
    found = text_of(make_pdf(blocks.Paragraph(text=f"before {text} after")))
    assert "▯" * len(text) in found or text in found  # a reader may show the character that the marker stands for
    assert "Characters this PDF could not print" in found
    for character in text:
        assert f"U+{ord(character):04X} {unicodedata.name(character)}" in found


def test_a_character_in_cover_chart_or_cell_is_listed_too(make_pdf: Make) -> None:
    assert "U+4E2D" in text_of(make_pdf(blocks.Paragraph(text="plain"), organisation="中"))


def test_a_printable_report_has_no_such_list(make_pdf: Make) -> None:
    assert "could not print" not in text_of(make_pdf())


@pytest.mark.parametrize("size", [1, 200])
def test_a_hundred_thousand_characters_without_a_space_are_printed(make_pdf: Make, size: int) -> None:
    word = "x" * (100_000 // size)
    pdf = make_pdf(blocks.Paragraph(text=f"{word} " * size))
    assert text_of(pdf).count("x") >= 100_000


def test_a_very_long_cell_runs_over_pages(make_pdf: Make) -> None:
    text = " ".join(f"w{at}" for at in range(9000))
    table = blocks.Table(
        caption="Long",
        columns=(blocks.Column(title="Name"), blocks.Column(title="Text", width=3)),
        rows=(("One", text), ("x" * 20_000, "Two")),
    )
    pdf = make_pdf(table)
    assert len(PdfReader(BytesIO(pdf)).pages) > 10
    found = text_of(pdf)
    assert found.count("x") >= 20_000
    assert {"w0", "w4500", "w8999"} <= set(found.split())


def test_a_very_long_note_below_a_row_runs_over_pages(make_pdf: Make) -> None:
    text = " ".join(f"w{at}" for at in range(3000))
    table = blocks.Table(
        caption="Noted",
        columns=(blocks.Column(title="Name"), blocks.Column(title="Level", kind="level")),
        rows=(("One", "2 · Developing"), ("Two", "No level")),
        notes=((blocks.Note(term="A term too long for its column", text=text), blocks.Note(term="", text="last")), ()),
        notes_title="with its notes",
    )
    found = text_of(make_pdf(table))
    assert {"w0", "w1500", "w2999", "last"} <= set(found.split())
    assert "A term too long for its column" in re.sub(r" w\d+", "", found)
    assert found.count("with its notes") >= 3  # the header comes again


# An audit hook can never be removed, only silenced.
_opened: list[tuple[str, object]] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and (event == "open" or event.startswith(("socket.", "subprocess.", "urllib.", "os.system"))):
        _opened.append((event, arguments[0] if arguments else None))


def test_no_text_makes_the_renderer_open_a_file_or_the_network(make_pdf: Make) -> None:
    global _watching
    make_pdf()  # fonts and frames are read here
    sys.addaudithook(_watch)
    _watching = True
    try:
        make_pdf(*(blocks.Paragraph(text=text) for text in HOSTILE), organisation=HOSTILE[1], status=HOSTILE[2])
    finally:
        _watching = False
    assert _opened == []


def test_the_list_of_what_cannot_be_printed_is_numbered_as_the_contents_say(make_pdf: Make) -> None:
    found = text_of(make_pdf(blocks.Paragraph(text="中")))
    assert found.count("2 Characters this PDF could not print") == 2


def test_a_title_of_three_hundred_letters_is_set_small_and_whole(make_report: Callable[..., blocks.Report]) -> None:
    report = make_report(blocks.Paragraph(text="words"))
    title = ("Rehabilitation and resettlement " * 12)[:300].strip()
    pdf = render_pdf(replace(report, parts=(replace(report.parts[0], title=title),)), Translator())
    assert text_of(pdf).count(title) == 2
    sizes: set[float] = set()
    PdfReader(BytesIO(pdf)).pages[1].extract_text(
        visitor_text=lambda text, _, __, font, size: sizes.add(size) if "resettlement" in text else None
    )
    assert max(sizes) <= 18
