"""The report page: every document with its annexes in every format, and what is kept of a signed assessment."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from selfassess.render.table import RENDERERS, WRITERS
from selfassess.report.documents import ANNEXES, DOCUMENTS
from selfassess.store.organisations import find_organisation
from selfassess.store.people import Role
from selfassess.web.views.document_choice import HINTS

from .members import database_of
from .town import Town


@pytest.fixture
def report(assessment):
    return assessment + "/report"


@pytest.fixture
def signed(person, assessment):
    """Agreed, signed and locked."""
    person.send(person.get(assessment + "/taking-part"), steps=["signing"])
    person.send(person.get(assessment + "/steps/agreed"))
    page = person.get(person.get(assessment).link("Sign and lock"))
    person.send(page, name="Sue Sign", role="Chair", confirmed="yes")
    return assessment


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_every_document_says_what_it_is_for():
    assert set(HINTS) == set(DOCUMENTS)


def test_every_document_is_offered_and_comes_as_what_it_is_called(person, report):
    page = person.get(report)
    for kind in list(DOCUMENTS.values())[1:]:
        chosen = person.get(page.link(kind.title))
        assert chosen.all("h2")[0].text == kind.title
        read = person.get(chosen.link("Read it here"))
        assert "Example Force" in read.text
        assert person.get(read.link("Back to report")).all("h2")[0].text == kind.title


def test_annexes_stand_behind_the_document_in_every_format(person, report, sound_pdf):
    page = person.get(report)
    (form,) = [one for one in page.all("form") if one.get("method") == "get"]
    ticks = [one.get("value") for one in form.iter("input") if one.get("type") == "checkbox"]
    assert ticks == list(ANNEXES)
    chosen = person.get(f"{report}?document=board&annex=answers&annex=evidence")
    assert "with annexes: All answers and Evidence index" in chosen.text
    assert "Annex: Evidence index" in person.get(chosen.link("Read it here")).text
    pdf = person.get(chosen.link("PDF document")).response
    assert "filename=board-with-answers-evidence-example-force-2026.pdf" in pdf.headers["Content-Disposition"]
    assert "Annex: All answers" in words_of(sound_pdf(pdf.data))


def test_data_are_of_the_assessment_whatever_document_is_chosen(person, report):
    chosen = person.get(f"{report}?document=board&annex=answers")
    for suffix in RENDERERS.keys() - WRITERS.keys():
        person.get(chosen.link(RENDERERS[suffix].name))
        person.get(f"{report}{suffix}?document=board", 404)


@pytest.mark.parametrize("asked", ["document=nothing", "annex=nothing", "document=board&annex=questionnaire-large"])
@pytest.mark.parametrize("page", ["", "/view", ".pdf"])
def test_a_document_that_is_none_is_not_found(person, report, page, asked):
    person.get(f"{report}{page}?{asked}", 404)


def test_a_report_that_is_agreed_and_not_signed_says_so(person, assessment, report):
    person.send(person.get(assessment + "/taking-part"), steps=["signing"])
    person.send(person.get(assessment + "/steps/agreed"))
    assert "agreed and not signed yet" in person.get(report).text


def test_what_is_kept_of_a_signed_assessment_is_shown_with_its_fingerprint(person, signed):
    page = person.get(signed + "/report")
    assert "This assessment is signed." in page.text
    assert "Nothing yet" in page.text
    file = person.get(page.link("PDF document")).response.data
    again = person.get(signed + "/report")
    assert hashlib.sha256(file).hexdigest() in again.text
    assert f"PDF document · {round(len(file) / 1024)} KB · made on " in again.text
    assert person.get(again.link("PDF document")).response.data == file


def test_with_annexes_it_is_not_the_file_that_is_kept(person, signed):
    page = person.get(signed + "/report?document=board&annex=answers")
    assert "made anew each time" in page.text
    person.get(page.link("PDF document"))
    assert "Nothing yet" in person.get(signed + "/report").text
    kept = person.get(page.link("The file that is kept"))
    assert "made anew each time" not in kept.text
    assert kept.all("h2")[0].text == DOCUMENTS["board"].title


def test_who_only_reads_is_not_led_to_what_they_may_not_change(app, person, assessment, report, stored):
    person.send(person.get(assessment + "/steps/agreed"))
    assert "Logo, colour and footer" in person.get(report).text
    viewer = Town(app).person("vic", (whose(app, stored(assessment).assessment.organisation_id), Role.VIEWER))
    assert "Logo, colour and footer" not in viewer.get(report).text


def whose(app, id):
    with database_of(app).reading() as session:
        return find_organisation(session, id)
