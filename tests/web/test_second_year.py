"""The second year at the pages: last year's levels are confirmed in one step or judged anew, and never copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.account_letters import Post
from selfassess.services.assessments import OpenAssessment
from selfassess.services.contributors import ask_members
from selfassess.services.participating import Wanted
from selfassess.services.people import people_in, place_of
from selfassess.services.steps import move
from selfassess.store.organisations import find_organisation
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

from .members import database_of
from .page import Page
from .person import Person
from .town import Town

MAIL = Post(t=Translator(), base_address="https://assess.example.org")
Stored = Callable[[str], OpenAssessment]
WHY = {"learn_still_why": "Asked again in May."}


def section(person: Person, assessment: str) -> Page:
    return person.get(f"{assessment}/sections/one")


def confirm(person: Person, assessment: str, expect: int = 303, question: str = "learn", **said: Any) -> Page:
    return person.send(section(person, assessment), expect, action=f"still:{question}", **said)


# Still true?


def test_a_level_is_confirmed_and_everything_else_on_the_page_saved(
    person: Person, stored: Stored, last: str, begun: str
) -> None:
    page = person.follow(confirm(person, begun, **WHY, must_value="1", deeper_comment="Later"))
    assert "Taken over from 2025: Exploring." in page.text
    assert "Confirmed: still as in 2025, checked on" in page.text
    sheet = stored(begun).sheet
    assert (sheet.answer("learn").level, sheet.answer("learn").comment) == (1, "Asked again in May.")
    assert sheet.answer("learn").evidence == ()
    assert sheet.answer("must").level == 1
    assert "Beside 2025: 1 confirmed, 0 judged anew and 1 new or asked differently." in person.get(begun).text
    check = person.get(f"{begun}/check").text
    assert "Beside 2025: 1 confirmed" in check
    assert "Confirmed: still as in 2025" in check


def test_evidence_of_then_comes_along_where_it_is_ticked(person: Person, stored: Stored, begun: str) -> None:
    page = section(person, begun)
    key = next(one.get("value") for one in page.all("input") if one.get("name") == "learn_still_pieces")
    day = {"learn_still_on_day": "2", "learn_still_on_month": "5", "learn_still_on_year": "2026"}
    person.send(page, action="still:learn", learn_still_pieces=key, **day)
    (piece,) = stored(begun).sheet.answer("learn").evidence
    assert (piece.title, str(piece.dated)) == ("Plan", "2026-05-02")


NO_DAY = {"learn_still_on_day": "", "learn_still_on_month": "", "learn_still_on_year": ""}


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (NO_DAY, "Say why it is still true, or give the day on which somebody looked"),
        (WHY | {"learn_still_on_year": "2999"}, "That day is still to come"),
        (WHY | {"learn_still_on_year": "2024"}, "Give a day after 1 October 2025, on which it was said last"),
        (WHY | {"learn_still_on_month": "13"}, "Enter a real day"),
        (WHY | {"learn_still_pieces": "nothing"}, "Tick what is listed"),
        (WHY | NO_DAY | {"learn_still_pieces": "KEY"}, "Give the day on which the evidence was checked"),
        ({"learn_still_why": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_is_wrong_in_the_boxes_is_told_and_nothing_saved(
    person: Person, stored: Stored, begun: str, said: dict[str, str], problem: str
) -> None:
    key = next(
        one.get("value") for one in section(person, begun).all("input") if one.get("name") == "learn_still_pieces"
    )
    said = {name: key if value == "KEY" else value for name, value in said.items()}
    page = confirm(person, begun, 422, **said, words_comment="Typed")
    assert any(problem in one for one in page.problems()), page.problems()
    assert page.form()["words_comment"] == "Typed"
    assert page.form().get("learn_still_why", "") == said.get("learn_still_why", "")
    assert stored(begun).sheet.answers == {}


def test_a_reason_whose_button_was_not_pressed_is_not_lost(person: Person, stored: Stored, begun: str) -> None:
    page = person.send(section(person, begun), 422, action="continue", **WHY)
    assert "Press “Still true” to take the level over, or empty these boxes" in page.problems()[0]
    assert page.form()["learn_still_why"] == "Asked again in May."
    person.send(page, action="still:learn")
    assert stored(begun).sheet.answer("learn").level == 1


def test_of_two_reasons_the_one_whose_button_was_not_pressed_is_asked_about(
    person: Person, stored: Stored, last: str
) -> None:
    begun = person.send(person.get(f"{last}/next")).location
    page = confirm(person, begun, 422, **WHY, must_still_why="So it is.")
    assert "Press “Still true”" in page.problems()[0]
    person.send(page, action="still:learn", must_still_why="")
    assert [id for id, one in stored(begun).sheet.answers.items() if one.state is State.ANSWERED] == ["learn"]


def test_a_page_whose_boxes_nobody_touched_is_saved_as_ever(person: Person, stored: Stored, begun: str) -> None:
    person.send(section(person, begun), action="continue", learn_value="2")
    assert stored(begun).sheet.answer("learn").level == 2
    assert "Judged anew: higher than in 2025" in person.get(f"{begun}/check").text


def test_an_answer_given_meanwhile_is_never_overwritten(
    person: Person, another: Person, stored: Stored, begun: str
) -> None:
    page = section(person, begun)
    another.send(section(another, begun), learn_value="0", action="stay")
    assert "answer is there already" in person.send(page, 409, action="still:learn").text
    told = person.send(page, 409, action="still:learn", **WHY, must_value="1")
    assert "This year’s answer is there already: 0 · Not started." in told.text
    assert told.form()["learn_still_why"] == "Asked again in May."
    sheet = stored(begun).sheet
    assert (sheet.answer("learn").level, sheet.answer("must").level) == (0, 1)


def test_a_reason_that_does_not_fit_behind_the_comment_is_told(person: Person, stored: Stored, begun: str) -> None:
    told = confirm(person, begun, 409, **WHY, learn_comment="x" * 5000)
    assert "Shorten the reason: together with the comment below it is too long." in told.text
    assert told.form()["learn_still_why"] == "Asked again in May."
    assert stored(begun).sheet.answer("learn").state is State.UNANSWERED


def test_an_answer_chosen_on_the_same_page_is_saved_and_stays(person: Person, stored: Stored, begun: str) -> None:
    told = confirm(person, begun, 409, **WHY, learn_value="2")
    assert "clear it first if you want the level of then" in told.text
    assert stored(begun).sheet.answer("learn").level == 2


def test_a_year_deleted_meanwhile_is_told(
    person: Person, another: Person, stored: Stored, last: str, begun: str
) -> None:
    page = section(person, begun)
    another.send(another.get(f"{last}/steps/draft"), reason="A slip")
    another.send(another.get(f"{last}/delete"))
    told = person.send(page, 409, action="still:learn", **WHY)
    assert "The earlier assessment is no longer there." in told.text
    assert stored(begun).sheet.answer("learn").state is State.UNANSWERED


def test_a_level_that_was_changed_meanwhile_is_looked_at_again(
    person: Person, another: Person, stored: Stored, last: str, begun: str
) -> None:
    page = section(person, begun)
    another.send(another.get(f"{last}/steps/draft"), reason="A slip")
    another.send(section(another, last), learn_value="2", action="stay")
    assert "That is not the level of then any more." in person.send(page, 409, action="still:learn", **WHY).text
    assert stored(begun).sheet.answer("learn").state is State.UNANSWERED


def test_a_question_asked_differently_says_so_and_offers_nothing(person: Person, stored: Stored, begun: str) -> None:
    page = section(person, begun)
    assert "No level of 2025 fits here. The wording changed what it asks. Asked then: “Who leads it?”" in page.text
    assert "Said then: 2 · Developing – All do." in page.text
    assert "must_still_seen" not in page.form()
    seen = page.form()["learn_still_seen"].replace(".1.", ".2.")
    told = person.send(page, 409, action="still:must", must_still_seen=seen, must_still_why="Still so")
    assert "Answer the question anew" in told.text
    assert stored(begun).sheet.answer("must").state is State.UNANSWERED


def test_a_form_that_names_no_year_is_told(person: Person, begun: str) -> None:
    assert "no longer there" in confirm(person, begun, 409, **WHY, learn_still_seen="nothing").text
    assert "no longer there" in confirm(person, begun, 409, question="unknown").text


def test_a_confirmation_that_comes_after_the_work_is_done_is_told(
    person: Person, another: Person, stored: Stored, begun: str
) -> None:
    page = section(person, begun)
    another.send(another.get(f"{begun}/steps/agreed"))
    told = person.send(page, 409, action="still:learn", **WHY)
    assert "Not saved" in told.text
    assert stored(begun).sheet.answer("learn").state is State.UNANSWERED


def test_hostile_words_come_back_as_they_were(person: Person, stored: Stored, begun: str) -> None:
    hostile = '"><svg onload=alert(1)>{{7*7}}</textarea>'
    page = confirm(person, begun, 422, learn_still_why=hostile, learn_still_on_year="2999")
    assert page.form()["learn_still_why"] == hostile
    assert page.form()["learn_still_on_year"] == "2999"
    confirm(person, begun, learn_still_why=hostile)
    assert stored(begun).sheet.answer("learn").comment == hostile


def test_results_and_report_tell_what_was_confirmed(person: Person, begun: str) -> None:
    confirm(person, begun, **WHY, must_value="1")
    assert "2026 beside 2025: 1 confirmed, 0 judged anew" in person.get(f"{begun}/results").text
    told = person.get(f"{begun}/report/view").text
    assert "Levels of 2025 that were confirmed" in told
    assert "Asked again in May." in told


def test_a_contributors_own_sheet_has_last_year_in_sight_and_nothing_to_confirm(
    app: Flask, person: Person, stored: Stored, begun: str
) -> None:
    page = person.get("/set-up")
    person.send(page, name="Boss", email="boss@example.org", password="three random words here")
    database, assessment = database_of(app), stored(begun).assessment
    with database.reading() as session:
        place = find_organisation(session, assessment.organisation_id)
    assert place is not None
    con = Town(app).person("con", (place, Role.CONTRIBUTOR))
    now = datetime.now(UTC)
    everybody = [one.account.id for one in people_in(database, OPERATOR, place_of(place)).here]
    ask_members(database, OPERATOR, assessment.id, everybody, Wanted(), MAIL, now=now)
    move(database, OPERATOR, assessment.id, WorkStatus.OPEN, seen=assessment.revision, reason="", now=now)
    sheet = con.get(f"{begun}/mine/sections/one")
    assert "In 2025: 1 · Exploring A plan is there." in sheet.text
    assert "No level of 2025 fits here." in sheet.text
    assert "Still true?" not in sheet.text
    con.send(sheet, action="still:learn", learn_still_why="Mine")
    assert stored(begun).sheet.answers == {}
