"""Answering a section: every type of question, every state, evidence, conditions, and never a lost word."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from selfassess.answers.model import UNANSWERED, Answer, Evidence, State

EVERY_TYPE = {
    "learn_value": "2",
    "must_value": "0",
    "happens_value": "yes",
    "how_value": "together",
    "who_value": ["board", "staff"],
    "many_value": "1,2.50",
    "share_value": "12.5%",
    "words_value": "Line one\r\nLine two & <b>",
    "since_value_day": "3",
    "since_value_month": "02",
    "since_value_year": "2024",
}


@pytest.fixture
def section(assessment):
    return assessment + "/sections/one"


def test_every_type_of_question_is_kept_as_its_value(person, section, assessment, stored):
    person.send(person.get(section), **EVERY_TYPE, many_comment="Counted.")
    values = {id: answer.value for id, answer in stored(assessment).sheet.answers.items() if answer.value is not None}
    assert values == {
        "learn": 2, "must": 0, "happens": "yes", "how": "together", "who": ("staff", "board"), "many": Fraction(25, 2),
        "share": Fraction(25, 2), "words": "Line one\nLine two & <b>", "since": date(2024, 2, 3),
    }  # fmt: skip
    assert stored(assessment).sheet.answer("many").comment == "Counted."


def test_what_was_saved_stands_in_the_form_again_and_saves_to_the_same(person, section, assessment, stored):
    person.send(person.get(section), **EVERY_TYPE)
    before = stored(assessment)
    page = person.get(section)
    assert page.form()["many_value"] == "12.5"
    assert page.form()["since_value_month"] == "2"
    person.send(page)
    after = stored(assessment)
    assert after.sheet.answers == before.sheet.answers
    assert after.revisions == before.revisions


def test_save_and_continue_leads_through_the_sections_to_the_check_page(person, assessment):
    place = assessment + "/sections/two"
    assert person.send(person.get(place), action="continue").location == assessment + "/sections/three"
    assert person.send(person.get(assessment + "/sections/three"), action="continue").location == assessment + "/check"


def test_save_and_leave_leads_to_the_list_and_says_that_all_is_safe(person, section, assessment):
    left = person.send(person.get(section), learn_value="1", action="leave")
    assert left.location == assessment
    assert "You can close this page" in person.follow(left).text


def test_the_section_before_is_reached_by_a_button_that_saves(person, assessment, stored):
    assert "Save and go to the section before" not in person.get(assessment + "/sections/one").text
    second = person.get(assessment + "/sections/two")
    assert second.link("All sections") == assessment
    back = person.send(second, care_value="1", action="previous")
    assert back.location == assessment + "/sections/one"
    assert stored(assessment).sheet.answer("care").level == 1


def test_a_section_says_how_far_it_is(person, assessment):
    person.send(person.get(assessment + "/sections/two"), care_value="1", arrest_value=" dont-know")
    assert "Section 2 of 3 · 1 of 2 answered, 1 don’t know yet" in person.get(assessment + "/sections/two").text


def test_a_question_that_comes_to_apply_is_shown_before_going_on(person, section, assessment):
    assert "How deep does it go?" not in person.get(section).text
    saved = person.send(person.get(section), learn_value="1", action="continue")
    assert saved.location == section + "#deeper_question"
    page = person.follow(saved)
    assert "1 more question is asked here" in page.text
    assert "How deep does it go?" in page.text


def test_an_answer_to_a_question_that_is_hidden_is_left_alone(person, section, assessment, stored):
    person.send(person.get(section), learn_value="1")
    person.send(person.get(section), deeper_value="2")
    person.send(person.get(section), learn_value="0")
    person.send(person.get(section), must_value="1")
    assert stored(assessment).sheet.answer("deeper").value == 2


def test_does_not_apply_needs_a_reason(person, section, assessment, stored):
    back = person.send(person.get(section), 422, learn_value=" not-applicable", must_comment="Keep me.")
    assert back.problems() == ["How far do we learn? – Say why this does not apply to you"]
    assert back.form()["must_comment"].strip() == "Keep me."
    person.send(back, learn_reason="Nobody works here.")
    assert stored(assessment).sheet.answer("learn") == Answer(state=State.NOT_APPLICABLE, reason="Nobody works here.")


def test_a_reason_without_the_choice_is_asked_about(person, section):
    back = person.send(person.get(section), 422, learn_reason="Nobody works here.")
    assert "Choose “This does not apply to us” too" in back.problems()[0]


def test_a_question_that_everybody_can_answer_cannot_be_said_not_to_apply(person, section):
    assert "must_reason" not in person.get(section).form()
    back = person.send(person.get(section), 422, must_value=" not-applicable", must_reason="No.")
    assert back.problems() == ["Who leads it? – Choose one of the answers shown"]


def test_dont_know_is_kept_for_every_kind_of_control(person, section, assessment, stored):
    person.send(person.get(section), learn_value=" dont-know", who_otherwise=" dont-know", many_otherwise=" dont-know",
                words_otherwise=" not-applicable", words_reason="Nothing to tell.")  # fmt: skip
    sheet = stored(assessment).sheet
    assert {sheet.answer(id).state for id in ("learn", "who", "many")} == {State.DONT_KNOW}
    assert sheet.answer("words").reason == "Nothing to tell."
    assert person.get(section).form()["many_otherwise"] == [" dont-know"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"many_value": "many"}, "How many? – Give a number"),
        ({"many_value": "0"}, "How many? – Give a number of at least 1"),
        ({"many_value": "9" * 60}, "How many? – Give a number"),
        ({"share_value": "101"}, "What share? – Give a number from 0 to 100"),
        ({"words_value": "x" * 61}, "Tell us more. – Write at most 60 characters; there are 61"),
        ({"words_value": "a\0b"}, "Tell us more. – Leave out the character U+0000"),
        ({"learn_comment": "\ufdd0"}, "How far do we learn? – Leave out the character U+FDD0"),
        ({"since_value_day": "31", "since_value_month": "2", "since_value_year": "2024"}, "Since when? – Enter a real"),
        ({"since_value_month": "2"}, "Since when? – Enter a real day, month and year"),
        ({"since_value_day": "1", "since_value_month": "2", "since_value_year": "24"}, "Since when? – Enter a real"),
        ({"since_value_day": "1", "since_value_month": "2", "since_value_year": "9999"}, "Since when? – Enter a real"),
        ({"since_value_day": "²", "since_value_month": "2", "since_value_year": "2024"}, "Since when? – Enter a real"),
        ({"learn_value": "7"}, "How far do we learn? – Choose one of the answers shown"),
        ({"who_value": ["staff", "nobody"]}, "Who? – Choose one or more of"),
        ({"who_value": ["staff"], "who_otherwise": " dont-know"}, "Who? – Give an answer or tick one of the boxes"),
        ({"many_otherwise": [" dont-know", " not-applicable"], "many_reason": "No."}, "How many? – Give an answer or"),
        ({"words_otherwise": "else"}, "Tell us more. – Choose one of the answers shown"),
        ({"learn_evidence_0_link": "javascript:alert(1)", "learn_evidence_0_title": "Plan"}, "A web address starts"),
        ({"learn_evidence_0_link": "java\tscript:alert(1)", "learn_evidence_0_title": "Plan"}, "A web address starts"),
        ({"learn_evidence_0_reach": "Everybody"}, "Say what this piece of evidence is"),
        ({"learn_evidence_0_title": "t" * 301}, "Write at most 300 characters"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_saved_or_lost(person, section, assessment, stored, typed, problem):
    back = person.send(person.get(section), 422, must_comment="Keep me.", **typed)
    assert len(back.problems()) == 1
    assert problem in back.problems()[0]
    assert back.form()["must_comment"].strip() == "Keep me."
    for name, value in typed.items():
        if isinstance(value, str) and not name.endswith(("_otherwise", "_value")):
            assert back.form()[name].strip("\n") in (value, value.replace("\ufdd0", "\ufffd"))
    assert stored(assessment).sheet.answers == {}


def test_evidence_grows_piece_by_piece_without_javascript(person, section, assessment, stored):
    piece = {"learn_evidence_0_title": "Plan", "learn_evidence_0_dated_day": "1", "learn_evidence_0_dated_month": "3",
             "learn_evidence_0_dated_year": "2026", "learn_evidence_0_reach": "All", "learn_evidence_0_shows": "yes",
             "learn_evidence_0_link": "https://example.org"}  # fmt: skip
    added = person.send(person.get(section), **piece, action="add:learn")
    assert added.location == section + "?open=learn#learn_evidence_1_title"
    page = person.follow(added)
    assert page.by_id("learn_evidence_1_title").get("value") == ""
    person.send(page, learn_evidence_1_title="Survey")
    first = Evidence(title="Plan", dated=date(2026, 3, 1), reach="All", shows="effect", link="https://example.org")
    assert stored(assessment).sheet.answer("learn").evidence == (first, Evidence(title="Survey"))


def test_a_piece_of_evidence_is_removed_by_emptying_it(person, section, assessment, stored):
    person.send(person.get(section), learn_evidence_0_title="Plan", action="add:learn")
    person.send(person.get(section), learn_evidence_1_title="Survey")
    person.send(person.get(section), learn_evidence_0_title="")
    assert stored(assessment).sheet.answer("learn").evidence == (Evidence(title="Survey"),)


def test_more_evidence_than_anybody_reads_is_refused(person, section):
    many = {f"learn_evidence_{number}_title": "Plan" for number in range(51)}
    assert person.send(person.get(section), 422, **many).problems() == [
        "How far do we learn? – Give at most 50 pieces of evidence"
    ]


def test_clear_my_answer_takes_back_the_choice_and_keeps_the_words(person, section, assessment, stored):
    person.send(person.get(section), learn_value="2", learn_comment="Because.", must_value="1")
    cleared = person.send(person.get(section), action="clear:learn")
    assert cleared.location == section + "#learn_question"
    assert stored(assessment).sheet.answer("learn") == Answer(comment="Because.")
    assert stored(assessment).sheet.answer("must").value == 1


def test_a_section_that_is_not_there_is_not_found(person, assessment):
    person.get(assessment + "/sections/nine", 404)
    person.get("/assessments/nobody/sections/one", 404)


def test_an_agreed_assessment_shows_its_answers_and_takes_none(person, section, assessment, stored):
    page = person.get(section)
    person.send(person.get(assessment + "/steps/agreed"))
    assert person.get(section, 302).location == assessment + "/check#one_section"
    back = person.send(page, 409, learn_value="2", learn_comment="Late words.")
    assert "its answers stay as they are. What you typed is still here" in back.text
    assert back.form()["learn_comment"].strip() == "Late words."
    assert stored(assessment).sheet.answer("learn") == UNANSWERED


# Two people, two tabs


def test_two_people_who_answer_different_questions_lose_nothing(person, another, section, assessment, stored):
    mine, theirs = person.get(section), another.get(section)
    another.send(theirs, must_value="1")
    person.send(mine, learn_value="2")
    sheet = stored(assessment).sheet
    assert (sheet.answer("must").value, sheet.answer("learn").value) == (1, 2)


def test_a_stale_save_shows_both_answers_and_writes_nothing(person, another, section, assessment, stored):
    mine, theirs = person.get(section), another.get(section)
    another.send(theirs, learn_value="1", learn_comment="Theirs.", learn_evidence_0_title="Their plan")
    back = person.send(mine, 409, learn_value="2", learn_comment="Mine.", must_value="1")
    assert "Stored now: 1 · Exploring Comment: Theirs. Evidence: Their plan" in back.text
    assert back.form()["learn_comment"].strip() == "Mine."
    assert back.form()["learn_value"] == ["2"]
    assert stored(assessment).sheet.answer("must") == UNANSWERED
    person.send(back)
    assert stored(assessment).sheet.answer("learn").comment == "Mine."
    assert stored(assessment).sheet.answer("must").value == 1


def test_theirs_can_be_kept_and_the_rest_saved(person, another, section, assessment, stored):
    mine, theirs = person.get(section), another.get(section)
    another.send(theirs, learn_value="1")
    back = person.send(mine, 409, learn_value="2", must_value="1")
    person.send(back, action="keep:learn")
    sheet = stored(assessment).sheet
    assert (sheet.answer("learn").value, sheet.answer("must").value) == (1, 1)


def test_the_same_answer_from_two_tabs_is_no_conflict(person, section):
    first, second = person.get(section), person.get(section)
    person.send(first, learn_value="1")
    person.send(second, learn_value="1")


def test_the_same_form_sent_twice_saves_once(person, section, assessment, stored):
    page = person.get(section)
    person.send(page, learn_value="1")
    person.send(page, learn_value="1")
    assert stored(assessment).revisions == {"learn": 1}


# An earlier year


def test_last_years_answers_stand_beside_the_questions(person, start_one):
    last = start_one(person, year=2025, period="2025")
    person.send(person.get(last + "/sections/one"), learn_value="1", learn_comment="A start.", many_value="3",
                learn_evidence_0_title="First plan", must_value=" dont-know")  # fmt: skip
    this = start_one(person)
    text = person.get(this + "/sections/one").text
    assert "In 2025: 1 · Exploring A start. Evidence then: First plan" in text
    assert "In 2025: 3 people" in text
    assert "In 2025: Don’t know yet" in text
    assert person.get(this + "/sections/one").form()["learn_comment"].strip() == ""


def test_nothing_is_shown_beside_questions_without_an_earlier_year(person, section):
    assert "In 2025" not in person.get(section).text
