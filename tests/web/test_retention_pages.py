"""How long things are kept: what a period would delete is seen before it is set, and before it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from .person import start

LIST = "/administration/retention"
DRAFTS = f"{LIST}/unfinished"


@pytest.fixture
def old(app, person):
    """A draft from two years ago."""
    start(person, organisation="Example Force")
    use = app.extensions["selfassess"]
    now = use.now()
    app.extensions["selfassess"] = replace(use, now=lambda: now + timedelta(days=800))


def test_a_period_that_deletes_nothing_is_set_at_once_and_told_to_everybody(person):
    told = person.follow(person.send(person.get(DRAFTS), months="24"))
    assert "It is set." in told.text
    assert "2 years after their last change" in told.text
    assert "Assessments that were not signed: for 2 years after their last change." in person.get("/privacy").text
    assert person.get(DRAFTS).form()["months"] == "24"
    person.send(person.get(DRAFTS), months="")
    assert "Assessments that were not signed: no end is set." in person.get("/privacy").text


def test_one_that_would_delete_something_shows_it_first(person, old):
    page = person.send(person.get(DRAFTS), 200, months="12")
    assert "This would delete 1 thing in the coming night. Nothing is set yet." in page.text
    assert "Example Force" in page.text
    assert "No end is set" in person.get(LIST).text
    told = person.follow(person.send(page))
    assert "Nothing is deleted before the coming night." in told.text
    assert "1 is over and goes in the coming night" in told.text
    other = person.send(person.get(DRAFTS), 200, months="6")
    assert "Nothing is set yet" in other.text


def test_what_is_over_can_be_deleted_now_and_twice_is_once(person, old):
    person.send(person.send(person.get(DRAFTS), 200, months="12"))
    page = person.get(LIST)
    assert "1 thing whose time was over is deleted." in person.follow(person.send(page)).text
    assert "Nothing was over any more." in person.follow(person.send(page)).text
    assert "Nothing is over now." in person.get(LIST).text
    assert "Example Force" not in person.get("/").text


@pytest.mark.parametrize("typed", ["0", "-1", "1201", "two", "1.5", "٣", "9" * 500])
def test_what_is_no_number_of_months_is_said(person, typed):
    page = person.send(person.get(DRAFTS), 422, months=typed)
    assert "Enter a number of months from 1 to 1200" in page.text
    assert page.form()["months"] == typed


def test_of_two_who_set_it_at_once_the_second_is_told(person):
    first, second = person.get(DRAFTS), person.get(DRAFTS)
    person.send(first, months="24")
    page = person.send(second, 409, months="36")
    assert "it is 2 years now" in page.text
    person.send(page)
    assert person.get(DRAFTS).form()["months"] == "36"


def test_with_accounts_there_are_more_kinds(administrator):
    text = administrator.get(LIST).text
    assert "What contributors wrote apart" in text
    assert "Accounts of people without a role" in text


def test_a_kind_there_is_not_has_no_period(person):
    person.get(f"{LIST}/everything", 404)
