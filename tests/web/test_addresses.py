"""The names a site answers to, what changes with https and behind proxies, and what watches it may ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from selfassess.app import create_app, make_app
from selfassess.config import SettingsProblem, load_settings
from selfassess.services.access import OPERATOR
from selfassess.services.accounts import add_account
from selfassess.services.jobs import queue
from selfassess.web.security.hosts import answers_to
from selfassess.web.wiring import links_begin_with

KEY = "k" * 40

HOSTILE = [
    "evil.example", "assess.example.org.evil.example", "evil.example:443", "assess.example.org@evil.example",
    "evil.example#assess.example.org", "evil.example/assess.example.org", "assess.example.org:443:80",
    "assess.example.org:", "assess.example.org:999999", "assess.example.org.", ".assess.example.org",
    "xassess.example.org", "assess-example.org", "assess.example.org,evil.example", "assess.example.org evil.example",
    "assess.example.org\tevil", "assess.exámple.org", "[::1]evil", "[::2]", "127.0.0.1.evil.example",
    "127.1", "0.0.0.0", "2130706433", "localhost.evil.example", "",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTILE)
def test_no_other_name_is_answered(host: str) -> None:
    assert not answers_to(host, {"assess.example.org"})


@pytest.mark.parametrize(
    "host",
    ["assess.example.org", "ASSESS.Example.Org:8443", "10.0.0.5:80", "[2001:db8::1]:5000", "localhost", "127.0.0.1:1"],
)
def test_names_of_ours_are_answered_whatever_the_port(host: str) -> None:
    assert answers_to(host, {"assess.example.org", "10.0.0.5", "[2001:db8::1]"})


@pytest.fixture
def site(tmp_path) -> Iterator[type]:
    """`site(ADDRESS="https://…")`: an application that others can reach, with those settings."""
    made: list[Flask] = []

    def one(**settings: str) -> Flask:
        given = {"INSTANCE": str(tmp_path), "SECRET_KEY": KEY, **settings}
        made.append(create_app(load_settings({f"SELFASSESS_{name}": value for name, value in given.items()})))
        return made[-1]

    yield one
    for app in made:
        app.extensions["selfassess"].database.close()


def with_an_account(app: Flask) -> Flask:
    """So that there is somebody to sign in, and a form to do so."""
    with app.extensions["selfassess"].database.writing() as session:
        add_account(session, "Ada", "ada@example.org", password=None, now=datetime.now(UTC))
    return app


HTTPS = {"ADDRESS": "https://assess.example.org"}


def get(app: Flask, address: str, **headers: str):
    headers = {"Host": "assess.example.org"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get(address, headers=headers, environ_overrides={"REMOTE_ADDR": "127.0.0.1"})


def test_under_https_cookies_travel_no_other_way_and_browsers_remember_that(site) -> None:
    answer = get(with_an_account(site(**HTTPS)), "/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-selfassess=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_https_nothing_of_that_is_promised(site) -> None:
    answer = get(with_an_account(site(ADDRESS="http://assess.example.org")), "/sign-in")
    assert answer.headers["Set-Cookie"].startswith("selfassess=")
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in answer.headers


def test_nobody_is_at_this_machine_where_others_can_reach_it(site) -> None:
    app = site(**HTTPS)
    assert get(app, "/").status_code != 200
    for public in ("/help", "/healthz"):
        assert get(app, public).status_code == 200


@pytest.mark.parametrize("name", ["Forwarded", "Via", "X_Forwarded_For", "X_Forwarded_Host", "X_Real_Ip"])
def test_what_came_through_a_proxy_that_nobody_told_of_is_not_from_this_machine(app, name: str) -> None:
    assert get(app, "/", Host="127.0.0.1").status_code == 200
    assert get(app, "/", Host="127.0.0.1", **{name: "for=1.2.3.4"}).status_code != 200


def test_who_asks_is_what_the_trusted_proxy_says_and_the_name_is_what_was_asked_for(site) -> None:
    app = site(PROXIES="1", **HTTPS)
    seen: list[tuple[str | None, str, str]] = []
    from flask import request

    app.before_request(lambda: seen.append((request.remote_addr, request.scheme, request.host)))
    said = {"X_Forwarded_For": "6.6.6.6, 1.2.3.4", "X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example"}
    get(app, "/help", **said)
    assert seen == [("1.2.3.4", "https", "assess.example.org")]


def test_without_a_proxy_nobodys_word_is_taken(site) -> None:
    app = site(**HTTPS)
    seen: list[str | None] = []
    from flask import request

    app.before_request(lambda: seen.append(request.remote_addr))
    get(app, "/help", X_Forwarded_For="1.2.3.4")
    assert seen == ["127.0.0.1"]


@pytest.mark.parametrize("host", ["evil.example", "assess.example.org@evil.example", "assess.example.org:80:80"])
def test_links_begin_with_what_was_set_and_never_with_what_a_request_says(site, host: str) -> None:
    app = site(**HTTPS)
    assert get(app, "/help", Host=host).status_code == 400
    with app.test_request_context(headers={"Host": host, "X-Forwarded-Host": host}):
        assert app.extensions["selfassess"].base_address == "https://assess.example.org"


def test_links_follow_the_port_that_was_free(app) -> None:
    links_begin_with(app, "http://127.0.0.1:5003")
    assert app.extensions["selfassess"].base_address == "http://127.0.0.1:5003"


def test_a_key_of_before_still_opens_sessions(site) -> None:
    client = with_an_account(site(**HTTPS)).test_client()
    base = {"base_url": "https://assess.example.org"}
    client.get("/sign-in", **base)
    cookie = client.get_cookie("__Host-selfassess", domain="assess.example.org")
    assert cookie is not None
    for fallbacks, known in (({"SECRET_KEY_FALLBACKS": KEY}, True), ({}, False)):
        app = site(**HTTPS | {"SECRET_KEY": "n" * 40} | fallbacks)
        with app.test_request_context(**base, headers={"Cookie": f"__Host-selfassess={cookie.value}"}):
            from flask import session

            assert bool(session) is known


# Another server of WSGI applications


def test_for_another_server_all_that_is_missing_is_said(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SELFASSESS_INSTANCE", str(tmp_path))
    with pytest.raises(SettingsProblem, match=r"(?s)SELFASSESS_SECRET_KEY_FILE.*SELFASSESS_ADDRESS"):
        make_app()
    monkeypatch.setenv("SELFASSESS_SECRET_KEY", KEY)
    monkeypatch.setenv("SELFASSESS_ADDRESS", "https://assess.example.org")
    app = make_app()
    assert get(app, "/healthz").status_code == 200
    app.extensions["selfassess"].database.close()


# Watching


def test_a_process_says_that_it_lives_also_without_its_database(site) -> None:
    app = site(**HTTPS)
    app.extensions["selfassess"].database.close()
    answer = get(app, "/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "alive"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_ready_until_jobs_wait_in_vain(app, person) -> None:
    assert json.loads(person.get("/readyz").response.text) == {"status": "ready", "problems": []}
    with app.extensions["selfassess"].database.writing() as session:
        queue(session, OPERATOR, "report", {}, now=datetime.now(UTC) - timedelta(minutes=30))
    said = json.loads(person.get("/readyz", 503).response.text)
    assert said["status"] == "not ready"
    assert said["problems"] == ["A job has been due for 30 minutes and no worker takes it."]


def test_where_to_report_a_weakness_is_said_where_it_is_set(site, person) -> None:
    person.get("/.well-known/security.txt", 404)
    answer = get(site(SECURITY_CONTACT="safe@example.org", **HTTPS), "/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:safe@example.org"
    assert lines["Canonical"] == "https://assess.example.org/.well-known/security.txt"
    expires = datetime.fromisoformat(lines["Expires"])
    assert datetime.now(UTC) < expires < datetime.now(UTC) + timedelta(days=366)
