"""Pages of evidence: the library, what may back a question, whether it is still true, high answers without any."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from selfassess.services.assessments import OpenAssessment
from selfassess.store.people import Role

from .page import Page, text_of
from .person import Person, start
from .town import Town

HOSTILE = '"><svg onload=alert(1)>{{7*7}}</textarea><script>'
PLAN = {"title": "Plan", "kind": "plan", "dated_day": "1", "dated_month": "3", "dated_year": "2026"}

Stored = Callable[[str], OpenAssessment]


def library_of(person: Person, assessment: str) -> str:
    return person.get(assessment).link("Evidence the organisation keeps")


def add(person: Person, library: str, **said: Any) -> Page:
    """Add a piece by the form; gives its page."""
    form = person.get(person.get(library).link("Add evidence"))
    return person.follow(person.post(form.action(), form.form() | PLAN | said, 303))


def press(person: Person, page: Page, words: str, expect: int = 303, **changes: Any) -> Page:
    """Press the button with these words, and send the form it is in."""
    assert page.tree is not None
    for form in page.all("form"):
        for button in form.iter("button"):
            if words in text_of(button).replace(" :", ":"):
                fields = {
                    one.get("name"): one.get("value", "")
                    for one in form.iter("input")
                    if one.get("type", "text") in ("text", "hidden")
                }
                named = {button.get("name"): button.get("value")} if button.get("name") else {}
                sent = {name: value for name, value in (fields | named | changes).items() if name}
                return person.post(form.get("action", ""), sent, expect, base=page.address)
    raise AssertionError(f"no button {words!r}")


def save(person: Person, assessment: str, expect: int = 303, **fields: Any) -> Page:
    page = person.get(f"{assessment}/sections/one")
    return person.send(page, expect, **fields)


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


@pytest.fixture
def library(person: Person, assessment: str) -> str:
    return library_of(person, assessment)


# The library


def test_a_piece_is_added_found_changed_and_taken_along(person: Person, library: str):
    assert "Nothing is kept yet" in person.get(library).text
    piece = add(person, library, link="https://example.org/plan", reference="Board, item 7")
    assert "It is offered on the questions of every assessment." in piece.text
    assert "1 March 2026" in piece.text
    (link,) = [a for a in piece.all("a") if a.get("href") == "https://example.org/plan"]
    assert link.get("rel") == "external noopener noreferrer"
    form = person.get(piece.link("Change what is said of it"))
    changed = person.follow(person.send(form, title="A better plan"))
    assert "A better plan" in changed.text
    stale = person.send(form, 409, title="Too late")
    assert "Now it is called “A better plan”" in stale.text
    assert stale.form()["title"] == "Too late"
    person.send(stale)
    assert "Too late" in person.get(f"{library}?words=LATE&kind=plan").text
    assert "No evidence fits this." in person.get(f"{library}?words=nothing").text
    table = person.get(person.get(library).link("table (CSV)")).response.data.decode("utf-8-sig")
    assert [row["title"] for row in csv.DictReader(io.StringIO(table))] == ["Too late"]


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999", "kind=none&older=7&retired=", "words=%00%EF%BF%BF"]
)
def test_a_filter_that_makes_no_sense_is_none(person: Person, library: str, query: str):
    add(person, library)
    person.get(f"{library}?{query}")


def test_what_is_wrong_with_a_piece_is_said_at_its_field(person: Person, library: str):
    form = person.get(f"{library}/new")
    wrong = {"link": "javascript:alert(1)", "dated_day": "1", "dated_month": "1", "dated_year": "2999"}
    page = person.send(form, 422, **wrong)
    assert [line.partition(" – ")[2].partition(".")[0] for line in page.problems()] == [
        "Say what it is",
        "Choose one of these",
        "That day is still to come",
        "A web address starts with https:// or http://",
    ]
    assert person.send(form, 422, **PLAN | {"link": "Board papers"}).problems()
    assert person.send(form, 422, **PLAN | {"title": "a\0b"}).problems()


def test_hostile_words_come_back_as_they_were(person: Person, library: str):
    piece = add(person, library, title=HOSTILE, reach=HOSTILE, reference=HOSTILE)
    assert piece.text.count(HOSTILE) >= 3
    assert HOSTILE in person.get(library).text
    assert person.get(piece.link("Change what is said of it")).form()["reference"] == HOSTILE


def test_old_evidence_is_asked_about_in_one_step(person: Person, library: str):
    add(person, library, dated_year="2020")
    add(person, library, title="Gone", dated_year="2020")
    page = person.get(library)
    assert "was still true on" in person.follow(press(person, page, "Yes, as of today: Plan")).text
    assert "is retired" in person.follow(press(person, page, "No longer: Gone")).text
    page = person.get(library)
    assert "Still true?" not in page.text
    assert "Gone" not in [text_of(a) for a in page.all("a")]
    retired = person.get(f"{library}?retired=yes")
    assert "is offered again" in person.follow(press(person, retired, "Bring back: Gone")).text


def test_another_day_can_be_said_and_a_stale_page_is_told(person: Person, library: str):
    piece = add(person, library)
    wrong = press(person, piece, "Still true on this day", 422, on_day="")
    assert "Enter a real day" in wrong.problems()[0]
    said = press(person, piece, "Still true on this day", on_day="2", on_month="2", on_year="2026")
    assert "was still true on 2 February 2026" in person.follow(said).text
    assert "Somebody else changed this meanwhile" in press(person, piece, "No longer true", 409).text


def test_a_viewer_sees_it_and_changes_nothing(town: Town):
    force = town.organisation("Force")
    lead, val = town.person("lee", (force, Role.LEAD)), town.person("val", (force, Role.VIEWER))
    con = town.person("con", (force, Role.CONTRIBUTOR))
    library = lead.get(f"/organisations/{force.id}").link("Evidence the organisation keeps")
    piece = add(lead, library)
    page = val.get(piece.address)
    assert "Still true?" not in page.text
    assert "Change" not in page.text
    assert "Add evidence" not in val.get(library).text
    val.get(f"{piece.address}/change", 403)
    con.get(f"{piece.address}/change", 403)
    own = add(con, library, title="Own")
    con.get(own.link("Change what is said of it"))


# On the questions


def test_evidence_is_used_from_the_page_of_a_question(person: Person, assessment: str, library: str, stored: Stored):
    add(person, library)
    add(person, library, title=HOSTILE)
    chosen = person.follow(save(person, assessment, learn_value="2", action="evidence:learn"))
    assert "Evidence for this answer" in chosen.text
    assert stored(assessment).sheet.answer("learn").level == 2
    nothing = person.post(chosen.action(), chosen.form() | {"action": "use"}, 422, base=chosen.address)
    assert "Tick at least one" in nothing.problems()[0]
    boxes = [one.get("value") for one in chosen.all("input") if one.get("type") == "checkbox"]
    done = person.post(chosen.action(), chosen.form() | {"action": "use", "records": boxes}, 303, base=chosen.address)
    page = person.follow(done)
    assert "Used for this answer: " in page.text
    assert [one.title for one in stored(assessment).sheet.answer("learn").evidence] == [HOSTILE, "Plan"]
    assert "Kept for the organisation" in page.text
    assert "keeps nothing else" in person.get(chosen.address).text
    assert "In 1 answer" in person.get(library).text


def test_a_typed_piece_is_kept_in_one_step(person: Person, assessment: str, library: str):
    fields = {"learn_evidence_0_title": "Typed", "action": "lend:learn:0"}
    page = person.follow(save(person, assessment, **fields))
    assert "“Typed” is kept for the organisation" in page.text
    assert "Kept for the organisation : Typed" in page.text
    assert "Typed" in person.get(library).text
    person.send(page, action="lend:learn:0")
    assert "1 piece of evidence" in person.get(library).text


@pytest.mark.parametrize(
    "action", ["lend:learn:0", "lend:learn:99", "lend:x:0", "lend:learn:-1", "use:learn:x", "use:x:y", "evidence:x"]
)
def test_a_button_that_was_forged_does_nothing(person: Person, assessment: str, library: str, action: str):
    person.follow(save(person, assessment, action=action))
    assert "Nothing is kept yet" in person.get(library).text


def test_a_page_for_no_question_is_not_there(person: Person, assessment: str):
    person.get(f"{assessment}/questions/nothing/evidence", 404)


def test_last_years_evidence_is_asked_about_and_never_taken_over_unasked(person: Person, stored: Stored):
    before = start(person, sector="police", year=2025, period="2025")
    fields = {"learn_value": "1", "learn_evidence_0_title": "Kept", "action": "lend:learn:0"}
    page = person.follow(save(person, before, **fields))
    person.send(page, learn_evidence_1_title="Typed", action="stay")
    now = start(person, sector="police")
    page = person.get(f"{now}/sections/one")
    assert "2 pieces of evidence of last time: still true?" in page.text
    assert stored(now).sheet.answer("learn").evidence == ()
    asked = person.follow(person.send(page, action="evidence:learn"))
    future = press(person, asked, "Still true: use it – Kept", 422, on_year="2999")
    assert "still to come" in future.problems()[0]
    day = {"on_day": "1", "on_month": "9", "on_year": "2026"}
    asked = person.follow(press(person, asked, "Still true: use it – Kept", **day))
    page = person.follow(press(person, asked, "Still true: use it – Typed", **day))
    assert "How far do we learn?" in page.text
    kept = stored(now).sheet.answer("learn").evidence
    assert [(one.title, str(one.dated)) for one in kept] == [("Kept", "2026-09-01"), ("Typed", "2026-09-01")]
    assert [one.dated for one in stored(before).sheet.answer("learn").evidence] == [None, None]


def test_what_is_no_longer_true_is_retired_and_asked_about_no_more(person: Person):
    before = start(person, sector="police", year=2025, period="2025")
    save(person, before, learn_value="1", learn_evidence_0_title="Kept", action="lend:learn:0")
    now = start(person, sector="police")
    asked = person.get(f"{now}/questions/learn/evidence")
    page = person.follow(press(person, asked, "No longer true – Kept"))
    assert "“Kept” is retired" in page.text
    assert "of last time: still true?" not in page.text


def test_an_agreed_assessment_takes_no_evidence(person: Person, assessment: str, library: str, stored: Stored):
    add(person, library)
    asked = person.get(f"{assessment}/questions/learn/evidence")
    (box,) = [one.get("value") for one in asked.all("input") if one.get("type") == "checkbox"]
    person.send(person.get(f"{assessment}/steps/agreed"))
    late = person.post(asked.action(), asked.form() | {"action": "use", "records": [box]}, 409, base=asked.address)
    assert "Not done yet" in late.text
    assert stored(assessment).sheet.answer("learn").evidence == ()
    assert person.get(asked.address, 302).location.startswith(f"{assessment}/check")


# High answers


def test_high_answers_without_evidence_are_listed_with_what_would_help(person: Person, assessment: str):
    listed = person.get(person.get(assessment).link("High answers to look at"))
    assert "There is none" in listed.text
    save(person, assessment, learn_value="2", must_value="1", learn_evidence_0_title="Plan", action="stay")
    listed = person.get(listed.address)
    assert "1 answer, the one furthest" in listed.text
    assert "No evidence is recorded. Level 1 · Exploring needs a piece of evidence." in listed.text
    person.get(listed.link("Who leads it?"))
    person.send(person.get(f"{assessment}/steps/agreed"))
    assert "/check#must_row" in person.get(listed.address).link("Who leads it?")
