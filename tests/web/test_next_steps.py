"""Next steps: what each section's way would do, told before anything is chosen, and every figure now and then."""

from __future__ import annotations

from fractions import Fraction

import pytest

from selfassess.language import Translator
from selfassess.plan.suggestions import suggested_routes
from selfassess.plan.what_if import what_if
from selfassess.scoring import score
from selfassess.web.views.next_steps_shown import Showing


@pytest.fixture
def answered(person, assessment):
    """Section one at stage 0 (learn 1, deeper 0, must 1), two at 1 (care 1, arrest 1), three without an answer."""
    person.send(person.get(assessment + "/sections/one"), learn_value="1", must_value="1")
    person.send(person.get(assessment + "/sections/one"), deeper_value="0")
    person.send(person.get(assessment + "/sections/two"), care_value="1", arrest_value="1")
    return assessment


def boxes(page):
    return {one.get("value"): one.get("checked") is not None for one in page.all("input")
            if one.get("type") == "checkbox"}  # fmt: skip


def choices(page):
    """Of each list the value that is chosen."""
    chosen = (option.get("value") for option in page.all("option") if option.get("selected") is not None)
    return [value for value in chosen if value]


def figures(page, title):
    """The rows below a heading, by the name of the figure."""
    heading = next(one for one in page.all("h3") if "".join(one.itertext()) == title and "beside" in one.get("class"))
    part = next(one for one in page.all("div") if one.get("aria-labelledby") == heading.get("id"))
    rows = ([" ".join(cell.itertext()).strip() for cell in row] for row in part.iter("tr"))
    return {name: (now, then) for name, now, then in rows}


def test_the_effect_of_each_way_stands_there_before_anything_is_chosen(person, answered):
    page = person.get(answered + "/next-steps")
    assert "0 Not started → to 1 Exploring score 33 → 50." in page.text
    assert "1 Exploring → to 2 Developing" in page.text
    assert "The whole: score 42 → 50" in page.text
    assert not any(boxes(page).values())
    offered = [one.get("value") for one in page.by_id("level-care").iter("option")]
    assert offered == ["", "care.0", "care.2"]  # it stands at 1
    assert "What would change" not in [" ".join(one.itertext()) for one in page.all("h2")]


def test_what_could_be_done_stands_beside_its_step_with_what_it_costs(person, answered):
    person.send(person.get(answered + "/sections/one"), learn_value="0", must_value="0")
    page = person.get(answered + "/next-steps")
    assert "Not started → to Exploring That looks like: Some learn." in page.text
    assert "Name a lead. little effort" in page.text
    assert "No suggestion yet: what would help here?" in page.text


def test_ticking_shows_every_figure_beside_the_present_one(person, answered):
    page = person.get(answered + "/next-steps?raise=deeper.1&raise=care.2")
    assert "2.1 How far do we care?" not in page.text  # a section without a number
    assert figures(page, "1. Learning")["Stage"] == ("0 · Not started", "1 · Exploring")
    assert figures(page, "1. Learning")["Score"] == ("33.33", "50")
    assert figures(page, "Care")["Score"] == ("50", "75")
    assert figures(page, "Care")["Stage"] == ("1 · Exploring", "the same")
    assert figures(page, "The whole")["Score"] == ("41.67", "62.5")
    assert figures(page, "The whole")["Lowest possible score"] == ("27.78", "41.67")
    assert boxes(page)["deeper.1"]
    assert choices(page) == []


def test_what_evidence_backs_stays_and_that_is_said(person, answered):
    """The rule asks for evidence from level 1 on, and there is none."""
    page = person.get(answered + "/next-steps?raise=deeper.1")
    assert figures(page, "1. Learning")["Stage backed by evidence"] == ("0 · Not started", "the same")
    assert "Evidence is taken as it stands today" in page.text


def test_every_figure_that_would_be_says_how_it_would_come_about(person, answered):
    page = person.get(answered + "/next-steps?raise=deeper.1")
    assert "100 × (1×1 + 1×1 + 1×1) ÷ (2 × (1 + 1 + 1)) = 50" in page.text


def test_the_form_leads_to_an_address_that_can_be_handed_on(person, another, answered):
    page = person.get(answered + "/next-steps")
    sent = {"raise": ["", "care.2", "", "deeper.1", "deeper.2", ""]}
    moved = person.get(page.action(), 303, query_string=sent)
    assert moved.location == answered + "/next-steps?raise=deeper.2&raise=care.2"
    shared = another.get(moved.location)
    assert shared.text == person.get(moved.location).text
    assert choices(shared) == ["deeper.2"]
    assert [value for value, ticked in boxes(shared).items() if ticked] == ["care.2"]


def test_an_address_that_no_longer_fits_says_what_is_left_out(person, answered):
    page = person.get(answered + "/next-steps?raise=learn.1&raise=gone.1&raise=learn.9&raise=words.1&raise=x&raise=²")
    assert "One choice of this address is left out" in page.text
    assert "A part of this address fits no question here" in page.text
    assert not [one for one in page.all("h2") if "What would change" in "".join(one.itertext())]


def test_an_address_without_end_is_bounded_by_the_questionnaire(person, answered):
    moved = person.get(answered + "/next-steps?" + "&".join(["raise=care.2"] * 500), 303)
    assert moved.location == answered + "/next-steps?raise=care.2"


def test_a_level_that_brings_in_a_question_says_so(person, assessment):
    person.send(person.get(assessment + "/sections/one"), learn_value="0", must_value="0")
    page = person.get(assessment + "/next-steps")
    assert "With that, 1 more question is asked. Until it is answered the section stays where it is." in page.text
    assert "deeper" not in str(choices(page))
    page = person.get(assessment + "/next-steps?raise=learn.1")
    assert "With these levels 1 more question is asked" in page.text
    assert "Not asked now" in " ".join(page.by_id("level-deeper").itertext())
    page = person.get(assessment + "/next-steps?raise=learn.1&raise=deeper.1")
    assert "Not asked now → to Exploring" in page.text
    person.send(person.get(assessment + "/sections/one"), learn_value="1")
    page = person.get(assessment + "/next-steps?raise=learn.0")
    assert "With these levels 1 question is not asked any more" in page.text


def test_a_level_that_takes_out_what_stood_high_says_so(make_questionnaire, make_sheet):
    """Six of eight stand at 4, and only the gate is in the way; past it those six are not asked any more."""
    high = {"weight": Fraction(6), "applies_if": {"question": "a", "in": (0,)}}
    asked = make_questionnaire({"s": {"questions": {"a": {"gate": 1}, "b": high, "c": {}}}})
    sheet = make_sheet(a=0, b=4, c=0)
    (route,) = suggested_routes(asked, sheet, score(asked, sheet))
    nothing = what_if(asked, sheet, score(asked, sheet), {})
    shown = Showing(Translator(), asked, nothing, planned=()).route(route)
    assert shown.held == "With that some questions are not asked any more, and the section does not get there by it."


def test_a_quick_win_can_be_chosen_with_one_link_and_adds_to_what_is_chosen(person, answered):
    person.send(person.get(answered + "/sections/one"), learn_value="0", must_value="0")
    person.send(person.get(answered + "/sections/two"), care_value="0")
    page = person.get(answered + "/next-steps?raise=care.1")
    assert "Quick wins" in page.text
    chosen = person.get(page.link("Choose :"))
    assert "raise=learn.1&raise=care.1" in chosen.address
    assert "Chosen" in chosen.text


def test_what_is_chosen_and_not_asked_can_be_taken_back(person, assessment):
    person.send(person.get(assessment + "/sections/one"), learn_value="0")
    page = person.get(assessment + "/next-steps?raise=deeper.1")
    assert "Not asked now → to Exploring" in page.text
    assert choices(page) == ["deeper.1"]


def test_before_anything_is_answered_the_page_says_that_this_comes_first(person, assessment):
    page = person.get(assessment + "/next-steps")
    assert "Nothing is answered yet" in page.text
    assert "Quick wins" not in [" ".join(one.itertext()) for one in page.all("h2")]


def test_a_section_with_nowhere_to_go_can_be_tried_all_the_same(person, answered):
    person.send(person.get(answered + "/sections/two"), care_value="2", arrest_value="2")
    page = person.get(answered + "/next-steps?raise=care.0")
    assert "This is the highest stage: the work now is to keep it." in page.text
    assert choices(page) == ["care.0"]
    assert figures(page, "Care")["Stage"] == ("2 · Developing", "0 · Not started")


def test_why_it_is_in_this_order_is_explained(person, answered):
    page = person.get(answered + "/next-steps")
    assert "Why it is in this order" in page.text
    assert "the lowest stage first, then the lowest score, then the shortest way" in page.text


def test_looking_changes_nothing_and_is_all_there_is(person, answered, stored):
    before = stored(answered)
    person.get(answered + "/next-steps?raise=care.2")
    assert stored(answered) == before
    person.post(answered + "/next-steps", {}, 405)
    person.get("/assessments/nothing/next-steps", 404)


def test_what_is_agreed_can_be_looked_at_too(person, answered):
    person.send(person.get(answered + "/steps/agreed"))
    assert "Show what would change" in person.get(answered + "/next-steps?raise=care.2").text
