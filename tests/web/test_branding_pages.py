"""The page where an organisation or a partnership chooses how it looks on paper, and what is printed then."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from selfassess.store.people import Role

from .town import Town

HOSTILE = '"><svg onload=alert(1)>{{7*7}}</style><script>'


def png(colour: str = "navy") -> bytes:
    found = BytesIO()
    Image.new("RGB", (90, 30), colour).save(found, "PNG")
    return found.getvalue()


@pytest.fixture
def town(app):
    return Town(app)


@pytest.fixture
def choose():
    """`choose(somebody, page, expect, logo=b"...", accent="...")`: send the form."""

    def send(somebody, page, expect=303, logo=b"", **said):
        form = page.form() | said | ({"logo": (BytesIO(logo), "logo.png")} if logo else {})
        return somebody.post(page.address, form, expect, content_type="multipart/form-data")

    return send


@pytest.fixture
def look(person, assessment, stored):
    """The page of the organisation of an assessment, for somebody who works alone."""
    whose = stored(assessment).assessment.organisation_id
    return person.get(f"/organisations/{whose}/branding")


def test_from_the_report_to_the_look_of_everything_printed(person, assessment, choose):
    look = person.get(person.get(assessment + "/report").link("Logo, colour and footer of all of them"))
    assert not look.all("img")[1:], "there is no logo yet"
    done = choose(person, look, logo=png(), name="The Force", accent="6B2C91", footer="Charity 1", words="A boat")
    page = person.get(done.location)
    assert page.form() | {"csrf_token": ""} == {
        "csrf_token": "",
        "name": "The Force",
        "words": "A boat",
        "accent": "#6b2c91",
        "footer": "Charity 1",
        "seen": "1",
    }
    (logo,) = [one for one in page.all("img") if one.get("alt") == "A boat"]
    assert logo.get("src").startswith("data:image/png;base64,")
    shown = person.get(assessment + "/report/view").text
    assert "The Force" in shown
    assert "Charity 1" in shown
    read = person.get(assessment + "/report/view").response.data
    assert (b"#6b2c91" in read, b"#0b5563" in read, b'alt="A boat"' in read) == (True, False, True)
    pdf = PdfReader(BytesIO(person.get(assessment + "/report.pdf").response.data))
    assert pdf.pages[0].images
    assert "Charity 1" in pdf.pages[1].extract_text()


def test_what_is_wrong_is_said_and_what_was_typed_stays(person, look, choose):
    page = choose(person, look, 422, accent="#ff6600", footer="x" * 121, name=HOSTILE, logo=b"GIF89a")
    assert page.form()["accent"] == "#ff6600"
    assert page.form()["name"] == HOSTILE
    logo, accent, footer = page.problems()
    assert logo.startswith("Logo – The file is not a PNG, JPEG or SVG")
    assert "its contrast is 2.6 and must be 4.5 or more. The nearest colour that can be read is #bc4b00" in accent
    assert footer.startswith("Words at the foot of every page – ")
    assert "Choose the file again" in choose(person, look, 422, accent="mauve", logo=png()).problems()[0]
    assert person.get(look.address).form()["seen"] == "0"


@pytest.mark.parametrize("accent", ["mauve", "#12", "#6b2c91;}", "#６b2c91", "url(https://x)"])
def test_only_a_colour_is_a_colour(person, look, choose, accent):
    assert "Write a colour as #" in choose(person, look, 422, accent=accent).problems()[0]


def test_hostile_words_come_back_as_words(person, look, choose, assessment):
    choose(person, look, name=HOSTILE, footer=HOSTILE, words=HOSTILE, logo=png())
    assert person.get(look.address).form()["name"] == HOSTILE
    assert HOSTILE in person.get(assessment + "/report/view").text


def test_a_logo_stays_until_it_is_taken_away(person, look, choose):
    choose(person, look, logo=png())
    page = person.get(look.address)
    assert page.form()["words"] == "Logo of Example Force"
    choose(person, page, footer="Charity 1")
    page = person.get(look.address)
    assert [one.get("alt") for one in page.all("img")] == ["", "Logo of Example Force"]
    choose(person, page, remove="yes", footer="", words="")
    assert [one.get("alt") for one in person.get(look.address).all("img")] == [""]


def test_our_own_colour_is_none_of_theirs(person, look, choose):
    choose(person, look, accent="#0B5563")
    assert person.get(look.address).form()["accent"] == ""


def test_who_comes_second_is_told_and_keeps_what_was_typed(person, another, look, choose):
    theirs = another.get(look.address)
    choose(person, look, footer="First")
    page = choose(another, theirs, 409, footer="Second")
    assert "Somebody else changed this meanwhile" in page.text
    assert "First" in page.text
    assert page.form()["footer"] == "Second"
    choose(another, page)
    assert person.get(look.address).form()["footer"] == "Second"


def test_a_form_whose_session_is_over_keeps_what_was_typed(person, look):
    page = person.post(look.address, look.form() | {"csrf_token": "old", "footer": "Typed"}, 400)
    assert page.form()["footer"] == "Typed"


def test_a_service_is_told_whose_look_it_has(town: Town):
    trust = town.organisation("Trust")
    ward = town.organisation("Ward", trust)
    lead = town.person("lee", (trust, Role.LEAD))
    assert "of the organisation around it" in lead.get(f"/organisations/{ward.id}/branding").text


def test_a_partnership_has_a_look_of_its_own(town: Town, choose):
    partnership = town.partnership("Together")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    page = pat.get(pat.get(f"/partnerships/{partnership.id}").link("How it looks on paper"))
    choose(pat, page, name="All of us", logo=png())
    assert "All of us" in pat.get(page.address).text
