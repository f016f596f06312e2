"""Inviting people: by e-mail, by a link, by a list; and what the links open, for whom, and when no more."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from selfassess.store.people import Organisation, Role

from .members import add, letters, move_on
from .person import Person
from .town import Town


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


def invited(town: Town, lead: Person, force: Organisation, email: str, role: str = "viewer") -> str:
    """The address of the invitation that the lead sent."""
    lead.send(lead.get(f"/organisations/{force.id}/invite"), name="Anna", email=email, role=role)
    return town.invitation_to(email)


def test_an_invitation_by_e_mail_is_accepted_with_a_new_account(app, town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    link, anna = invited(town, lead, force, "Anna@Example.org".lower()), Person(app)
    page = anna.get(link)
    assert "lee invites you, as viewer." in page.text
    assert "email" not in page.form()
    weak = anna.send(page, 422, name="Anna", password="password1234")
    assert weak.problems()
    assert "password1234" not in weak.response.text
    welcome = anna.follow(anna.send(page, name="Anna Example", password="sixty purple dolphins"))
    assert "Welcome. You are viewer now." in welcome.text
    assert "Anna Example" in welcome.text
    assert "accepted already" in anna.get(link, 410).text
    assert "Anna Example" in lead.get(f"/organisations/{force.id}/people").text


def test_an_invitation_is_accepted_with_the_account_one_has_after_signing_in(app, town: Town):
    force = town.organisation("Force")
    link = invited(town, town.person("lee", (force, Role.LEAD)), force, "anna@example.org")
    add(app, "anna")
    anna = Person(app)
    (to_sign_in,) = [a.get("href") for a in anna.get(link).all("a") if "next=" in str(a.get("href"))]
    page = anna.get(str(to_sign_in))
    back = anna.follow(anna.send(page, email="anna@example.org", password="turnip gravel eleven", action="password"))
    assert back.address == link
    assert anna.send(back).location == f"/organisations/{force.id}"
    anna.get(f"/organisations/{force.id}")


def test_signed_in_as_somebody_else_one_is_told_and_nothing_is_used_up(app, town: Town):
    force = town.organisation("Force")
    link = invited(town, town.person("lee", (force, Role.LEAD)), force, "anna@example.org")
    eve = town.person("eve")
    page = eve.get(link)
    assert "You are signed in as eve@example.org, but the invitation was sent to anna@example.org." in page.text
    assert "Accept the invitation" not in page.text
    token = page.form()["csrf_token"]
    assert "can only be accepted with that address" in eve.post(link, {"csrf_token": token}, 409).text
    eve.get(f"/organisations/{force.id}", 404)
    Person(app).get(link)


def test_a_link_to_hand_over_is_shown_once(app, town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    shown = lead.send(lead.get(f"/organisations/{force.id}/invite"), 200, name="Ben", email="", role="contributor")
    link = shown.by_id("address").get("value", "")
    secret = link.rsplit("/", 1)[-1]
    assert len(secret) == 32
    people = lead.get(f"/organisations/{force.id}/people")
    assert secret not in people.response.text
    assert "by a link you handed over" in people.text

    page = Person(app).get(f"/invitations/{secret}")
    assert page.form()["name"] == "Ben"
    taken = Person(app)
    typed = {"name": "Ben", "email": "lee@example.org", "password": "sixty purple dolphins"}
    assert "There is an account with this address" in taken.send(taken.get(page.address), 409, **typed).text
    ben = Person(app)
    assert ben.send(ben.get(page.address), **typed | {"email": "ben@example.org"}).location


def test_sending_again_and_taking_back(app, town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    first = invited(town, lead, force, "anna@example.org")
    people = f"/organisations/{force.id}/people"
    (again, back) = [
        form.get("action") or "" for form in lead.get(people).all("form") if "/invitations/" in str(form.get("action"))
    ]
    token = lead.get(f"/organisations/{force.id}/invite").form()["csrf_token"]
    lead.post(again, {"csrf_token": token}, 303)
    second = town.invitation_to("anna@example.org")
    assert second != first
    assert "of no use any more" in Person(app).get(first, 404).text
    Person(app).get(second)
    lead.post(back, {"csrf_token": token}, 303)
    assert "was taken back" in Person(app).get(second, 410).text
    assert "meanwhile, so nothing was done" in lead.follow(lead.post(back, {"csrf_token": token}, 303)).text
    assert "meanwhile, so nothing was done" in lead.follow(lead.post(again, {"csrf_token": token}, 303)).text


def test_an_expired_invitation_says_whom_to_ask(app, town: Town):
    force = town.organisation("Force")
    link = invited(town, town.person("lee", (force, Role.LEAD)), force, "anna@example.org")
    anna = Person(app)
    page = anna.get(link)
    move_on(app, timedelta(days=15))
    gone = anna.get(link, 410)
    assert "This invitation has expired" in gone.text
    assert "Ask lee to send you a new one." in gone.text
    anna.send(page, 410, name="Anna", password="sixty purple dolphins")


@pytest.mark.parametrize("secret", ["x", "0" * 32, "a" * 500, "%00", "%ff", "%0d%0aSet-Cookie:a=b", "<svg>"])
def test_a_mangled_link_is_a_clear_page(app, town: Town, secret: str):
    town.person("lee")
    page = Person(app).get(f"/invitations/{secret}", 404)
    assert "of no use any more" in page.text


def test_inviting_twice_is_told_with_the_way_out(town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    invited(town, lead, force, "anna@example.org")
    form = lead.get(f"/organisations/{force.id}/invite")
    (problem,) = lead.send(form, 422, email="ANNA@example.org", role="viewer").problems()
    assert "was invited as viewer" in problem
    (problem,) = lead.send(form, 422, email="lee@example.org", role="lead").problems()
    assert "is lead here already" in problem
    assert len(lead.send(form, 422, email="no address", role="queen", name="a\r\nb").problems()) == 3


def test_a_partnership_administrator_invites_only_the_first_lead(app, town: Town):
    force = town.organisation("Force")
    pat = town.person("pat", (town.partnership("Together", force), Role.PARTNERSHIP_ADMINISTRATOR))
    page = pat.get(f"/organisations/{force.id}")
    assert "Nobody leads it yet." in page.text
    form = pat.get(page.link("Invite its lead"))
    assert form.form()["role"] == "lead"
    pat.send(form, 403, email="x@example.org", role="viewer")  # nothing that this form offers
    assert "is on its way to anna@example.org" in pat.follow(pat.send(form, email="anna@example.org")).text
    anna = Person(app)
    anna.send(anna.get(town.invitation_to("anna@example.org")), name="Anna", password="sixty purple dolphins")
    assert "Anna" in pat.get(f"/organisations/{force.id}").text
    pat.get(f"/organisations/{force.id}/invite", 403)
    pat.get(f"/organisations/{force.id}/people", 403)
    pat.send(form, 403, email="eve@example.org")


def test_while_there_are_no_accounts_nobody_can_be_invited(person: Person, town: Town):
    force = town.organisation("Force")
    page = person.get(f"/organisations/{force.id}/invite")
    assert "Nobody can be invited yet" in page.text
    assert page.link("Set up accounts")
    person.get(f"/organisations/{force.id}")
    person.get("/administration")


# Lists


def test_a_list_is_read_shown_and_sent(app, town: Town):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    page = lead.get(f"/organisations/{force.id}/invite/list")
    bad = lead.send(page, 422, list="name,e-mail,role\nAnna,anna@,queen\n")
    assert "Line 2" in bad.text
    assert "“anna@” is no e-mail address" in bad.text
    assert "“queen” is no role" in bad.text
    assert bad.form()["list"].strip() == "name,e-mail,role\nAnna,anna@,queen"
    good = "name;e-mail;role\nAnna;anna@example.org;viewer\n\tBen;ben@example.org;lead\n"
    shown = lead.send(bad, 200, list=good)
    assert "Invite 2 people?" in shown.text
    assert letters(app) == []
    assert "2 invitations are on their way." in lead.follow(lead.send(shown)).text
    assert {to for to, *_ in letters(app)} == {"anna@example.org", "ben@example.org"}
    assert "0 invitations are on their way." in lead.follow(lead.send(shown)).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_a_spreadsheet_is_read(app, town: Town, encoding: str):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    page = lead.get(f"/organisations/{force.id}/invite/list")
    data = "name;e-mail;role\r\nZoë;zoe@example.org;viewer\r\n".encode(encoding)
    shown = lead.send(page, 200, file=(BytesIO(data), "people.csv"), list="not read")
    assert "Zoë" in shown.text
    lead.send(shown)
    assert [to for to, *_ in letters(app)] == ["zoe@example.org"]


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"x" * 300_000, b"", b"\x00" * 100])
def test_a_file_that_is_no_list_is_told(town: Town, data: bytes):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    page = lead.get(f"/organisations/{force.id}/invite/list")
    assert "Nothing was sent." in lead.send(page, 422, file=(BytesIO(data), "people.csv")).text
