"""Signing in and out at the pages: none tells who has an account, looking uses up no link, no cookie lives on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.accounts import set_active
from selfassess.services.set_up import new_set_up_link
from selfassess.services.throttle import PASSWORD_FROM_NETWORK, count_try

from .members import PASSWORD, add, database_of, letters, link_to, move_on, sign_in


@pytest.fixture
def ann(app):
    add(app, "Admin", administrator=True)
    return add(app, "Ann")


# Alone and the first account


def test_without_accounts_everything_works_without_login_and_says_so(person, assessment):
    page = person.get("/")
    assert "Working alone, without login." in page.text
    assert page.link("Set up accounts") == "/set-up"
    assert person.follow(person.get("/account", 303)).address == "/set-up"
    assert "Nobody has an account yet" in person.get("/sign-in").text


def test_somebody_elsewhere_cannot_set_up_without_the_link(app, person):
    stranger = type(person)(app, remote="192.168.1.20")
    assert stranger.get("/set-up", 303).location.startswith("/sign-in")
    assert stranger.post("/set-up", {}, 303).location.startswith("/sign-in")
    stranger.get("/set-up/guess", 404)


def test_the_first_account_keeps_what_was_made_before_and_others_must_sign_in(app, person, another, assessment):
    page = person.get("/set-up")
    faulty = person.send(page, 422, name="", email="nobody", password="password1234")
    assert [line.split(" – ")[0] for line in faulty.problems()] == ["Your name", "E-mail address", "New password"]
    assert "password1234" not in faulty.response.text
    home = person.follow(person.send(page, name="Ann", email="Ann@Example.org", password=PASSWORD))
    assert "you are signed in" in home.text
    assert "Example Force" in home.text
    person.get(assessment)
    assert another.get(assessment, 303).location == f"/sign-in?next={assessment}"
    assert another.get("/set-up", 303).location.startswith("/sign-in")
    assert "Working alone" not in another.get("/help").text


def test_the_printed_link_works_once_from_anywhere(app, person):
    address = new_set_up_link(database_of(app), "", app.extensions["selfassess"].now())
    stranger, late = (type(person)(app, remote=f"192.168.1.{last}") for last in (20, 21))
    seen_by_late = late.get(address)
    page = stranger.get(stranger.get(address).address)
    stranger.send(page, name="Ann", email="ann@example.org", password=PASSWORD)
    assert "Ann" in stranger.get("/account").text
    assert late.send(seen_by_late, name="Eve", email="eve@example.org", password=PASSWORD).location == "/sign-in"
    assert late.get(address, 303).location == "/sign-in"


# By password


def test_signing_in_leads_to_the_page_one_wanted(app, person, ann):
    page = person.follow(person.get("/account/name", 303))
    done = person.send(page, email="ann@example.org", password=PASSWORD, action="password")
    assert done.location == "/account/name"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/%5cevil.example",
     "javascript:alert(1)", "http:/evil.example", "///evil.example", "/\t/evil.example", "/\n/evil.example",
     "/account\r\nX-Evil: 1", "evil.example", "/sign-out", "/no-such-page", "/\N{FULLWIDTH SOLIDUS}evil.example",
     "https:evil.example", "/..//evil.example", "//[", "/account@evil.example", "/.evil.example", "\x00/account",
     " /account"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(app, person, ann, target):
    page = person.get("/sign-in", query_string={"next": target})
    assert page.form()["next"] == ""
    done = person.send(page, next=target, email="ann@example.org", password=PASSWORD, action="password")
    assert done.location == "/"


def test_a_wrong_password_and_an_unknown_address_look_the_same(app, person, another, ann):
    wrong = sign_in(person, "Ann", 422, password="wrong")
    unknown = sign_in(another, "Nobody", 422)
    assert wrong.problems() == unknown.problems() == ["E-mail address – The address or the password is not right"]
    assert wrong.text == unknown.text
    assert unknown.form()["email"] == "nobody@example.org"
    assert PASSWORD not in unknown.response.text


def test_after_five_guesses_one_waits_and_is_told_how_long(app, person, another, ann):
    for name in ("Ann", "Nobody"):
        for _ in range(5):
            sign_in(person, name, 422, password="wrong")
        page = sign_in(another, name, 429)
        assert "Wait 5 minutes, then try again. Or have a link e-mailed to you" in page.text
        assert 290 < int(page.response.headers["Retry-After"]) <= 301
    move_on(app, timedelta(minutes=5))
    sign_in(person, "Ann")


def test_a_network_that_guesses_for_many_accounts_waits(app, person, ann):
    for _ in range(99):
        count_try(database_of(app), (PASSWORD_FROM_NETWORK, "127.0.0.1"), now=app.extensions["selfassess"].now())
    sign_in(person, "Nobody", 422)
    sign_in(person, "Ann", 429)
    elsewhere = type(person)(app, remote="192.0.2.9")
    sign_in(elsewhere, "Ann")


def test_the_cookie_is_another_one_after_signing_in_and_dead_after_signing_out(app, person, ann):
    name = app.config["SESSION_COOKIE_NAME"]
    planted = person.get("/sign-in").response.headers["Set-Cookie"].split(";")[0]
    token = person.get("/sign-in").form()["csrf_token"]
    done = sign_in(person, "Ann")
    stolen = done.response.headers["Set-Cookie"].split(";")[0]
    assert stolen != planted
    thief = app.test_client(use_cookies=False)

    def status(cookie: str) -> int:
        return thief.get("/account", headers={"Cookie": cookie, "Host": "127.0.0.1"}).status_code

    assert status(stolen) == 200
    assert status(planted) == 303
    assert person.get("/account").form()["csrf_token"] != token
    person.post("/sign-out", {"csrf_token": person.get("/account").form()["csrf_token"]}, 303)
    assert status(stolen) == 303
    assert name in stolen


def test_signing_out_takes_a_form_of_ours(app, person, ann):
    sign_in(person, "Ann")
    person.get("/sign-out", 405)
    person.post("/sign-out", {}, 400, headers={"Origin": "https://evil.example"})
    person.get("/account")


def test_who_is_switched_off_while_signed_in_is_out_at_once(app, person, ann):
    sign_in(person, "Ann")
    page = person.get("/account/name")
    set_active(database_of(app), OPERATOR, ann.id, active=False, now=app.extensions["selfassess"].now())
    assert person.send(page, name="Still here").location == "/sign-in"
    assert person.get("/account", 303).location.startswith("/sign-in")
    sign_in(person, "Ann", 422)


# By link


def test_a_link_shows_a_page_and_only_its_button_signs_in(app, person, another, ann):
    sent = person.follow(sign_in(person, "Ann", action="link", password=""))
    assert "Look in your e-mail" in sent.text
    link = link_to(app, "ann@example.org")
    for _ in range(3):
        another.get(link)
        assert app.test_client().head(link, headers={"Host": "127.0.0.1"}).status_code == 200
    another.get("/account", 303)
    assert person.send(person.get(link), 303).location == "/"
    assert "Ann" in person.get("/account").text
    token = another.get("/sign-in").form()["csrf_token"]
    for page in (another.get(link, 404), another.post(link, {"csrf_token": token}, 404)):
        assert "This link is of no use any more" in page.text


def test_asking_for_a_link_looks_the_same_for_strangers_who_get_none(app, person, ann):
    for name in ("Ann", "Nobody"):
        assert sign_in(person, name, action="link", password="").location == "/sign-in/sent"
        page = person.get("/forgotten-password")
        assert person.send(page, email=f"{name}@example.org").location == "/sign-in/sent"
    assert {to for to, *_ in letters(app)} == {"ann@example.org"}
    assert person.send(person.get("/forgotten-password"), 422, email="no address").problems()


def test_only_so_many_links_are_sent(app, person, ann):
    for name in ("Ann", "Nobody"):
        page = person.get("/forgotten-password")
        for _ in range(3):
            person.send(page, email=f"{name}@example.org")
        assert "Wait 15 minutes" in person.send(page, 429, email=f"{name}@example.org").text
    assert len(letters(app)) == 3


@pytest.mark.parametrize("secret", ["x", "x" * 32, "%00", "a" * 3000, "é", "{{7*7}}"])
def test_a_mangled_link_gets_a_clear_page(app, person, ann, secret):
    page = person.get(f"/link/{secret}", 404)
    assert "some programs break long lines" in page.text


def test_who_tries_many_links_waits(app, person, ann):
    for number in range(50):
        person.get(f"/link/{number}", 404)
    assert person.get("/link/51", 429).response.headers["Retry-After"]


def test_a_link_of_which_the_time_is_over_is_of_no_use(app, person, ann):
    sign_in(person, "Ann", action="link", password="")
    move_on(app, timedelta(minutes=31))
    person.get(link_to(app, "ann@example.org"), 404)


def test_a_new_password_by_link(app, person, another, ann):
    sign_in(another, "Ann")
    person.send(person.get("/forgotten-password"), email="ann@example.org")
    page = person.get(link_to(app, "ann@example.org"))
    weak = person.send(page, 422, password="ann@example.org")
    assert "easy to guess" in weak.problems()[0]
    home = person.follow(person.send(weak, password="another three words here"))
    assert "Your new password is saved." in home.text
    another.get("/account", 303)
    person.get(page.address, 404)
    sign_in(another, "Ann", 422)
    sign_in(another, "Ann", password="another three words here")


# Hostile words


@pytest.mark.parametrize(
    "name",
    [
        '"><script>alert(1)</script>',
        "{{7*7}}",
        "Ann\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
        "'; DROP TABLE account;--",
        "é ŵ 漢 🎈",
    ],
)
def test_a_hostile_name_is_escaped_in_pages_and_letters(app, person, ann, name):
    sign_in(person, "Ann")
    person.send(person.get("/account/name"), name=name)
    assert name in person.get("/account").text
    sign_in(type(person)(app), "Ann", action="link", password="")
    [(to, subject, words, html)] = letters(app)
    assert (to, subject) == ("ann@example.org", "Your link to sign in")
    assert name in words
    assert "<script>" not in html


@pytest.mark.parametrize("name", ["Ann\r\nBcc: everybody@example.org", "Ann\nBcc: x", "Ann\x00", "x" * 201, "  "])
def test_a_name_that_would_be_two_lines_or_cannot_be_kept_is_refused(app, person, ann, name):
    sign_in(person, "Ann")
    back = person.send(person.get("/account/name"), 422, name=name)
    assert back.problems()


@pytest.mark.parametrize(
    "email",
    ["a@example.org\r\nBcc: b@example.org", "a@example.org,b@example.org", "<a@example.org>", "a\x00@example.org"],
)
def test_an_address_that_would_be_two_gets_no_letter(app, person, ann, email):
    person.send(person.get("/forgotten-password"), 422, email=email)
    assert letters(app) == []
