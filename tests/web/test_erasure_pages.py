"""Erasing oneself and others by the pages: what goes and what stays is said before, nothing is left after."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from selfassess.store.accounts import add_account

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def eve(app, administrator):
    with app.extensions["selfassess"].database.writing() as session:
        add_account(session, "eve", "Eve <b>", "eve@example.org", administrator=True, password=None, now=NOW)
    return "/accounts/eve/erase"


def names(app):
    with app.extensions["selfassess"].database.reading() as session:
        return [row[0] for row in session.execute(text("SELECT name FROM account ORDER BY name"))]


def test_an_administrator_erases_somebody_after_reading_what_that_means(app, administrator, eve):
    page = administrator.get(eve)
    for said in ("Erase Eve <b>", "eve@example.org", "What goes", "What stays", "nobody can bring the account back"):
        assert said in page.text
    told = administrator.follow(administrator.send(page))
    assert "The person is erased." in told.text
    assert names(app) == ["", "Boss"]
    assert "erased the account of erased person" in administrator.get("/audit").text


def test_sent_twice_it_happens_once_and_the_page_is_gone(administrator, eve):
    page = administrator.get(eve)
    administrator.send(page)
    administrator.send(page)
    administrator.get(eve, 404)


def test_the_last_administrator_is_told_why_not(app, administrator):
    page = administrator.get("/account/erase")
    assert "You are the only administrator" in page.text
    token = administrator.get("/messages").form()["csrf_token"]
    told = administrator.follow(administrator.post("/account/erase", {"csrf_token": token}, 303))
    assert "You are the only administrator" in told.text
    assert names(app) == ["Boss"]


def test_who_erases_themselves_is_signed_out_and_told_so(app, administrator, eve):
    page = administrator.get("/account/erase")
    assert page.text.count("Erase your account") == 2
    told = administrator.follow(administrator.send(page))
    assert "Your account is erased" in told.text
    assert names(app) == ["", "Eve <b>"]
    assert administrator.get("/account", 303).location.startswith("/sign-in")


def test_who_signed_in_long_ago_first_proves_who_they_are(app, administrator, eve):
    page = administrator.get("/account/erase")
    with app.extensions["selfassess"].database.writing() as session:
        session.execute(text("UPDATE login_session SET proved_at = '2020-01-01 00:00:00.000000'"))
    assert administrator.get("/account/erase", 303).location.startswith("/account/prove")
    assert administrator.send(page).location.startswith("/account/prove")
    assert "Boss" in names(app)


def test_somebody_who_is_not_there_cannot_be_erased(administrator):
    administrator.get("/accounts/nobody/erase", 404)


def test_alone_there_is_nobody_to_erase(person):
    person.get("/account/erase", 404)
    assert "Your account is erased" in person.get("/account/erased").text
