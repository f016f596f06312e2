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
    assert "Answered 4 of 6" in text
    assert "Raise 1 question by one level to reach Exploring." in text
    assert "1 not known yet" in text


def test_every_figure_says_how_it_came_about(person, answered):
    page = person.get(answered + "/results")
    folded = [e for e in page.all("details") if "came-about" in (e.get("class") or "")]
    assert len(folded) == 1 + 3
    assert "100 × (1×1 + 1×1 + 1×0) ÷ (2 × (1 + 1 + 1)) ≈ 33.33" in page.text
    assert page.text.count("Stage:") >= 4


def test_a_suggested_action_stands_beside_its_step(person, answered):
    person.send(person.get(answered + "/sections/one"), learn_value="0", deeper_value="0")
    text = person.get(answered + "/results").text
    assert "0 to 1 Name a lead. little effort" in text
    assert "No suggestion yet: what would help here?" in text


def test_each_chart_has_a_name_a_sentence_and_a_table(person, answered):
    page = person.get(answered + "/results")
    figures = page.all("figure")
    assert figures
    for figure in figures:
        drawing = next(figure.iter("{http://www.w3.org/2000/svg}svg"))
        assert drawing.get("role") == "img"
        assert list(figure.iter("table"))
        assert "1. Learning is at 33" in " ".join(next(figure.iter("figcaption")).itertext())


def test_last_year_stands_beside_it_and_can_be_put_away(person, start_one):
    last = start_one(person, sector="police", year=2025, period="2025")
    person.send(person.get(last + "/sections/two"), care_value="0", arrest_value="1")
    this = start_one(person, sector="police")
    person.send(person.get(this + "/sections/two"), care_value="2", arrest_value="1")
    page = person.get(this + "/results")
    assert "Since 2025" in page.text
    assert "2 questions were answered in both years" in page.text
    assert "Since 2025" not in person.get(page.link("no other year"), base=page.address).text
    person.get(this + "/results?earlier=nobody", 404)


def test_a_finished_assessment_is_no_draft(person, answered):
    person.send(person.get(answered + "/finish"))
    assert "A draft" not in person.get(answered + "/results").text
