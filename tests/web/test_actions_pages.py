"""Pages of plans and actions: from a result or from nothing, told about, looked at together, closed into the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask

from selfassess.plan.actions import ActionPlan
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.plans import plans_of
from selfassess.store.people import Role

from .page import Page, text_of
from .person import Person
from .town import Town

HOSTILE = '"><svg onload=alert(1)>{{7*7}}</textarea><script>'
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(app: Flask) -> None:
    set_clock(app, NOW)


def set_clock(app: Flask, now: datetime) -> None:
    app.extensions["selfassess"] = replace(app.extensions["selfassess"], now=lambda: now)


def day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def plans(app: Flask, organisation: str | None = None) -> tuple[ActionPlan, ...]:
    database = app.extensions["selfassess"].database
    owner = organisation or list_assessments(database, OPERATOR)[0].organisation_id
    return plans_of(database, OPERATOR, owner)


@pytest.fixture
def board(person: Person, assessment: str) -> str:
    """The address of the board, where a plan was begun from the result of the assessment."""
    form = person.get(person.get(f"{assessment}/results").link("Begin a plan of actions with this result"))
    done = person.send(form)
    assert "The plan is begun." in person.follow(done).text
    return done.location


def add(person: Person, board: str, text: str = "Walk through the reception", **said: Any) -> Page:
    """Add an action by the form; gives its page."""
    form = person.get(person.get(board).link("Add an action"))
    return person.follow(person.send(form, text=text, **said))


def titles(page: Page) -> list[str]:
    return [text_of(one) for one in page.all("h3") if "kept__title" in (one.get("class") or "")]


# Beginning


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


# One action


def test_an_action_is_planned_once_found_told_about_and_done(app: Flask, person: Person, board: str):
    form = person.get(person.get(board).link("Add an action"))
    said = {"measure": "People say so", "owner_role": "Head of estates", "effort": "low", "questions-1": "learn"}
    sent = form.form() | {"text": "Walk through the reception"} | said | day("due_on", 27, 3, 2027)
    first = person.post(form.action(), sent, 303)
    assert person.post(form.action(), sent, 303).location == first.location, "the same form sent twice"
    page = person.follow(first)
    for words in ("Head of estates", "27 March 2027", "People say so", "little effort", "Nothing is noted yet."):
        assert words in page.text
    told = person.follow(person.send(page, status="under_way", text="First room done", **day("noted_on", 22, 11, 2026)))
    assert "It is noted." in told.text
    assert "22 November 2026 Under way First room done" in told.text
    done = person.follow(person.send(told, status="done"))
    assert "Done" in person.get(board).text
    (plan,) = plans(app)
    assert [note.text for note in plan.actions[0].notes] == ["First room done", ""]
    assert "Walk through the reception" in done.text


def test_everything_that_is_wrong_with_an_action_is_said_and_what_was_typed_stays(person: Person, board: str):
    form = person.get(person.get(board).link("Add an action"))
    wrong = person.send(form, 422, text="x" * 501, owner_role=HOSTILE * 10, kind="odd", effort="huge",
                        **{"questions-1": "odd"}, **day("due_on", 31, 2, 2027))  # fmt: skip
    assert len(wrong.problems()) == 6
    assert wrong.form()["owner_role"] == HOSTILE * 10
    early = person.send(form, 422, text="Do it", **day("due_on", 21, 11, 2026))
    assert early.problems() == [
        "When is it to be done? (optional) – It cannot be due before the day it was added, 22 November 2026"
    ]
    assert early.form()["text"] == "Do it"


def test_hostile_words_come_back_as_they_are(person: Person, board: str):
    page = add(person, board, text=HOSTILE, measure=HOSTILE, owner_role=HOSTILE[:100])
    assert text_of(page.all("h1")[0]) == HOSTILE
    told = person.follow(person.send(page, status="stopped", text=HOSTILE))
    assert told.text.count(HOSTILE) >= 3
    assert HOSTILE in person.get(board).text
    person.get(person.get(board).link("Close it and begin the next"))


def test_progress_that_cannot_be_is_said_beside_its_field(person: Person, board: str):
    page = add(person, board)
    wrong = person.send(page, 422, status="stopped", **day("noted_on", 23, 11, 2026))
    assert wrong.problems() == ["What happened? – Say why it was stopped", "On which day? – That day is still to come"]
    assert person.send(page, 422).problems() == ["What happened? – Say what happened, or choose another status"]
    assert person.send(page, 422, status="odd", **day("noted_on", 0, 0, 0)).problems()


def test_somebody_elses_change_is_told_and_nothing_typed_is_lost(person: Person, another: Person, board: str):
    page = add(person, board)
    mine, change = person.get(page.address), person.get(page.link("Change what is said of it"))
    another.send(another.get(page.address), status="under_way", text="Begun")
    late = person.send(mine, 409, status="done", text="All of it")
    assert "Somebody else told more" in late.text
    assert "Begun" in late.text
    assert late.form()["text"].strip() == "All of it"
    person.send(late)
    again = person.send(change, 409, text="Other words")
    assert "Somebody else changed this meanwhile" in again.text
    assert "Other words" in person.follow(person.send(again)).text


def test_a_form_that_was_open_too_long_comes_back_with_what_was_typed(person: Person, board: str):
    page = add(person, board)
    forms = {
        person.get(board).link("Add an action"): {"text": "Another"},
        page.address: {"text": "Half of it"},
        page.link("Change what is said of it"): {"text": "Other words"},
        f"{board}/begin": {},
        person.get(board).link("Look at the plan together"): {"note_2": "Going well"},
        person.get(board).link("Close it and begin the next"): {},
    }
    for address, typed in forms.items():
        form = person.get(address)
        back = person.send(form, 400, csrf_token="stale", **typed)
        assert "open too long" in back.text, address
        assert all(value in back.text or value in str(back.form()) for value in typed.values()), address


def test_the_lead_is_asked_to_replace_an_owner_who_left(app: Flask):
    town = Town(app)
    council = town.organisation("Council")
    lead, con = town.person("Lee", (council, Role.LEAD)), town.person("Con", (council, Role.CONTRIBUTOR))
    begin = lead.get(f"/organisations/{council.id}/actions/begin")
    board = lead.send(begin, source="empty-bnssg-pledge").location
    form = lead.get(lead.get(board).link("Add an action"))
    options = {text_of(one): one.get("value", "") for one in form.all("option")}
    page = lead.follow(lead.send(form, text="Walk through", owner=options["Con"]))
    assert "Who leads Con" in page.text
    assert "Your actions" in con.get("/").text
    told = con.get(con.get("/").link("Walk through"))
    assert "Change what is said of it" not in told.text
    con.follow(con.send(told, status="under_way", text="Begun"))
    assert "Con" in lead.get(page.address).text
    con.send(con.get(f"/organisations/{council.id}/leave"))
    left = lead.get(page.address)
    assert "Con (no longer here)" in left.text
    change = lead.get(left.link("Choose who takes over"))
    assert "Con (no longer here)" in change.text
    refused = lead.send(change, 422, text="Other words", owner=options["Con"])
    assert "Choose somebody who is here now" in refused.problems()[0]
    assert "Head of estates" in lead.follow(lead.send(change, owner="", owner_role="Head of estates")).text


# The board


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


# Looking at it together


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


# The next plan


@pytest.fixture
def a_year_later(app: Flask, person: Person, board: str) -> Page:
    """Two actions, neither done; the page on which the plan is closed."""
    add(person, board, text="Goes on", key="yes", **day("due_on", 1, 3, 2027))
    add(person, board, text="Ends")
    set_clock(app, datetime(2027, 11, 22, tzinfo=UTC))
    assert "Its twelve months are over." in person.get(board).text
    return person.get(person.get(board).link("Say what becomes of each action"))


def choices(app: Flask) -> dict[str, str]:
    found = {one.text: one.id for one in plans(app)[0].actions}
    return {f"becomes_{found['Goes on']}": "carry", f"becomes_{found['Ends']}": "stop",
            f"reason_{found['Ends']}": "No room for it"}  # fmt: skip


def test_what_is_unfinished_goes_on_or_is_stopped_on_one_page(
    app: Flask, person: Person, board: str, a_year_later: Page
):
    sent = choices(app)
    shown = person.follow(person.send(a_year_later, **sent))
    assert titles(shown) == ["Goes on"]
    assert "carried over from the plan before" in person.get(shown.link("Goes on")).text
    again = person.follow(person.send(a_year_later, **sent))
    assert "This plan was closed already" in again.text
    earlier = person.get(shown.link("22 November 2026 to 21 November 2027"))
    assert "No room for it" in person.get(earlier.link("Ends")).text
    assert earlier.link("See the plan that follows it") == board
    old = person.get(earlier.link("Goes on"))
    assert "It goes on in the plan that follows." in old.text
    assert "Tell how far it is" not in old.text
    assert person.get(a_year_later.address, 303).location == board
    kept = person.get(f"{person.get(shown.link('Goes on')).address}/delete")
    assert "it is not deleted" in kept.text


def test_nothing_is_closed_before_everything_is_said(app: Flask, person: Person, a_year_later: Page):
    assert len([one for one in person.send(a_year_later, 422).problems() if "Say what becomes of it" in one]) == 2
    sent = choices(app)
    reason = next(name for name in sent if name.startswith("reason"))
    wrong = person.send(a_year_later, 422, **sent | {reason: ""} | day("starts_on", 22, 11, 2026))
    assert [one.partition(" – ")[2] for one in wrong.problems()] == [
        "Say why it was stopped",
        "Choose a day after 22 November 2026, when this plan began",
    ]
    assert len(plans(app)) == 1


def test_what_changed_meanwhile_is_shown_with_what_was_typed(
    app: Flask, person: Person, another: Person, board: str, a_year_later: Page
):
    sent = choices(app)
    done = another.get(another.get(board).link("Goes on"))
    another.send(done, status="done", **day("noted_on", 22, 11, 2027))
    stale = person.send(a_year_later, 409, **sent)
    assert "Somebody else changed actions of this plan meanwhile" in stale.text
    assert "No room for it" in str(stale.form())
    assert titles(person.follow(person.send(stale))) == []


def test_a_form_about_a_plan_that_was_closed_meanwhile_keeps_what_was_typed(
    app: Flask, person: Person, board: str, a_year_later: Page
):
    action = person.get(person.get(board).link("Goes on"))
    change, delete = (person.get(action.link(words)) for words in ("Change what is said of it", "Delete it"))
    new, checks = (person.get(person.get(board).link(words)) for words in ("Add an action", "Look at the plan"))
    person.send(a_year_later, **choices(app))
    for form, typed in ((change, {"text": "Other"}), (new, {"text": "Other"}), (checks, {"note_2": "Other"})):
        late = person.send(form, 409, **typed)
        assert "This plan was closed meanwhile" in late.text
        assert "Other" in str(late.form())
    told = person.post(action.action(), action.form() | {"text": "Other", "status": "done"}, 409)
    assert "This plan was closed meanwhile" in told.text
    assert "stay as they are" in person.send(delete, 409).text


def test_an_address_within_another_site_is_no_action(person: Person, board: str):
    page = add(person, board)
    person.get(urljoin(page.address, "nothing"), 404)
