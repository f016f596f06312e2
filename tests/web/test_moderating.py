"""One person at the pages of moderation, signing, and pledges: nothing typed is lost, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.moderation import returned_notes
from selfassess.services.steps import arrange, move
from selfassess.voices.steps import WorkStatus

from .members import database_of
from .page import text_of
from .person import Person

SIGNED = {"name": "Ada <Okafor>", "role": "Chair", "confirmed": "y"}


def step(app: Flask, address: str, to: WorkStatus, why: str = "") -> None:
    database, id = database_of(app), address.rsplit("/", 1)[-1]
    now = app.extensions["selfassess"].now()
    seen = open_assessment(database, OPERATOR, id).assessment.revision
    if to is WorkStatus.MODERATION and seen == 1:
        arrange(database, OPERATOR, id, moderated=True, signing=True, seen=seen, now=now)
        seen += 1
    move(database, OPERATOR, id, to, seen=seen, reason=why, now=now)


@pytest.fixture
def moderated(app: Flask, person: Person, assessment: str) -> str:
    """An assessment with one answer that nothing backs, in moderation."""
    person.send(person.get(f"{assessment}/sections/one"), learn_value="2", action="continue")
    step(app, assessment, WorkStatus.MODERATION)
    return assessment


def test_a_moderator_goes_through_the_answers(person: Person, moderated: str, stored: Callable[[str], Any]) -> None:
    page = person.get(f"{moderated}/moderation")
    assert "0 of" in page.text
    one = person.get(page.link("1.1 How far do we learn?"))
    assert "Level 1 needs a piece of evidence." in one.text
    done = person.send(one, outcome="lowered", level="0", note="Nobody <saw> it.", action="next")
    assert done.location.endswith("/moderation?show=first")
    assert stored(moderated).sheet.answer("learn").lowered.reason == "Nobody <saw> it."
    assert "Nobody <saw> it." in text_of(person.get(f"{moderated}/results").all("main")[0])
    assert "Nobody <saw> it." in text_of(person.get(moderated).all("main")[0])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose one of these"),
        ({"outcome": "returned"}, "Say what is to be looked at again"),
        ({"outcome": "lowered", "note": "Why"}, "Choose how far the evidence reaches"),
        ({"outcome": "lowered", "note": "Why", "level": "2"}, "Choose how far the evidence reaches"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_sentence(
    person: Person, moderated: str, typed: dict[str, str], sentence: str
) -> None:
    page = person.get(f"{moderated}/moderation/learn")
    again = person.post(page.action(), page.form() | typed, 422)
    assert sentence in again.text


def test_the_lead_sees_what_was_returned_and_a_new_answer_takes_its_place(
    app: Flask, person: Person, moderated: str, stored: Callable[[str], Any]
) -> None:
    page = person.get(f"{moderated}/moderation/learn")
    person.post(page.action(), page.form() | {"outcome": "returned", "note": "Which team?"}, 303)
    assert "1 answer is returned" in person.get(f"{moderated}/moderation").text
    back = person.get(f"{moderated}/steps/draft")
    assert "1 answer is returned, with a note." in back.text
    person.send(back)
    hub = person.get(moderated)
    assert "Which team?" in hub.text
    assert "Which team?" in person.get(f"{moderated}/sections/one").text
    person.send(person.get(f"{moderated}/sections/one"), learn_value="1", action="continue")
    assert returned_notes(stored(moderated)) == ()
    assert "Which team?" not in person.get(moderated).text


def test_a_note_that_comes_too_late_is_shown_to_be_copied(app: Flask, person: Person, moderated: str) -> None:
    page = person.get(f"{moderated}/moderation/learn")
    step(app, moderated, WorkStatus.DRAFT, "Not yet")
    typed = page.form() | {"outcome": "returned", "note": "Which team?"}
    late = person.post(page.action(), typed, 409)
    assert "Which team?" in late.text


def test_a_result_is_signed_with_a_name_and_locked(app: Flask, person: Person, moderated: str) -> None:
    step(app, moderated, WorkStatus.AGREED)
    page = person.get(person.get(f"{moderated}/steps/signed", 302).location)
    empty = person.post(page.action(), page.form() | {"name": "", "role": ""}, 422)
    for sentence in ("Enter the name", "Enter the role or post", "Tick the box to sign"):
        assert sentence in empty.text
    wrong = person.post(page.action(), page.form() | SIGNED | {"signed_on_year": "2999"}, 422)
    assert "not in the future" in wrong.text
    person.post(page.action(), page.form() | SIGNED, 303)
    person.post(page.action(), page.form() | SIGNED, 303)
    late = person.post(page.action(), page.form() | SIGNED | {"name": "Ben"}, 409)
    assert "has signed it meanwhile" in late.text
    assert "Signed by Ada <Okafor>, Chair" in text_of(person.get(moderated).all("main")[0])
    person.get(f"{moderated}/sign", 403)


def test_a_pledge_is_signed_by_itself_and_again(person: Person, assessment: str, stored: Callable[[str], Any]) -> None:
    place = f"/organisations/{stored(assessment).assessment.organisation_id}"
    assert "None is signed yet." in person.get(place).text
    sign = person.get(f"{place}/commitments/pages")
    half = person.post(sign.action(), sign.form() | SIGNED | {"action_1": "Ask people"}, 422)
    assert "Say whether key action 1 is new" in half.text
    said = SIGNED | {"action_1": "Ask <people>", "kind_1": "new"}
    person.post(sign.action(), sign.form() | said, 303)
    assert "Ask <people> (new)" in text_of(person.get(f"{place}/commitments").all("main")[0])
    late = person.post(sign.action(), sign.form() | said | {"name": "Ben"}, 409)
    assert "has signed meanwhile" in late.text
    person.send(late, **(said | {"name": "Ben"}))
    listed = person.get(f"{place}/commitments").text
    assert "1 earlier signature" in listed
    assert "signed by Ben" in person.get(place).text
    person.get(f"{place}/commitments/nowhere", 404)
