"""Targets are set on a page, beside where each section stands; they show on results, years and in the report."""

from __future__ import annotations

from pathlib import Path

import pytest

QUESTIONNAIRE = Path(__file__).parents[1] / "questionnaires" / "pages.yaml"
SET = {"one_score": "60", "one_by_day": "1", "one_by_month": "6", "one_by_year": "2099"}


@pytest.fixture
def answered(person, assessment):
    person.send(person.get(assessment + "/sections/one"), learn_value="1", must_value="0")
    return assessment


@pytest.fixture
def address(answered, stored):
    return f"/organisations/{stored(answered).assessment.organisation_id}/targets/pages"


def test_a_target_is_set_beside_where_the_section_stands_and_taken_away_again(person, answered, address):
    page = person.get(person.get(answered + "/results").link("Set targets for the sections"))
    assert page.address == address
    assert "In 2026: score" in page.text
    done = person.send(page, **SET)
    page = person.follow(done)
    assert "1 target is changed." in page.text
    assert page.form()["one_score"] == "60"
    results = person.get(answered + "/results")
    assert "60 by 1 June 2099" in results.text
    assert "0 of 1 target is reached." in results.text
    assert results.link("Change the targets") == address
    assert "60 by 1 June 2099" in person.get(answered + "/report/view").text
    assert person.get(answered + "/report.pdf").response.data.startswith(b"%PDF")
    person.send(person.get(address), one_score="", one_by_day="", one_by_month="", one_by_year="")
    assert "60 by" not in person.get(answered + "/results").text
    assert "The targets are as they were." in person.follow(person.send(person.get(address))).text


def test_one_day_serves_every_score_that_has_none_of_its_own(person, address):
    every = {"all_day": "31", "all_month": "3", "all_year": "2098"}
    page = person.follow(person.send(person.get(address), **(SET | every), two_score="70"))
    assert "2 targets are changed." in page.text
    assert (page.form()["one_by_year"], page.form()["two_by_year"]) == ("2099", "2098")
    assert page.form()["all_year"] == ""
    person.send(page, **every, one_score="", one_by_day="", one_by_month="", one_by_year="")
    assert person.get(address).form()["one_score"] == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"all_year": "2020"}, "Enter a day that has not passed"),
        ({"all_month": "13"}, "Enter a real day, month and year"),
    ],
)
def test_a_day_for_all_that_cannot_be_one_is_said_once(person, address, typed, said):
    every = {"all_day": "31", "all_month": "3", "all_year": "2098"} | typed
    page = person.send(person.get(address), 422, **every, one_score="70")
    (problem,) = page.problems()
    assert problem.startswith("One day for all")
    assert said in problem
    assert page.form()["all_month"] == every["all_month"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"one_score": "101"}, "Enter a whole number from 0 to 100, such as 60"),
        ({"one_score": "-1"}, "Enter a whole number from 0 to 100"),
        ({"one_score": "59.5"}, "Enter a whole number from 0 to 100"),
        ({"one_score": "٣"}, "Enter a whole number from 0 to 100"),
        ({"one_score": ""}, "Enter the score to reach, or empty the day too"),
        (
            {"one_by_day": "", "one_by_month": "", "one_by_year": ""},
            "Enter the day by which the score is to be reached",
        ),
        ({"one_by_year": "2020"}, "Enter a day that has not passed"),
        ({"one_by_month": "13"}, "Enter a real day, month and year"),
    ],
)
def test_what_makes_no_target_is_said_at_its_section_and_stays_in_the_form(person, address, typed, said):
    page = person.send(person.get(address), 422, **(SET | typed))
    (problem,) = page.problems()
    assert problem.startswith("1. Learning: ")
    assert said in problem
    assert page.form()["one_score"] == (SET | typed)["one_score"]
    assert person.get(address).form()["one_score"] == ""


def test_a_form_that_somebody_overtook_is_shown_with_what_stands_now(person, another, address):
    mine, theirs = person.get(address), another.get(address)
    another.send(theirs, **(SET | {"one_score": "80"}))
    page = person.send(mine, 409, **SET)
    assert "Somebody else set targets meanwhile" in page.text
    assert "It is now 80 by 1 June 2099." in page.text
    assert page.form()["one_score"] == "60"
    person.send(page)
    assert another.get(address).form()["one_score"] == "60"


def test_that_somebody_took_a_target_away_meanwhile_is_said_too(person, another, address):
    person.send(person.get(address), **SET)
    mine = person.get(address)
    another.send(another.get(address), one_score="", one_by_day="", one_by_month="", one_by_year="")
    assert "Somebody took its target away." in person.send(mine, 409, one_score="70").text


def test_what_was_typed_survives_a_form_that_was_open_too_long(person, address):
    page = person.get(address)
    person.forget()
    again = person.send(page, 400, **SET)
    assert again.form()["one_score"] == "60"


def test_the_target_of_a_section_that_is_no_longer_asked_is_kept_and_can_be_ticked_away(
    person, app, answered, address, start_one, tmp_path
):
    person.send(person.get(address), **{name.replace("one_", "three_"): said for name, said in SET.items()})
    newer = QUESTIONNAIRE.read_text().partition("  - id: three")[0].replace("version: 1.0.0", "version: 1.1.0")
    (tmp_path / "questionnaires" / "pages-1.1.0.yaml").write_text(newer)
    page = person.get(person.get("/questionnaires/pages/1.1.0").link("Start an assessment"))
    details = {"organisation": "Example Force", "period": "2027", "assessed_on_day": "1", "assessed_on_month": "10",
               "assessed_on_year": "2027", "action": "continue"}  # fmt: skip
    person.post(page.action(), page.form() | details, 303)
    page = person.get(address)
    assert "Targets of sections that are no longer asked" in page.text
    assert "three: 60 by 1 June 2099" in page.text
    person.send(page)
    assert "three: 60" in person.get(address).text
    person.send(person.get(address), gone="three")
    assert "no longer asked" not in person.get(address).text


def test_targets_of_a_questionnaire_that_is_not_known_are_not_found(person, address):
    person.get(address.replace("pages", "nothing"), 404)


def test_before_any_assessment_the_newest_version_on_offer_is_asked(person, address):
    page = person.get(address.replace("pages", "hips-concordat"))
    assert "Nothing answered yet" in page.text
