"""Pages that explain say what is so, for one person alone and for people with accounts."""

from __future__ import annotations

from .members import add, sign_in


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
        "for one day, for you alone",
        "It names people and things by ids alone",
        "It keeps you signed in",
        "seen by nobody else before the workshop",
        "You can have your account erased",
    ):
        assert said in text
    assert "no accounts" not in text


def test_the_method_says_that_a_moderator_may_lower_what_is_supported(person):
    assert "A moderator who finds that the evidence backs less" in person.get("/method").text
