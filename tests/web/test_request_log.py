"""The log tells which page a request was for and what it cost, and nothing that somebody typed or that opens a door."""

from __future__ import annotations

import io
import json
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.config.logs import KINDS
from selfassess.web.request_log import OfRequest

from .person import Person, start

CANARY = "canary7f3a"
QUESTIONNAIRES = Path(__file__).parents[1] / "questionnaires"

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def log() -> Iterator[Lines]:
    """Everything that is logged from here on, as `SELFASSESS_LOG=json` writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(KINDS["json"]())
    handler.addFilter(OfRequest())
    root, ours = logging.getLogger(), logging.getLogger("selfassess")
    level = ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    ours.setLevel(level)
    root.removeHandler(handler)


@pytest.fixture
def all_slow(tmp_path: Path) -> Iterator[Flask]:
    """An application to which every statement is a slow one, and which offers `pages 1.0.0`."""
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(QUESTIONNAIRES / "pages.yaml", tmp_path / "questionnaires")
    made = create_app(load_settings({"SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_SLOW_QUERY_MS": "0"}))
    yield made
    made.extensions["selfassess"].database.close()


def test_a_line_names_the_page_by_its_pattern_with_its_status_time_and_statements(
    person: Person, assessment: str, log: Lines
) -> None:
    page = person.get(assessment)
    (line,) = log()
    assert (line["method"], line["route"], line["status"]) == ("GET", "/assessments/<string:id>", 200)
    assert line["ms"] >= 0
    assert 1 <= line["statements"] < 30
    assert line["request"] == page.response.headers["X-Request-ID"]
    assert line["message"].startswith("GET /assessments/<string:id> 200 in ")


def test_the_id_of_the_request_is_the_one_in_the_audit_record(app: Flask, person: Person, assessment: str) -> None:
    sent = person.send(person.get(f"{assessment}/sections/one"), must_value="2")
    with app.extensions["selfassess"].database.reading() as session:
        last = session.scalar(text("SELECT request FROM audit_event ORDER BY number DESC LIMIT 1"))
    assert last == sent.response.headers["X-Request-ID"]


def test_an_id_from_outside_is_not_taken(person: Person) -> None:
    page = person.get("/healthz", headers={"X-Request-ID": CANARY})
    assert CANARY not in str(page.response.headers)


def test_what_is_no_page_and_what_fails_is_logged_too(app: Flask, person: Person, log: Lines) -> None:
    def broken() -> str:
        raise ZeroDivisionError(CANARY)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["health.alive"] = broken
    person.get(f"/{CANARY}?x={CANARY}", 404)
    page = person.get("/healthz", 500)
    first, failure, last = log()
    assert (first["route"], first["status"]) == ("no page", 404)
    assert failure["exception"].endswith("builtins.ZeroDivisionError")
    assert failure["request"] == last["request"] == page.response.headers["X-Request-ID"]
    assert (last["route"], last["status"]) == ("/healthz", 500)
    assert CANARY not in str(log())


def test_a_method_that_nobody_knows_is_not_repeated(app: Flask, log: Lines) -> None:
    app.test_client().open("/healthz", method="CANARY7F3A", base_url="http://127.0.0.1:5000")
    (line,) = log()
    assert (line["method"], line["status"]) == ("another method", 405)


def test_no_word_that_somebody_typed_and_no_secret_of_an_address_is_in_the_log(all_slow: Flask, log: Lines) -> None:
    person = Person(all_slow)
    began = start(person, organisation=f"Council {CANARY}", period=f"2026 {CANARY}")
    person.send(person.get(f"{began}/sections/one"), must_value="1", must_comment=f"We are {CANARY}")
    person.post(f"{began}/sections/one", {"must_comment": CANARY}, 400)  # a form that nobody gave out
    person.get(f"{began}/{CANARY}", 404)
    page = person.get("/set-up")
    person.send(page, name=f"Pat {CANARY}", email=f"{CANARY}@example.org", password=f"three words {CANARY}")
    for door in ("link", "invitations", "reminders", "calendar"):
        person.get(f"/{door}/{CANARY}{'.ics' if door == 'calendar' else ''}", 404)
    person.get(f"/?next=/{CANARY}")
    person.get("/administration")
    with all_slow.extensions["selfassess"].database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM account WHERE email LIKE :like"), {"like": f"{CANARY}%"}) == 1
    said = log()
    statements = [line["statement"] for line in said if "statement" in line]
    assert any("INSERT INTO answer" in one for one in statements)
    assert any(one.startswith("SELECT account") for one in statements)
    assert CANARY not in json.dumps(said)
    assert began.rsplit("/", 1)[-1] not in json.dumps(said)


def test_a_statement_that_is_not_slow_is_not_logged(person: Person, assessment: str, log: Lines) -> None:
    person.get(assessment)
    assert not [line for line in log() if "statement" in line]
