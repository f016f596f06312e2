"""Pages of reminders and calendars: made, shown once, read without signing in, revoked; and nothing logs a secret."""

from __future__ import annotations

import logging
import re
import socket
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
import vobject
from flask import Flask
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.plan import ActionDraft
from selfassess.services.access import OPERATOR, WORKER
from selfassess.services.account_letters import Post
from selfassess.services.action_reminders import remind_of_actions
from selfassess.services.actions import add_actions
from selfassess.services.plans import begin_plan
from selfassess.store.people import Organisation, Role
from selfassess.web.serving import Server

from .members import database_of, letters, move_on
from .page import Page
from .person import Person
from .town import Town

BASE = "http://127.0.0.1:5000"
SECRET = "a-secret-that-nobody-may-read-in-a-log"


@pytest.fixture
def town(app: Flask) -> Town:
    return Town(app)


@pytest.fixture
def council(town: Town) -> Organisation:
    return town.organisation("Gŵyl Council")


@pytest.fixture
def lead(council: Organisation, town: Town) -> Person:
    return town.person("Lea", (council, Role.LEAD))


def act(app: Flask, place: Organisation, words: str, due_on: date) -> None:
    now = datetime.now(UTC)
    plan = begin_plan(database_of(app), OPERATOR, place.id, "pledge", starts_on=now.date(), assessment=None, now=now)
    draft = ActionDraft(text=words, due_on=due_on)
    assert isinstance(add_actions(database_of(app), OPERATOR, place.id, plan.id, [draft], now=now), tuple)


def make(person: Person, place: Organisation, of: str = "all") -> str:
    """The path of a new address."""
    page = person.send(person.get(f"/organisations/{place.id}/calendar"), 200, of=of)
    address = page.by_id("address").get("value") or ""
    assert address.startswith(BASE)
    return urlsplit(address).path


def test_an_address_is_made_shown_once_and_read_by_a_program_that_cannot_sign_in(
    app: Flask, council: Organisation, lead: Person
) -> None:
    act(app, council, "Train everybody", datetime.now(UTC).date() + timedelta(days=30))
    path = make(lead, council)
    assert path not in lead.get(f"/organisations/{council.id}/calendar").text
    program = Person(app, remote="192.0.2.7")
    got = program.get(path).response
    assert got.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in got.headers
    assert "Train everybody" in {str(one["summary"]) for one in icalendar.Calendar.from_ical(got.data).walk("VEVENT")}
    found = vobject.readOne(got.data.decode("utf-8"))
    assert "Train everybody" in {one.summary.value for one in found.vevent_list}


def test_what_a_calendar_links_to_is_there(app: Flask, council: Organisation, lead: Person) -> None:
    act(app, council, "Train everybody", datetime.now(UTC).date() + timedelta(days=30))
    events = icalendar.Calendar.from_ical(lead.get(make(lead, council)).response.data).walk("VEVENT")
    assert len({str(one["url"]) for one in events}) == 2
    for one in events:
        assert lead.get(urlsplit(str(one["url"])).path)


def test_a_program_that_has_it_already_is_told_that_nothing_changed(
    app: Flask, council: Organisation, lead: Person
) -> None:
    path = make(lead, council)
    first = lead.get(path).response
    assert first.headers["ETag"]
    again = lead.get(path, 304, headers={"If-None-Match": first.headers["ETag"]}).response
    assert (again.data, again.headers["ETag"]) == (b"", first.headers["ETag"])
    act(app, council, "Train everybody", datetime.now(UTC).date())
    assert lead.get(path, headers={"If-None-Match": first.headers["ETag"]}).response.data
    head = app.test_client().head(path, base_url=BASE)
    assert (head.status_code, head.data) == (200, b"")


def without_what_is_new_each_time(page: Page) -> str:
    return re.sub(r"nonce(=\"|-)[\w-]+|name=\"csrf_token\" value=\"[^\"]*\"", "", page.response.text)


def test_a_revoked_address_looks_like_one_that_never_was(app: Flask, council: Organisation, lead: Person) -> None:
    path = make(lead, council)
    listed = lead.get(f"/organisations/{council.id}/calendar")
    assert "Every action" in listed.text
    revoke = next(one.get("action", "") for one in listed.all("form") if "revoke" in one.get("action", ""))
    token = listed.form()["csrf_token"]
    back = lead.follow(lead.post(revoke, {"csrf_token": token}, 303))
    assert "The address is revoked" in back.text
    assert "Addresses you have made" not in back.text
    lead.post(revoke, {"csrf_token": token}, 303)
    program = Person(app)
    revoked, never = program.get(path, 404), program.get("/calendar/never-was.ics", 404)
    assert without_what_is_new_each_time(revoked) == without_what_is_new_each_time(never)
    assert revoked.response.headers["Cache-Control"] == "no-store"


def test_the_same_form_sent_twice_makes_one_address(council: Organisation, lead: Person) -> None:
    form = lead.get(f"/organisations/{council.id}/calendar")
    lead.send(form, 200)
    again = lead.send(form, 409)
    assert "The address was made already" in again.text
    assert len([one for one in again.all("form") if "revoke" in one.get("action", "")]) == 1
    lead.send(again, 200)


def test_what_nobody_chose_is_asked_for(council: Organisation, lead: Person) -> None:
    form = lead.get(f"/organisations/{council.id}/calendar")
    for of in ("", "everybody's", "\x00"):
        wrong = lead.send(form, 422, of=of)
        assert wrong.problems() == ["What should the calendar show? – Choose what the calendar should show"]


def test_a_form_that_was_open_too_long_keeps_what_was_chosen(council: Organisation, lead: Person) -> None:
    form = lead.get(f"/organisations/{council.id}/calendar")
    back = lead.send(form, 400, of="all", csrf_token="old")
    assert back.form()["of"] == ["all"]
    lead.send(back, 200)


def test_without_accounts_there_is_no_own_and_nobody_is_reminded(
    app: Flask, town: Town, person: Person, council: Organisation
) -> None:
    page = person.get(f"/organisations/{council.id}/calendar")
    assert "Actions that are mine" not in page.text
    made = person.send(page, 200)
    assert "only calendar programs on this machine can read it" in made.text
    assert person.get(urlsplit(made.by_id("address").get("value") or "").path).response.mimetype == "text/calendar"
    reminders = person.get(f"/organisations/{council.id}/reminders")
    assert "As long as there are no accounts, nobody gets any" in reminders.text
    token = page.form()["csrf_token"]
    person.post(f"/organisations/{council.id}/reminders/stop", {"csrf_token": token}, 303)


def test_the_link_in_a_letter_leads_to_one_button_that_stops_reminders_and_another_that_starts_them(
    app: Flask, council: Organisation, lead: Person
) -> None:
    today = datetime.now(UTC).date()
    act(app, council, "Train everybody", today + timedelta(days=2))
    mail = Post(t=Translator(), base_address=BASE)

    def remind(days: int) -> int:
        return remind_of_actions(database_of(app), WORKER, mail, now=datetime.now(UTC) + timedelta(days=days))

    assert remind(2) == 1
    ((to, _, words, html),) = letters(app)
    assert to == "lea@example.org"
    assert "Train everybody" in html
    (link,) = re.findall(rf"{BASE}(\S+/reminders)\n", words)
    page = lead.get(link)
    assert [button.text for button in page.all("button") if button.text == "No more reminders"]
    stopped = lead.follow(lead.send(page))
    assert "You get no reminders of the actions of Gŵyl Council" in stopped.text
    assert remind(9) == 0
    started = lead.follow(lead.send(stopped))
    assert "No more reminders" in started.text
    assert remind(9) == 1


def test_the_address_of_a_page_that_fails_is_not_logged(
    app: Flask, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: str) -> str:
        raise ZeroDivisionError

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["calendar_feeds.calendar"] = broken
    with caplog.at_level(logging.DEBUG):
        person.get(f"/calendar/{SECRET}.ics", 500)
    assert "Exception on /calendar/<string:secret>.ics [GET]" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert SECRET not in caplog.text


def test_a_server_logs_no_address_whatever_becomes_of_the_request(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def outside(environ: object, start: object) -> list[bytes]:
        raise ZeroDivisionError

    server = Server(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with caplog.at_level(logging.DEBUG):
            assert b" 404 " in answer(server.port, f"/calendar/{SECRET}.ics")
            app.wsgi_app = outside  # type: ignore[method-assign]
            assert b" 500 " in answer(server.port, f"/calendar/{SECRET}.ics")
    finally:
        server.stop()
        thread.join()
    assert "ZeroDivisionError" in caplog.text
    assert SECRET not in caplog.text


def answer(port: int, path: str) -> bytes:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_an_address_that_somebody_guessed_touches_nothing(app: Flask, person: Person) -> None:
    with database_of(app).reading() as session:
        before = session.execute(text("PRAGMA data_version")).scalar()
    for secret in ("x", "x" * 5000, "%00", "%F0%9F%98%80", "..", "a%2Fb"):
        person.get(f"/calendar/{secret}.ics", 404)
    with database_of(app).reading() as session:
        assert session.execute(text("PRAGMA data_version")).scalar() == before


def test_what_is_overdue_is_so_at_the_next_reading(app: Flask, council: Organisation, lead: Person) -> None:
    act(app, council, "Train everybody", datetime.now(UTC).date())
    path = make(lead, council)
    move_on(app, timedelta(days=2))
    assert "SUMMARY:Overdue: Train everybody" in lead.get(path).response.text
