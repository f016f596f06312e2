"""Pages that explain say what is so, for one person alone and for people with accounts."""

from __future__ import annotations

import pytest

from .members import add, sign_in

OURS = "These words come with selfassess"


def test_the_privacy_notice_of_one_person_alone_speaks_of_no_accounts(person):
    text = person.get("/privacy").text
    assert "While the program has no accounts, it does not record who wrote what." in text
    assert "What is kept about you" not in text
    assert "It keeps you signed in" not in text


def test_the_privacy_notice_says_what_is_kept_about_people_with_accounts(app, person):
    add(app, "Ann", administrator=True)
    signed_out = person.get("/privacy").text
    sign_in(person, "Ann")
    text = person.get("/privacy").text
    assert "What is kept about you" in signed_out
    for said in (
        "such as “Firefox on Windows”",
        "for you alone, so that nothing you typed is lost",
        "forms sent after a session had ended: for one day",
        "It names people and things by ids alone",
        "It keeps you signed in",
        "seen by nobody else before the workshop",
        "Have your account erased",
        "What contributors wrote apart: no end is set.",
        OURS,
    ):
        assert said in text
    assert "no accounts" not in text


def test_the_method_says_that_a_moderator_may_lower_what_is_supported(person):
    assert "A moderator who finds that the evidence backs less" in person.get("/method").text


@pytest.mark.parametrize("address", ["/help", "/accessibility", "/privacy"])
def test_only_who_may_is_offered_to_change_the_words(app, person, address):
    assert "Change the words of this page" in person.get(address).text
    add(app, "Ann", administrator=True)
    assert "Change the words of this page" not in person.get(address).text
    sign_in(person, "Ann")
    assert "Change the words of this page" in person.get(address).text


def test_help_for_people_comes_first_and_numbers_can_be_dialled(person):
    page = person.get("/help")
    assert page.text.index("Samaritans") < page.text.index("Using the program")
    assert page.link("116 123") == "tel:116123"
