"""Documents made once for several tests: a whole report, and one of blocks that are rare in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from PIL import Image

from selfassess.language import Translator
from selfassess.render.docx import render_docx
from selfassess.report.blocks import (
    Block,
    Brand,
    Bullets,
    Callout,
    Cover,
    Heading,
    HeatCell,
    HeatColumn,
    Heatmap,
    HeatRow,
    Logo,
    Paragraph,
    Part,
    Report,
    TickBox,
    TickBoxes,
    WritingSpace,
)
from selfassess.report.material import Material
from selfassess.report.report import build_report

t = Translator()


@pytest.fixture(scope="session")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frames")


@pytest.fixture(scope="session")
def open_docx(frames: Path) -> Callable[[Report], Document]:
    """The document as python-docx reads it."""
    return lambda report: docx.Document(BytesIO(render_docx(report, t, frames=frames)))


@pytest.fixture(scope="session")
def whole(material_saying: Callable[..., Material]) -> Report:
    """A report with most parts, a draft."""
    return build_report(material_saying("Plain words", draft=True), t)


@pytest.fixture(scope="session")
def whole_file(whole: Report, frames: Path) -> bytes:
    return render_docx(whole, t, frames=frames)


@pytest.fixture
def whole_docx(whole_file: bytes) -> Document:
    return docx.Document(BytesIO(whole_file))


@pytest.fixture(scope="session")
def report_of() -> Callable[..., Report]:
    """`report_of(*blocks)`: a report of one part, or of those given as `parts`; anything else as in `Report`."""

    def make(*blocks: Block, parts: tuple[Part, ...] = (), **more: Any) -> Report:
        cover = Cover(
            organisation="Example Council",
            title="Report",
            period="2026",
            assessed_on=date(2026, 10, 1),
            questionnaire="Pledge",
            status="Agreed",
        )
        parts = parts or (Part(id="only", title="The only part", blocks=blocks),)
        return Report(**{"language": "en-GB", "title": "Report: Example Council", "cover": cover, **more}, parts=parts)

    return make


@pytest.fixture(scope="session")
def rare_blocks() -> tuple[Block, ...]:
    """Each kind that the report of an assessment seldom has."""
    cells = (HeatCell(level=3, supported=1), HeatCell(level=None))
    columns = (HeatColumn(head="All", title="Overall"), HeatColumn(head="1", title="Learning"))
    return (
        Heading(text="Small heading first", level=4),
        Bullets(items=("First", "Second"), ordered=True),
        Bullets(items=("Anew",), ordered=True),
        Callout(title="Beware", text="Of the dog"),
        TickBoxes(label="Which?", boxes=(TickBox(name="This", meaning="the one"), TickBox(name="That"))),
        TickBoxes(label="Purpose", boxes=(TickBox(name="To note"), TickBox(name="To agree")), across=True),
        WritingSpace(label="Why?", lines=3),
        WritingSpace(label="Date", lines=1, beside=True),
        Heatmap(caption="Map", names="Organisation", columns=columns, rows=(HeatRow(name="A trust", cells=cells),)),
        Paragraph(text="One\n\nTwo\nlines", style="small"),
    )


@pytest.fixture(scope="session")
def brand() -> Brand:
    out = BytesIO()
    Image.new("RGB", (60, 20), "#6b2c91").save(out, format="PNG")
    logo = Logo(png=out.getvalue(), width=60, height=20, words="The logo of the council")
    return Brand(name="The Council", accent="#6b2c91", footer="Charity 123", logo=logo)
