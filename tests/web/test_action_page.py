"""Pages of one action: planned, told about by whoever owns it, and nothing typed is lost."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from flask import Flask

from selfassess.store.people import Role

from .page import text_of
from .person import Person
from .planning import add, day, plans
from .town import Town

pytestmark = pytest.mark.usefixtures("in_november")
HOSTILE = '"><svg onload=alert(1)>{{7*7}}</textarea><script>'


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


def test_an_address_within_another_site_is_no_action(person: Person, board: str):
    page = add(person, board)
    person.get(urljoin(page.address, "nothing"), 404)
