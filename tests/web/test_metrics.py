"""Numbers for Prometheus are there only where they are asked for, for who may have them, and tell of nobody."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services.access import OPERATOR
from selfassess.services.jobs import queue

TOKEN = "t" * 40
SELF = "http://127.0.0.1:5000"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """An application with these settings."""
    apps: list[Flask] = []

    def make(**settings: str) -> Flask:
        given = {f"SELFASSESS_{name}": value for name, value in settings.items()}
        apps.append(create_app(load_settings({"SELFASSESS_INSTANCE": str(tmp_path), **given})))
        return apps[-1]

    yield make
    for app in apps:
        app.extensions["selfassess"].database.close()


def status(app: Flask, remote: str = "127.0.0.1", **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = app.test_client().get("/metrics", base_url=SELF, headers=named, environ_overrides={"REMOTE_ADDR": remote})
    return given.status_code


def samples(app: Flask) -> dict[tuple[str, tuple[str, ...]], float]:
    """What it says, by name and the values of labels."""
    given = app.test_client().get("/metrics", base_url=SELF)
    assert given.status_code == 200
    assert given.mimetype == "text/plain"
    families = text_string_to_metric_families(given.text)
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


def test_where_no_setting_asks_for_them_there_is_no_such_page(made: Callable[..., Flask]) -> None:
    assert status(made()) == 404


def test_this_machine_may_have_them_and_what_comes_through_a_proxy_may_not(made: Callable[..., Flask]) -> None:
    app = made(METRICS="this-machine")
    assert status(app) == 200
    assert status(app, "10.0.0.5") == 404
    assert status(app, X_Forwarded_For="127.0.0.1") == 404


def test_with_a_token_whoever_brings_it_may_have_them_and_nobody_else(made: Callable[..., Flask]) -> None:
    app = made(METRICS=TOKEN)
    assert status(app) == 404
    assert status(app, "10.0.0.5", Authorization=f"Bearer {TOKEN}") == 200
    assert status(app, Authorization=f"Bearer {TOKEN[:-1]}") == 404
    assert status(app, Authorization=f"Basic {TOKEN}") == 404
    assert status(app, Authorization="Bearer é") == 404


def test_requests_are_counted_by_pattern_and_status_and_what_waits_is_asked_of_the_tables(
    made: Callable[..., Flask],
) -> None:
    app = made(METRICS="this-machine")
    for address in ("/healthz", "/healthz", "/canary7f3a", "/link/canary7f3a"):
        app.test_client().get(address, base_url=SELF)
    with app.extensions["selfassess"].database.writing() as session:
        queue(session, OPERATOR, "clean-up", {}, now=datetime.now(UTC) - timedelta(minutes=1))
    said = samples(app)
    assert said["selfassess_requests_total", ("GET", "/healthz", "200")] == 2
    assert said["selfassess_requests_total", ("GET", "no page", "404")] == 1
    assert said["selfassess_request_seconds_count", ("GET", "/link/<string:secret>")] == 1
    assert said["selfassess_statements_total", ("GET", "/link/<string:secret>")] >= 1
    assert said["selfassess_jobs", ("queued",)] == 1
    assert said["selfassess_job_due_seconds", ()] >= 60
    assert said["selfassess_message_due_seconds", ()] == 0
    assert said["selfassess_database_usable", ()] == 1
    assert said["process_resident_memory_bytes", ()] > 0
    assert "canary7f3a" not in str(said)


def test_without_its_database_it_says_so_and_still_counts(made: Callable[..., Flask], tmp_path: Path) -> None:
    app = made(METRICS="this-machine")
    with closing(app.extensions["selfassess"].database):
        pass
    (tmp_path / "selfassess.sqlite3").write_bytes(b"not a database" * 100)
    said = samples(app)
    assert said["selfassess_database_usable", ()] == 0
    assert not any(name.startswith("selfassess_job") for name, _ in said)


def test_the_library_is_loaded_only_where_they_are_asked_for(tmp_path: Path) -> None:
    program = (
        "import os, sys; from selfassess.app import create_app; from selfassess.config import load_settings;"
        "create_app(load_settings(os.environ)); print('prometheus_client' in sys.modules)"
    )
    environ = {"SELFASSESS_INSTANCE": str(tmp_path)}
    for given, loaded in (({}, "False\n"), ({"SELFASSESS_METRICS": TOKEN}, "True\n")):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environ | given)
        assert (done.stderr, done.stdout) == ("", loaded)
