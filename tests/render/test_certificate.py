"""The certificate of the shipped pledge and concordat: one page that conforms to PDF/UA-1, whatever names are in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from pypdf import PdfReader

from selfassess.language import Translator
from selfassess.plan import ActionKind
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.shipped import shipped_folder
from selfassess.render.table import WRITERS
from selfassess.report.blocks import Report
from selfassess.report.certificate import Certified, certificate
from selfassess.voices.proceedings import Signature

t = Translator()
Print = Callable[[Report], PdfReader]
PLEDGE, CONCORDAT = "bnssg-pledge/1.1.0.yaml", "hips-concordat/1.0.0.yaml"


def made(file: str, *, organisation: str = "Council", name: str = "Ada Okafor", role: str = "Chair", action: str = "",
         example: bool = False) -> Report:  # fmt: skip
    questionnaire = load_questionnaire((shipped_folder() / file).read_bytes(), file).questionnaire
    assert questionnaire
    assert questionnaire.source
    words = f"On behalf of {organisation} I sign it."
    return certificate(
        Certified(
            organisation=organisation,
            framework=t.text(questionnaire.source.title),
            questionnaire=questionnaire,
            signature=Signature(name=name, role=role, signed_on=date(2026, 3, 12), statement=words),
            key_actions=((action or "Meet.", ActionKind.NEW), (action or "Go on meeting.", ActionKind.CONTINUING)),
            first_signed_on=date(2024, 5, 3),
            post_holder_changed=True,
            example=example,
        ),
        t,
    )


@pytest.fixture(scope="session")
def printed(sound_pdf: Callable[[bytes], bytes]) -> Print:
    """The PDF, which conforms, and whose bytes are the same each time."""

    def build(report: Report) -> PdfReader:
        pdf = sound_pdf(WRITERS[".pdf"].write(report, t))
        assert pdf == WRITERS[".pdf"].write(report, t)
        return PdfReader(io.BytesIO(pdf))

    return build


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(one.extract_text() for one in reader.pages).split())


@pytest.mark.parametrize("example", [False, True])
@pytest.mark.parametrize("file", [PLEDGE, CONCORDAT])
def test_it_is_one_page_that_conforms_and_says_everything(printed: Print, file: str, example: bool) -> None:
    report = made(file, example=example)
    reader = printed(report)
    assert len(reader.pages) == 1
    said = text_of(reader)
    for one in ("Ada Okafor", "Chair", "12 March 2026", "first signed on 3 May 2024", "Go on meeting.", "no award"):
        assert one in said
    assert ("Example: made-up data" in said) == example
    assert reader.metadata
    assert reader.metadata.title == report.title


@pytest.mark.parametrize("letter", ["W", "i", "Ω", "Ж", "ﷺ", "京", "a "], ids=ascii)
def test_the_longest_names_in_any_script_flow_over_three_pages_at_most(printed: Print, letter: str) -> None:
    name, action = (letter * 300)[:200], (letter * 500)[:500]
    reader = printed(made(PLEDGE, organisation=(letter * 300)[:300], name=name, role=name, action=action))
    assert len(reader.pages) <= 3
    assert "no award" in text_of(reader)


def test_the_web_page_says_the_same_without_contents_or_status() -> None:
    html = WRITERS[".html"].write(made(CONCORDAT), t).decode()
    assert "<h1>Council has signed “Trauma Informed Concordat”</h1>" in html
    assert "Ada Okafor" in html
    assert "Belief in people" in html
    assert "<nav" not in html
    assert "Status" not in html
