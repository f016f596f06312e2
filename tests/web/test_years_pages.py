"""Years side by side on a page and as files, chosen by ticks; all of them in the report, or those that are chosen."""

from __future__ import annotations

import csv
import io
import json

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.plans import begin_plan

from .members import database_of


@pytest.fixture
def school(person, start_one, app):
    """2024 to 2026 of one force: learning goes up each year, who leads it is asked and answered in two of them."""
    levels = {2024: ("0", "1"), 2025: ("1", ""), 2026: ("2", "0")}
    made = {}
    for year, (learn, must) in levels.items():
        made[year] = start_one(person, sector="police", year=year, period=str(year))
        said = {"learn_value": learn} | ({"must_value": must} if must else {})
        person.send(person.get(made[year] + "/sections/one"), **said)
        if year < 2026:
            person.send(person.get(made[year] + "/steps/agreed"))
    return made


@pytest.fixture
def address(school, stored):
    owner = stored(school[2026]).assessment.organisation_id
    return f"/organisations/{owner}/years/pages"


def ids(school, *years):
    return "&".join(f"years={school[year].rsplit('/', 1)[-1]}" for year in years)


def test_finished_years_and_the_one_that_goes_on_stand_side_by_side(person, address):
    page = person.get(address)
    assert "2024 to 2026, 3 years side by side. 1 question was answered in every one of them" in page.text
    assert "2026 is not agreed yet: its figures can still change." in page.text
    assert "2026 beside 2025" in page.text
    assert "What moved the overall score from 2025 to 2026" in page.text
    assert "It was not answered then" in page.text
    # Learning in each year, and that it went up; nobody knows whether who leads it did.
    rows = [" ".join(" ".join(row.itertext()).split()) for row in page.all("tr")]
    assert "1.1 How far do we learn? 0 · Not started 1 · Exploring 2 · Developing up" in rows
    assert "1.3 Who leads it? 1 · Exploring Not answered 0 · Not started It was not answered then" in rows


def test_every_chart_is_drawn_told_and_put_in_a_table(person, address):
    figures = person.get(address).all("figure")
    assert len(figures) == 5, "radar, bars, lines, and a waterfall for each step"
    for figure in figures:
        assert len([one for one in figure.iter() if str(one.tag).endswith("svg") and one.get("role") == "img"]) == 2
        assert list(figure.iter("table"))


def test_years_are_chosen_by_ticks(person, school, address):
    chosen = person.get(f"{address}?chosen=yes&{ids(school, 2024, 2026)}")
    assert "2026 beside 2024. 2 questions were answered in both years" in chosen.text
    assert "2025" not in [column.text for column in chosen.all("th")]
    ticked = [one.get("value") for one in chosen.all("input") if one.get("checked") is not None]
    assert len(ticked) == 2


@pytest.mark.parametrize(
    ("chosen", "said"),
    [((), "Choose at least two years"), ((2026,), "Choose at least two years")],
)
def test_what_cannot_be_shown_is_said_at_the_ticks(person, school, address, chosen, said):
    page = person.get(f"{address}?chosen=yes&{ids(school, *chosen)}", 422)
    assert page.problems() == [f"Which years? – {said} to set side by side"]
    assert not page.all("figure")


def test_a_year_given_twice_is_said_and_never_guessed(person, school, address, start_one):
    again = start_one(person, sector="police", year=2023, period="2024")
    person.send(person.get(again + "/sections/one"), learn_value="1")
    both = f"years={again.rsplit('/', 1)[-1]}&{ids(school, 2024)}"
    assert "2024 is chosen twice: choose each year once" in person.get(f"{address}?{both}", 422).text
    same_day = start_one(person, sector="police", year=2025, period="another")
    person.send(person.get(same_day + "/sections/one"), learn_value="1")
    both = f"years={same_day.rsplit('/', 1)[-1]}&{ids(school, 2025)}"
    assert "nobody can say which came first" in person.get(f"{address}?{both}", 422).text


def test_one_year_alone_says_kindly_that_there_will_be_more(person, assessment, stored):
    owner = stored(assessment).assessment.organisation_id
    person.get(f"/organisations/{owner}/years/pages", 404)
    person.send(person.get(assessment + "/sections/one"), learn_value="1")
    page = person.get(f"/organisations/{owner}/years/pages")
    assert "There is one year so far, 2026." in page.text
    assert page.link("Results of 2026") == assessment + "/results"


def test_what_is_not_there_is_not_found(person, school, address):
    person.get(address.replace("pages", "nothing"), 404)
    person.get(f"{address}?years=nobody", 404)
    person.get(f"{address}/compare.xls", 404)


def test_the_same_years_come_as_the_object_of_the_contract(person, school, address):
    page = person.get(f"{address}/compare.json?{ids(school, 2024, 2026)}")
    assert page.response.headers["Content-Disposition"] == "attachment; filename=years-example-force-2026.json"
    found = json.loads(page.response.data)
    assert found["common"] == 2
    assert [one["period"] for one in json.loads(person.get(f"{address}/compare.json").response.data)["years"]] == [
        "2024",
        "2025",
        "2026",
    ]


def test_and_as_a_table(person, address):
    data = person.get(f"{address}/compare.csv").response.data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data)))
    assert rows[0] == [
        "section",
        "question",
        "prompt",
        "level 2024",
        "level 2025",
        "level 2026",
        "moved",
        "not_compared",
    ]
    assert rows[1] == ["one", "learn", "How far do we learn?", "0", "1", "2", "up", ""]
    assert rows[3] == ["one", "must", "Who leads it?", "1", "", "0", "", "not_answered_before"]


def test_a_file_of_years_that_cannot_be_shown_leads_to_the_page_that_says_why(person, school, address):
    page = person.get(f"{address}/compare.json?{ids(school, 2026)}", 303)
    assert "Choose at least two years" in person.get(page.location, 422).text


def test_actions_of_the_year_before_stand_beside_what_moved(person, school, address, app):
    owner, database, now = address.split("/")[2], database_of(app), app.extensions["selfassess"].now()
    assert "last year’s actions" not in person.get(address).text
    begun = begin_plan(
        database, OPERATOR, owner, "pages", starts_on=now.date().replace(year=2025, month=10, day=2),
        assessment=school[2025].rsplit("/", 1)[-1], now=now,
    )  # fmt: skip
    assert begun
    assert "What happened to last year’s actions" in person.get(address).text


def test_results_lead_to_the_years_and_the_organisation_does(person, school, address):
    assert person.get(school[2026] + "/results").link("All the years side by side") == address
    owner = address.rpartition("/years/")[0]
    assert person.get(owner).link("The years side by side") == address


# The report


def test_the_report_holds_all_years(person, school):
    page = person.get(school[2026] + "/report")
    assert "Beside it stand: 2024 and 2025." in page.text
    assert "2024 to 2026, 3 years side by side" in person.get(school[2026] + "/report/view").text


def test_which_earlier_years_it_holds_can_be_chosen(person, school):
    page = person.get(f"{school[2026]}/report?chosen=yes&{ids(school, 2024)}")
    assert "Beside it stand: 2024." in page.text
    text = person.get(page.link("Read it here")).text
    assert "2026 beside 2024" in text
    assert "2025" not in text
    none = person.get(f"{school[2026]}/report?chosen=yes")
    assert "No earlier year stands beside it." in none.text
    assert "The years side by side" not in person.get(none.link("Read it here")).text
    assert person.get(none.link("PDF")).response.mimetype == "application/pdf"


def test_years_that_cannot_stand_in_one_report_are_said_and_no_report_is_offered(person, school, start_one):
    again = start_one(person, sector="police", year=2023, period="2024")
    person.send(person.get(again + "/sections/one"), learn_value="1")
    both = f"chosen=yes&years={again.rsplit('/', 1)[-1]}&{ids(school, 2024)}"
    page = person.get(f"{school[2026]}/report?{both}", 422)
    assert "2024 is chosen twice" in page.text
    assert "Read it here" not in page.text
    for format in ("/view", ".pdf"):
        back = person.get(f"{school[2026]}/report{format}?{both}", 303)
        person.get(back.location, 422)
    person.get(f"{school[2026]}/report.json?years=nobody", 404)
