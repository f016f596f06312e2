"""Messages that were not sent: to whom, about what and why, never what they say; and a message to oneself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from selfassess.mail.problems import PermanentProblem, TransientProblem
from selfassess.services.outbox import Message, deliver, post

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
SECRET = "the link is https://example.org/secret-7d2f"


class Refuses:
    def __init__(self, problem):
        self.problem = problem

    def send(self, _):
        raise self.problem


@pytest.fixture
def unsent(app):
    """One message that failed and one that waits for its next try."""
    database = app.extensions["selfassess"].database
    for key, problem in (("a", PermanentProblem("answered 550: <no> such user")), ("b", TransientProblem("gone"))):
        message = Message(to=f"{key}@example.org", subject=f"About <{key}>", text=SECRET, html=SECRET)
        with database.writing() as session:
            post(session, message, key=key, now=NOW)
        deliver(database, Refuses(problem), sender="s@example.org", clock=lambda: NOW)


def states(app):
    with app.extensions["selfassess"].database.reading() as session:
        return dict(session.execute(text("SELECT key, state FROM outbox")).all())


def retries(page):
    return [form.get("action") for form in page.all("form") if (form.get("action") or "").endswith("/retry")]


def test_without_messages_the_page_says_so(person):
    assert "No message has been written yet." in person.get("/messages").text


def test_what_was_not_sent_is_shown_without_what_it_says(person, unsent):
    page = person.get("/messages")
    for said in ("a@example.org", "About <a>", "answered 550: <no> such user", "b@example.org", "gone", "tried 1 time"):
        assert said in page.text
    assert "secret-7d2f" not in page.response.text


def test_a_message_is_tried_again_when_asked_and_the_record_says_so(app, person, unsent):
    page = person.get("/messages")
    addresses = retries(page)
    assert len(addresses) == 2
    token = page.form()["csrf_token"]
    for address in addresses:
        person.follow(person.post(address, {"csrf_token": token}, 303))
    assert states(app) == {"a": "waiting", "b": "waiting"}
    assert person.get("/audit").text.count("had a message tried again") == 2


def test_a_message_that_was_sent_meanwhile_is_not_sent_again(app, person, unsent):
    class Takes:
        def send(self, _):
            pass

    page = person.get("/messages")
    token = page.form()["csrf_token"]
    for address in retries(page):
        person.post(address, {"csrf_token": token}, 303)
    deliver(
        app.extensions["selfassess"].database, Takes(), sender="s@example.org", clock=lambda: NOW.replace(year=2099)
    )
    told = person.follow(person.post(retries(page)[0], {"csrf_token": token}, 303))
    assert "was sent already" in told.text
    assert states(app) == {"a": "sent", "b": "sent"}


def test_a_message_that_is_not_there_cannot_be_tried_again(person, unsent):
    token = person.get("/messages").form()["csrf_token"]
    for id in ("nobody", "a%00b"):
        person.post(f"/messages/{id}/retry", {"csrf_token": token}, 404)


def test_alone_there_is_nobody_to_send_a_test_message_to(person):
    page = person.get("/messages")
    assert "Send me a test message" not in page.text
    token = person.get("/import").form()["csrf_token"]
    told = person.follow(person.post("/messages/test", {"csrf_token": token}, 303))
    assert "no address of yours" in told.text


def test_an_administrator_gets_one_test_message_from_one_form(app, administrator):
    page = administrator.get("/messages")
    for _ in range(2):
        told = administrator.follow(administrator.send(page))
        assert "A test message to boss@example.org is on its way." in told.text
    with app.extensions["selfassess"].database.reading() as session:
        sent = session.execute(text("SELECT * FROM outbox")).all()
    assert [(row.to, row.subject) for row in sent] == [("boss@example.org", "Test message")]
    assert "E-mail works" in sent[0].text
