"""Pages of plans: begun from a result or from nothing, shown on the board, looked at together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from selfassess.store.people import Role

from .person import Person
from .planning import add, day, plans, set_clock, titles
from .town import Town

pytestmark = pytest.mark.usefixtures("in_november")


def test_a_plan_begins_from_a_result_without_accounts_and_is_reached_from_everywhere(
    person: Person, assessment: str, board: str
):
    assert "No action yet." in person.get(board).text
    assert person.get(person.get(assessment).link("Actions")).address == board
    assert person.get(f"{assessment}/results").link("The plan of actions") == board
    home = person.get("/")
    assert "Example Force: 0 still to be done" in home.text.replace(" :", ":")
    assert person.get(home.link("Example Force")).address.startswith(("/organisations/", "/assessments/"))


def test_a_plan_begins_before_any_assessment_and_with_what_was_signed(app: Flask):
    town = Town(app)
    council = town.organisation("Council")
    sue = town.person("Sue", (council, Role.SIGNATORY), (council, Role.LEAD))
    signing = sue.get(f"/organisations/{council.id}/commitments/bnssg-pledge")
    sue.send(signing, name="Sue", role="Chair", confirmed="yes", action_1="Train everybody", kind_1="continuing",
             action_2="Ask people", kind_2="new", **day("signed_on", 1, 11, 2026))  # fmt: skip
    begin = sue.get(sue.get(f"/organisations/{council.id}/actions").link("Begin a plan of actions"))
    assert "signed" in begin.form()
    shown = sue.follow(sue.send(begin, source="empty-bnssg-pledge"))
    assert sorted(titles(shown)) == ["Ask people", "Train everybody"]
    assert "Key action" in shown.text
    assert "The pledge asks for two" not in shown.text
    sue.post(begin.action(), begin.form() | {"source": "empty-bnssg-pledge"}, 422)
    assert len(plans(app, council.id)) == 1


def test_whoever_begins_with_nothing_can_go_straight_on_to_the_examples(person: Person, assessment: str):
    begin = person.get(person.get(person.get(assessment).link("Actions")).link("Begin a plan of actions"))
    examples = person.follow(person.send(begin, source="empty-bnssg-pledge", examples="yes"))
    assert "The plan is begun. Choose what to put into it." in examples.text
    assert "Identify a trauma-informed champion." in examples.text


def test_what_cannot_begin_is_said_beside_its_field(person: Person, board: str):
    form = person.get(f"{board}/begin")
    wrong = person.send(form, 422, source="nothing", **day("starts_on", 1, 1, 2036))
    assert wrong.problems() == [
        "What does it begin with? – Choose one of these",
        "First day of the plan – Choose a day within a year from today",
    ]
    assert person.send(form, 422, **day("starts_on", 31, 2, 2027)).problems()


def test_an_empty_plan_can_be_deleted_and_one_with_actions_not(app: Flask, person: Person, board: str):
    confirm = person.get(person.get(board).link("Delete this plan"))
    add(person, board)
    assert "There are actions in this plan" in person.send(confirm, 409).text
    person.send(person.get(person.get(person.get(board).link("Walk through")).link("Delete it")))
    assert "The plan is deleted." in person.follow(person.send(confirm)).text
    assert plans(app) == ()


def test_the_board_shows_overdue_ones_first_and_can_be_filtered(app: Flask, person: Person, board: str):
    add(person, board, text="Later", key="yes", owner_role="Head of estates", **day("due_on", 1, 3, 2027))
    add(person, board, text="Overdue", **day("due_on", 23, 11, 2026))
    add(person, board, text="About learning", **{"questions-1": "learn"})
    set_clock(app, datetime(2026, 11, 24, tzinfo=UTC))
    assert titles(person.get(board)) == ["Overdue", "Later", "About learning"]
    asked = {
        "?status=overdue": ["Overdue"],
        "?owner=role-1": ["Later"],
        "?owner=nobody": ["Overdue", "About learning"],
        "?section=pages.one": ["About learning"],
        "?status=done": [],
        "?status=open&owner=role-1": ["Later"],
        "?status=odd&owner=%00&section=odd.odd": ["Overdue", "Later", "About learning"],
    }
    for query, found in asked.items():
        page = person.get(board + query)
        assert titles(page) == found, query
    assert "No action fits this." in person.get(f"{board}?status=done").text
    assert "One key action is named." in person.get(board).text


def test_more_than_two_key_actions_are_remarked_upon_and_never_refused(person: Person, board: str):
    for number in range(3):
        add(person, board, text=f"Number {number}", key="yes")
    assert "3 key actions are named." in person.get(board).text


def test_a_check_is_kept_moved_and_told_when_it_is_time(app: Flask, person: Person, board: str):
    add(person, board)
    address = person.get(board).link("Look at the plan together")
    page = person.get(address)
    person.send(page, 422, **day("due_2", 1, 1, 2020))
    done = person.follow(person.send(page, note_2="Going well", **day("due_2", 20, 11, 2027)))
    assert "The check is saved." in done.text
    late = person.send(page, 409, note_2="Other words")
    assert "Somebody else changed the plan meanwhile" in late.text
    assert "Other words" in person.follow(person.send(late)).text
    set_clock(app, datetime(2027, 8, 23, tzinfo=UTC))
    assert "The plan was to be looked at together on 22 August 2027." in person.get(board).text
    person.post(page.action(), {"csrf_token": page.form()["csrf_token"]}, 422)
