"""The results page: figures, charts that are also words and tables, the way on, and how every figure came about."""

from __future__ import annotations

import pytest


@pytest.fixture
def answered(person, assessment):
    person.send(person.get(assessment + "/sections/one"), learn_value="1", must_value="0",
                learn_evidence_0_title="Plan")  # fmt: skip
    person.send(person.get(assessment + "/sections/one"), deeper_value="1")
    person.send(person.get(assessment + "/sections/two"), care_value="2", arrest_value=" dont-know")
    return assessment


def test_before_anything_is_answered_the_page_says_so_kindly(person, assessment):
    page = person.get(assessment + "/results")
    assert "A draft: the figures move as you answer" in page.text
    assert "This fills as you answer" in page.text


def test_the_figures_are_those_of_the_contract(person, answered):
    text = person.get(answered + "/results").text
    assert "Overall stage 0 Not started" in text
    assert "Answered 4 of 13 1 don’t know yet 6 of the 13 count towards the score" in text
    assert "Raise 1 question by one level to reach Exploring." in text
    assert "Could still be" in text or "could still be" in text


def test_every_figure_says_how_it_came_about(person, answered):
    page = person.get(answered + "/results")
    folded = [e for e in page.all("details") if "came-about" in (e.get("class") or "")]
    assert len(folded) == 1 + 3
    assert "100 × (1×1 + 1×1 + 1×0) ÷ (2 × (1 + 1 + 1)) ≈ 33.33" in page.text
    assert page.text.count("Stage:") >= 4


def test_what_could_be_done_is_one_link_away_for_the_whole_and_for_each_section(person, answered):
    page = person.get(answered + "/results")
    steps = answered + "/next-steps"
    assert page.link("What could be done, and what it would change") == f"{steps}#one_section"
    assert page.link("All next steps") == page.link("Choose next steps") == steps
    person.get(page.link("Choose next steps"))
    assert person.get(answered).link("Next steps") == steps


def test_each_chart_has_a_name_a_sentence_and_a_table(person, answered):
    page = person.get(answered + "/results")
    figures = page.all("figure")
    assert figures
    for figure in figures:
        wide, narrow = figure.iter("{http://www.w3.org/2000/svg}svg")
        for drawing in (wide, narrow):
            assert drawing.get("role") == "img"
        assert float(narrow.get("width")) < float(wide.get("width"))
        assert list(figure.iter("table"))
        assert " ".join(next(figure.iter("figcaption")).find("p").itertext()).strip()


def test_last_year_stands_beside_it_and_can_be_put_away(person, start_one):
    last = start_one(person, sector="police", year=2025, period="2025")
    person.send(person.get(last + "/sections/two"), care_value="0", arrest_value="1")
    this = start_one(person, sector="police")
    person.send(person.get(this + "/sections/two"), care_value="2", arrest_value="1")
    page = person.get(this + "/results")
    assert "Since 2025" in page.text
    assert "2 questions were answered in both years" in page.text
    assert "Since 2025" not in person.get(page.link("no year"), base=page.address).text
    person.get(this + "/results?earlier=nobody", 404)


def test_a_year_that_was_started_and_never_answered_does_not_hide_the_one_before(person, start_one):
    answered = start_one(person, sector="police", year=2024, period="2024")
    person.send(person.get(answered + "/sections/two"), care_value="1")
    start_one(person, sector="police", year=2025, period="2025")
    this = start_one(person, sector="police")
    person.send(person.get(this + "/sections/two"), care_value="2")
    page = person.get(this + "/results")
    assert "Since 2024" in page.text
    assert "2025" not in page.text
    assert "In 2024: 1 · Exploring" in person.get(this + "/sections/two").text


def test_a_list_near_the_top_leads_to_each_section(person, answered):
    page = person.get(answered + "/results")
    assert page.link("1. Learning") == "#one_section"
    assert page.by_id("one_title").tag == "h3"


def test_an_agreed_assessment_is_no_draft(person, answered):
    person.send(person.get(answered + "/steps/agreed"))
    assert "A draft" not in person.get(answered + "/results").text
