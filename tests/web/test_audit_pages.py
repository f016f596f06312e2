"""The pages of the audit record: newest first, filtered, taken along as a file, and empty of what anybody typed."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import text

CANARY = "canary-9c1d"


def database_of(app):
    return app.extensions["selfassess"].database


@pytest.fixture
def organisation(app, assessment):
    """The address of the organisation of a new assessment."""
    with database_of(app).reading() as session:
        return f"/organisations/{session.scalar(text('SELECT id FROM organisation'))}"


def test_what_was_done_is_told_with_names_newest_first(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value="1")
    page = person.get("/audit")
    saved = page.text.index("Somebody at this machine saved answers in the assessment Example Force, 1 October 2026.")
    started = page.text.index("Somebody at this machine started the assessment Example Force, 1 October 2026.")
    assert saved < started
    assert "section: two · questions: care" in page.text


def test_the_record_of_an_organisation_shows_only_its_own(person, organisation, start_one):
    start_one(person, organisation="Another Force")
    page = person.get(organisation + "/audit")
    assert "Example Force" in page.text
    assert "Another Force" not in page.text
    assert "Another Force" in person.get("/audit").text
    assert [element.text for element in page.all("p") if element.get("class") == "govuk-caption-l"] == ["Example Force"]


def test_fifty_stand_on_a_page_and_links_turn_it(person, assessment):
    section = person.get(assessment + "/sections/two")
    for count in range(55):
        person.send(section, care_value=str(count % 2))
        section = person.get(assessment + "/sections/two")
    first = person.get("/audit")
    assert "57 events · page 1 of 2" in first.text
    assert len(first.all("time")) == 50
    second = person.get(first.link("Older events"))
    assert len(second.all("time")) == 7
    assert len(person.get(second.link("Newer events")).all("time")) == 50
    assert len(person.get("/audit?page=99").all("time")) == 7


def test_filters_stay_in_the_links_and_are_said_when_nothing_fits(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value="1")
    page = person.get("/audit?event=answers+saved&since=2020-01-01&until=2099-12-31")
    assert len(page.all("time")) == 1
    assert "event=answers+saved" in page.link("table (CSV)")
    rows = list(csv.DictReader(io.StringIO(person.get(page.link("table (CSV)")).response.data.decode("utf-8-sig"))))
    assert [row["event"] for row in rows] == ["answers saved"]
    nothing = person.get("/audit?until=2020-01-01")
    assert "Nothing was done that fits this filter." in nothing.text
    assert len(person.get(nothing.link("Show everything")).all("time")) == 3


@pytest.mark.parametrize(
    "query",
    ["page=", "page=-1", "page=x", "page=%C2%B2", "page=99999999999999999999", "since=x", "until=9999-12-31",
     "since=0001-01-01", "until=2026-02-30", "person=%00", "event=%00", "person=" + "x" * 5000, "event=%ED%A0%80",
     "person='%20OR%201=1--", "other=1", "since=2026-10-01T00:00"],
)  # fmt: skip
def test_an_address_somebody_made_up_shows_a_page_all_the_same(person, assessment, query):
    page = person.get(f"/audit?{query}")
    assert "Audit record" in page.text
    assert ("Give days like" in page.text) == (query in ("since=x", "until=2026-02-30", "since=2026-10-01T00:00"))
    person.get(f"/audit.csv?{query}")


def test_it_is_taken_along_as_a_table_or_as_data(person, organisation):
    for address in ("/audit", organisation + "/audit"):
        page = person.get(address)
        table, data = person.get(page.link("table (CSV)")), person.get(page.link("data (JSON)"))
        assert table.response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert ".csv" in table.response.headers["Content-Disposition"]
        numbers = [row["number"] for row in csv.DictReader(io.StringIO(table.response.data.decode("utf-8-sig")))]
        assert numbers == [str(one["number"]) for one in json.loads(data.response.data)]
    person.get("/audit.pdf", 404)
    person.get(organisation + "/audit.exe", 404)


@pytest.mark.parametrize("place", ["organisations", "partnerships"])
def test_a_place_that_is_not_there_has_no_record(person, place):
    person.get(f"/{place}/nobody/audit", 404)
    person.get(f"/{place}/nobody/audit.csv", 404)


def test_nothing_that_anybody_typed_is_in_the_record_after_a_whole_journey(app, person, start_one):
    """Names, periods, answers, comments, reasons and evidence: each is somebody's, and none of it is here."""
    here = start_one(person, organisation=f"{CANARY} organisation", period=f"{CANARY} period")
    person.send(
        person.get(here + "/sections/one"),
        learn_value="2",
        learn_comment=f"{CANARY} comment",
        learn_evidence_0_title=f"{CANARY} evidence",
        words_value=f"{CANARY} text",
        happens_value=" not-applicable",
        happens_reason=f"{CANARY} reason",
    )
    person.send(person.get(here + "/details"), period=f"{CANARY} other")
    person.send(person.get(f"{here}/taking-part"), steps=["moderated", "signing"])
    person.send(person.get(f"{here}/steps/moderation"))
    person.send(person.get(f"{here}/steps/draft"), reason=f"{CANARY} why")
    person.send(person.get(f"{here}/delete"))
    with database_of(app).reading() as session:
        rows = [repr(row) for row in session.execute(text("SELECT * FROM audit_event"))]
    assert len(rows) >= 7
    assert not [row for row in rows if CANARY in row or "canary" in row.lower()]
