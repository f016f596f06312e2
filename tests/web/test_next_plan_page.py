"""The page on which a plan is closed: it is said of each action what becomes of it, and the next plan begins."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from .page import Page
from .person import Person
from .planning import add, day, plans, set_clock, titles

pytestmark = pytest.mark.usefixtures("in_november")


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
    assert "1 carried over, 1 stopped." in earlier.text
    assert "Overdue" not in earlier.text
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
    assert wrong.problems() == [
        "Ends – If it is stopped: why? – Say why it was stopped",
        "First day of the next plan – Choose a day after 22 November 2026, when this plan began",
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
