"""One's own account at the pages: how one signs in is changed only by who just proved who they are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from passlib.totp import TOTP
from sqlalchemy import text

from .members import PASSWORD, add, letters, link_to, move_on, sign_in
from .page import text_of

NEW = "another three words here"
OF_SIGNING_IN = ["/account/email", "/account/password", "/account/second-step", "/account/second-step/remove"]


@pytest.fixture
def ann(app, person):
    """Ann, signed in at `person`'s browser."""
    add(app, "Admin", administrator=True)
    account = add(app, "Ann")
    sign_in(person, "Ann")
    return account


class Phone:
    """An authenticator app: knows the key that the page showed, and which code comes next."""

    def __init__(self, page) -> None:
        key = next(text_of(code) for code in page.all("code")).replace("-", "")
        self._totp = TOTP(key=key, format="base32")

    def code(self, later: timedelta = timedelta(0)) -> str:
        moment = TOTP.normalize_time(None) + int(later.total_seconds())
        return str(self._totp.generate(time=moment).token)


def set_up_second_step(person):
    page = person.get("/account/second-step")
    phone = Phone(page)
    done = person.send(page, 200, code=phone.code())
    return phone, [text_of(code) for code in done.all("code")]


def test_everything_about_the_account_is_on_one_page(person, ann):
    page = person.get("/account")
    for words in ("Ann", "ann@example.org", "Second step Off", "Where", "Sign out"):
        assert words.lower() in page.text.lower(), words
    assert "You are an administrator" not in page.text


def test_an_administrator_without_a_second_step_is_asked_to_set_one_up(app, person, ann):
    admin = type(person)(app)
    sign_in(admin, "Admin")
    assert "Please set up a second step" in admin.get("/account").text


def test_the_name_is_changed(person, ann):
    page = person.get("/account/name")
    assert page.form()["name"] == "Ann"
    home = person.follow(person.send(page, name="Ann Other"))
    assert "Your name is saved." in home.text
    assert "Ann Other" in home.text


@pytest.mark.parametrize("address", [*OF_SIGNING_IN, "/account/recovery-codes"])
def test_what_decides_who_signs_in_asks_first_who_one_is(app, person, ann, address):
    token = person.get("/account").form()["csrf_token"]
    move_on(app, timedelta(minutes=16))
    for asked in (person.get(address, 303), person.post(address, {"csrf_token": token, "password": NEW}, 303)):
        assert asked.location == f"/account/prove?next={address}"
    page = person.get(asked.location)
    assert person.send(page, 422, password="wrong").problems() == ["Password – This is not your password"]
    assert person.send(page, password=PASSWORD).location == address
    person.get(address, 303 if "recovery" in address else 200)


def test_proving_who_one_is_is_limited_and_leads_nowhere_else(app, person, ann):
    page = person.get("/account/prove", query_string={"next": "https://evil.example"})
    for _ in range(5):
        person.send(page, 422, password="wrong")
    assert "Wait 5 minutes" in person.send(page, 429, password=PASSWORD).text
    move_on(app, timedelta(minutes=5))
    assert person.send(page, password=PASSWORD).location == "/account"


def test_who_has_no_password_proves_it_by_a_link(app, person, ann):
    add(app, "Bob", password=None)
    bob = type(person)(app)
    sign_in(bob, "Bob", action="link", password="")
    bob.send(bob.get(link_to(app, "bob@example.org")))
    move_on(app, timedelta(minutes=20))
    page = bob.follow(bob.get("/account/password", 303))
    assert "Have a link e-mailed to you" in page.text
    assert bob.send(page).location == "/sign-in/sent"
    bob.send(bob.get(link_to(app, "bob@example.org")))
    bob.send(bob.get("/account/password"), password=NEW)
    sign_in(type(person)(app), "Bob", password=NEW)


def test_a_new_password_signs_out_everywhere_else(app, person, another, ann):
    sign_in(another, "Ann")
    page = person.get("/account/password")
    assert "12 characters" in person.send(page, 422, password="short").problems()[0]
    person.send(page, password=NEW)
    person.get("/account")
    another.get("/account", 303)
    sign_in(another, "Ann", 422)
    sign_in(another, "Ann", password=NEW)


def test_a_new_address_is_proved_by_a_link_opened_anywhere(app, person, another, ann):
    page = person.get("/account/email")
    home = person.follow(person.send(page, email="New@example.org"))
    assert "on its way to new@example.org" in home.text
    assert "ann@example.org" in home.text
    sign_in(another, "Ann")
    link = link_to(app, "new@example.org")
    phone = type(person)(app)
    assert phone.send(phone.get(link)).location == "/sign-in"
    assert "new@example.org" in person.get("/account").text
    phone.get(link, 404)


def test_an_address_that_is_somebodys_gets_the_same_answer(app, person, ann):
    taken = person.follow(person.send(person.get("/account/email"), email="admin@example.org"))
    assert "on its way to admin@example.org" in taken.text
    assert [letter[:2] for letter in letters(app)] == [("admin@example.org", "Your address was given by somebody else")]


# Where one is signed in


def test_each_browser_is_named_and_can_be_signed_out(app, person, another, ann):
    agent = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1"}
    page = another.get("/sign-in")
    typed = page.form() | {"email": "ann@example.org", "password": PASSWORD}
    another.post(page.action(), typed, 303, headers=agent)
    listed = person.get("/account/sessions")
    assert "Safari on iPhone" in listed.text
    assert listed.text.index("This one") < listed.text.index("Safari on iPhone")
    end = next(form.get("action") for form in listed.all("form") if "/end" in form.get("action"))
    token = listed.form()["csrf_token"]
    assert "Signed out: Safari on iPhone." in person.follow(person.post(end, {"csrf_token": token}, 303)).text
    another.get("/account", 303)
    person.post(end, {"csrf_token": token}, 404)
    person.get("/account")


def test_everywhere_else_is_signed_out_at_once(app, person, another, ann):
    third = type(person)(app)
    for browser in (another, third):
        sign_in(browser, "Ann")
    person.send(person.get("/account/sessions"))
    for browser in (another, third):
        browser.get("/account", 303)
    assert "Sign out everywhere else" not in person.get("/account/sessions").text


def test_nobody_signs_out_somebody_else(app, person, another, ann):
    add(app, "Bob")
    sign_in(another, "Bob")
    third = type(person)(app)
    sign_in(third, "Bob")
    listed = third.get("/account/sessions")
    end = next(form.get("action") for form in listed.all("form") if "/end" in form.get("action"))
    person.post(end, {"csrf_token": person.get("/account").form()["csrf_token"]}, 404)
    third.get("/account")
    another.get("/account")


# The second step


def test_a_second_step_is_set_up_asked_for_and_switched_off(app, person, another, ann):
    page = person.get("/account/second-step")
    assert page.all("img")[-1].get("src").startswith("data:image/svg+xml;base64,")
    assert person.send(page, 422, code="000000").problems() == ["Code – This is not the code that the app shows now"]
    phone, recovery = set_up_second_step(person)
    assert len(recovery) == 8
    assert all(re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", code) for code in recovery)
    assert sign_in(another, "Ann").location == "/sign-in/code"
    another.get("/account", 303)
    asked = another.get("/sign-in/code")
    assert another.send(asked, 422, code=phone.code()).problems()  # used up by setting it up
    assert another.send(asked, code=phone.code(timedelta(seconds=30))).location == "/"
    another.get("/account")
    person.send(person.get("/account/second-step/remove"))
    another.get("/account", 303)
    assert sign_in(another, "Ann").location == "/"
    assert {subject for _, subject, _, _ in letters(app)} == {
        "Signing in now takes two steps",
        "Signing in takes one step again",
    }


def test_a_recovery_code_signs_in_once_and_new_ones_replace_it(app, person, another, ann):
    _, first = set_up_second_step(person)
    sign_in(another, "Ann")
    another.send(another.get("/sign-in/code"), code=first[0])
    assert "7 left" in another.get("/account").text
    page = person.send(person.get("/account/recovery-codes"), 200)
    second = [text_of(code) for code in page.all("code")]
    for code, status in ((first[0], 422), (first[1], 422), (second[0], 303)):
        third = type(person)(app)
        sign_in(third, "Ann")
        third.send(third.get("/sign-in/code"), status, code=code)


def test_neither_link_nor_new_password_gets_past_the_second_step(app, person, another, ann):
    set_up_second_step(person)
    sign_in(another, "Ann", action="link", password="")
    assert another.send(another.get(link_to(app, "ann@example.org"))).location == "/sign-in/code"
    move_on(app, timedelta(seconds=5))
    another.send(another.get("/forgotten-password"), email="ann@example.org")
    page = another.get(link_to(app, "ann@example.org"))
    assert another.send(page, password=NEW).location == "/sign-in/code"
    another.get("/account", 303)


def test_the_second_step_waits_ten_minutes_and_not_for_who_has_not_done_the_first(app, person, another, ann):
    phone, _ = set_up_second_step(person)
    assert another.get("/sign-in/code", 303).location == "/sign-in"
    sign_in(another, "Ann")
    page = another.get("/sign-in/code")
    move_on(app, timedelta(minutes=11))
    assert another.send(page, code=phone.code(timedelta(seconds=30))).location == "/sign-in"


def test_codes_are_limited(app, person, another, ann):
    phone, _ = set_up_second_step(person)
    sign_in(another, "Ann")
    page = another.get("/sign-in/code")
    for code in ("1", "000000", "x" * 1000, "\N{ARABIC-INDIC DIGIT ONE}23456", ""):
        another.send(page, 422, code=code)
    assert "Wait 5 minutes" in another.send(page, 429, code=phone.code(timedelta(seconds=30))).text


def test_no_secret_of_the_second_step_stays_in_the_database_in_the_clear(app, person, ann):
    page = person.get("/account/second-step")
    key = text_of(page.all("code")[0])
    person.send(page, 200, code=Phone(page).code())
    database = app.extensions["selfassess"].database
    with database.reading() as session:
        kept = session.execute(text("SELECT second_step, recovery_codes FROM account")).all()
    assert key.replace("-", "") not in repr(kept)
    assert re.search(r"[0-9a-f]{64}", repr(kept))
