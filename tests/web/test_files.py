"""The report in every format, and answers files out and in."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from selfassess.render.table import RENDERERS
from selfassess.services.access import OPERATOR
from selfassess.services.plans import begin_plan
from selfassess.web.wiring import connect

ANSWERS = b"""organisation: Filed Force
period: "2026"
assessed_on: 2026-10-01
questionnaire: pages
version: 1.0.0
answers: {learn: 2, many: {value: 12}}
"""


@pytest.fixture
def upload(person):
    def send(data: bytes, expect: int, name: str = "answers.yaml", page=None):
        page = page or person.get("/import")
        form = page.form() | {"file": (io.BytesIO(data), name)}
        return person.post(page.action(), form, expect, content_type="multipart/form-data")

    return send


@pytest.mark.parametrize("suffix", RENDERERS)
def test_the_report_comes_in_every_format_of_the_table(person, assessment, suffix):
    page = person.get(assessment + "/report" + suffix)
    kind = RENDERERS[suffix].media_type.partition(";")[0]
    assert page.response.mimetype == kind
    assert page.response.headers["Content-Disposition"] == f"attachment; filename=report-example-force-2026{suffix}"
    assert page.response.data


def test_a_format_nobody_can_write_is_not_found(person, assessment):
    person.get(assessment + "/report.xls", 404)


def test_the_report_can_be_read_in_the_browser(person, assessment):
    page = person.get(assessment + "/report/view")
    assert b"Example Force" in page.response.data


def test_the_report_tells_the_plan_as_of_the_day_by_the_calendar_on_the_wall(app, person, assessment, stored):
    use, this = app.extensions["selfassess"], stored(assessment).assessment
    whose, begun = (this.organisation_id, this.questionnaire), {"starts_on": date(2026, 7, 1), "assessment": this.id}
    begin_plan(use.database, OPERATOR, *whose, **begun, now=use.now())
    connect(app, replace(use, now=lambda: datetime(2026, 7, 1, 23, 30, tzinfo=UTC)))
    told = json.loads(person.get(assessment + "/report.json").response.data)
    assert (told["actions"]["as_of"], told["actions"]["starts_on"]) == ("2026-07-02", "2026-07-01")
    assert "as of 2 July 2026" in person.get(assessment + "/report/view").text


def test_a_draft_says_that_its_report_is_one(person, assessment):
    assert "is a draft. Once it is agreed" in person.get(assessment + "/report").text
    person.send(person.get(assessment + "/steps/agreed"))
    assert "is a draft" not in person.get(assessment + "/report").text


def test_an_answers_file_becomes_an_assessment_and_comes_out_again(person, upload, stored):
    made = upload(ANSWERS, 303).location
    assert stored(made).sheet.answer("learn").value == 2
    out = person.get(made + "/answers.json")
    assert "attachment; filename=report-filed-force-2026-answers.json" in out.response.headers["Content-Disposition"]
    assert json.loads(out.response.data)["organisation"] == "Filed Force"
    again = upload(out.response.data, 303, "answers.json").location
    assert stored(again).sheet.answers == stored(made).sheet.answers


def test_the_same_file_sent_twice_from_one_page_makes_one_assessment(person, upload, all_stored):
    page = person.get("/import")
    assert upload(ANSWERS, 303, page=page).location == upload(ANSWERS, 303, page=page).location
    assert len(all_stored()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "problem"),
        (b"\x00\x01\xff\xfe binary", "problem"),
        (ANSWERS.replace(b"learn: 2", b"learn: 9, other: 1"), "2 problems"),
        (ANSWERS.replace(b"pages", b"nothing"), "there is no questionnaire nothing"),
        (ANSWERS.replace(b"2026-10-01", b"2026-02-30"), "assessed_on"),
        (b"[" * 5000, "problem"),
        (b"organisation: <script>alert(1)</script>", "problem"),
    ],
)
def test_a_file_with_problems_makes_nothing_and_lists_them(upload, all_stored, data, said):
    page = upload(data, 422, "<b>odd\N{RIGHT-TO-LEFT OVERRIDE}name.yaml")
    assert said in page.text
    assert page.problems()[0].startswith("Answers file – ")
    assert all_stored() == ()


def test_no_file_is_asked_for_again(person, upload):
    page = upload(b"", 422, name="")
    assert page.problems() == ["Answers file – Choose a file"]


def test_a_file_too_large_is_refused_with_a_page(person, all_stored):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.yaml"\r\n\r\n' + b"x" * 4_000_000
    page = person.post("/import", body + b"\r\n--x--\r\n", 413, content_type="multipart/form-data; boundary=x")
    assert "too much to take in" in page.text
    assert all_stored() == ()
