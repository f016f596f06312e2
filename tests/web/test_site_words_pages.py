"""An administrator writes what the pages about the installation say; everybody reads it, escaped and unchanged."""

from __future__ import annotations

import pytest

from .person import Person

PRIVACY = "/administration/words/privacy"
HELP = "/administration/words/help"


def save(person: Person, address: str, text: str, expect: int = 303, **also: str):
    return person.send(person.get(address), expect, text=text, action="save", **also)


def test_the_form_begins_with_our_words_and_saving_those_keeps_them_ours(person):
    page = person.get(PRIVACY)
    assert page.form()["text"].startswith("In short: what you type stays")
    person.send(page, action="save")
    assert "Your words" not in person.get("/administration/words").text


def test_what_is_written_stands_on_the_page_with_contacts_and_periods_put_in(person):
    save(person, "/administration/words/contacts", "Jo at **Example Council**: [jo@example.org](mailto:jo@example.org)")
    told = person.follow(save(person, PRIVACY, "## Who we are\nThe council.\n{contacts}\n## Until when\n{periods}"))
    assert "The page says it now." in told.text
    assert told.text.count("Your words") == 2
    page = person.get("/privacy")
    for said in (
        "Who we are",
        "Jo at Example Council",
        "Assessments that were signed: no end is set.",
        "Written by those",
    ):
        assert said in page.text
    assert "In short" not in page.text
    assert page.link("jo@example.org") == "mailto:jo@example.org"
    assert "jo@example.org" in person.get("/help").text


def test_a_preview_shows_it_and_keeps_nothing(person):
    page = person.send(person.get(HELP), 200, text="## Call Jo\n- at noon", action="preview")
    assert "nothing is saved yet" in page.text
    assert [one.text for one in page.all("h3")] == ["Call Jo"]
    assert page.form()["text"] == "## Call Jo\n- at noon"
    assert "Call Jo" not in person.get("/help").text


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "Write something"), ("[a](javascript:alert(1))", "is no address for a link"), ("a\0b", "Problem:"),
     ("x" * 30_001, "30,000")],
)  # fmt: skip
def test_what_cannot_be_shown_is_said_and_what_was_typed_stays(person, text, told):
    page = save(person, HELP, text, 422)
    assert told in page.text
    if "\0" not in text:
        assert page.form()["text"] == text


def test_hostile_words_are_words(person):
    text = "<script>alert(1)</script> &amp; {{ 7*7 }} {% x %} \"'"
    save(person, HELP, text)
    assert text in person.get("/help").text


def test_of_two_who_write_at_once_the_second_sees_both(person):
    first, second = person.get(HELP), person.get(HELP)
    person.send(first, text="Call Jo.", action="save")
    page = person.send(second, 409, text="Call Al.", action="save")
    assert "Somebody else changed this page" in page.text
    assert "What the page says now" in page.text
    assert "Call Jo." in page.text
    assert page.form()["text"] == "Call Al."
    person.send(page, action="save")
    assert "Call Al." in person.get("/help").text


def test_our_words_come_back_when_they_are_asked_for_twice_too(person):
    save(person, HELP, "Call Jo.")
    page = person.get(person.get(HELP).link("Go back to our words"))
    assert "is deleted" in page.text
    person.send(page)
    told = person.follow(person.send(page))
    assert "The page says our words again." in told.text
    assert "Samaritans" in person.get("/help").text


def test_words_somebody_wrote_meanwhile_are_not_deleted_unseen(person):
    save(person, HELP, "Call Jo.")
    page = person.get(f"{HELP}/ours")
    save(person, HELP, "Call Al.")
    told = person.send(page, 409)
    assert "Somebody else changed this page meanwhile" in told.text
    assert told.form()["text"] == "Call Al."
    assert "Call Al." in person.get("/help").text


def test_a_page_there_is_not_cannot_be_written(person):
    person.get("/administration/words/home", 404)
