"""Web pages in the look of an organisation: its colour and logo, its name and footer, and levels as they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import html5lib
import pytest

from selfassess.charts.palette import ACCENT, level_colours
from selfassess.language import Translator
from selfassess.render.html import render_html
from selfassess.report.blocks import Brand, Logo
from selfassess.report.certificate import Certified, certificate
from selfassess.report.documents import DOCUMENTS, build_document
from selfassess.report.material import Material
from selfassess.voices.proceedings import Signature

T = Translator()
HOSTILE = '"><script>alert(1)</script>'
BRAND = Brand(
    name="The Force",
    accent="#6b2c91",
    footer=f"Charity 1 {HOSTILE}",
    logo=Logo(png=b"a picture", width=90, height=30, words=f"A boat {HOSTILE}"),
)


@pytest.fixture(scope="module")
def material(material_saying: Callable[..., Material]) -> Material:
    return material_saying("Plain words", brand=BRAND)


def test_a_report_is_in_the_colour_of_its_organisation_charts_too(material: Material) -> None:
    page = render_html(build_document(material, T), T).decode()
    assert 'class="chart-accent"' in page
    assert BRAND.accent in page
    assert ACCENT not in page
    assert all(colour in page for colour in level_colours(5))


def test_logo_and_footer_stand_on_the_page_and_hostile_words_are_words(material: Material) -> None:
    page = html5lib.parse(render_html(build_document(material, T), T), namespaceHTMLElements=False)
    (logo,) = page.iter("img")
    assert (logo.get("src"), logo.get("alt")) == ("data:image/png;base64,YSBwaWN0dXJl", BRAND.logo.words)
    assert not list(page.iter("script"))
    assert BRAND.footer in "".join(page.itertext())


@pytest.mark.parametrize("id", DOCUMENTS)
def test_every_document_is_of_the_name_on_paper(material: Material, id: str) -> None:
    report = build_document(material, T, id, annexes=("answers",))
    assert (report.brand, report.cover.organisation) == (BRAND, "The Force")
    assert "The Force" in report.title


def test_without_a_name_of_its_own_it_is_called_what_it_is_called(material_saying: Callable[..., Material]) -> None:
    report = build_document(material_saying("Plain words", brand=Brand(accent="#6b2c91")), T)
    assert report.cover.organisation == "Plain words"


def test_a_certificate_is_of_the_name_on_paper() -> None:
    signature = Signature(name="Ada", role="Chair", signed_on=date(2026, 5, 3), statement="We sign.")
    found = Certified(organisation="Force", framework="Pledge", questionnaire=None, signature=signature, brand=BRAND)
    report = certificate(found, T)
    assert (report.cover.organisation, report.brand) == ("The Force", BRAND)
    assert report.title == "The Force has signed “Pledge”"
