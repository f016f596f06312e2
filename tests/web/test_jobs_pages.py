"""Jobs on pages: how far they are, why they failed, and cancelling them."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.jobs import queue
from selfassess.services.work import Steps, go_on, settle_failed, take
from selfassess.store.jobs import Hold, JobState, find_job

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def database(app):
    return app.extensions["selfassess"].database


@pytest.fixture
def running(database):
    """A job that a worker has begun."""
    with database.writing() as session:
        id = queue(session, OPERATOR, "clean-up", {}, now=NOW)
    take(database, ["clean-up"], "worker", now=NOW)
    return Hold(job=id, worker="worker")


def test_without_jobs_the_page_says_so_and_does_not_look_again(person):
    page = person.get("/jobs")
    assert "There are no jobs." in page.text
    assert "data-again" not in page.response.text


def test_a_job_shows_how_far_it_is_as_a_bar_and_in_words(person, database, running):
    go_on(database, running, Steps(done=3, total=12, note="Drawing <page> 4"), now=NOW)
    for address in ("/jobs", f"/jobs/{running.job}"):
        page = person.get(address)
        bar = next(iter(page.all("progress")))
        assert (bar.get("value"), bar.get("max")) == ("3", "12")
        assert "3 of 12 done · Drawing <page> 4" in page.text
        assert "data-again" in page.response.text


def test_a_job_that_has_said_nothing_yet_shows_that_it_is_under_way(person, running):
    page = person.get(f"/jobs/{running.job}")
    assert next(iter(page.all("progress"))).get("value") is None
    assert "Under way" in page.text


def test_a_failed_job_says_why_and_cannot_be_cancelled(person, database, running):
    settle_failed(database, running, "There is <nothing> to report on.", now=NOW)
    page = person.get(f"/jobs/{running.job}")
    assert "There is <nothing> to report on." in page.text
    assert not [form for form in page.all("form") if (form.get("action") or "").endswith("/cancel")]


def test_a_job_is_cancelled_once_however_often_the_button_is_pressed(person, database, running):
    page = person.get(f"/jobs/{running.job}")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    for _ in range(2):
        sent = person.post(f"/jobs/{running.job}/cancel", {"csrf_token": token}, 303)
    assert "The job will stop at its next step." in person.follow(sent).text
    with database.reading() as session:
        job = find_job(session, running.job)
    assert job.cancel_asked
    assert job.state is JobState.RUNNING


def test_a_waiting_job_is_cancelled_at_once_and_a_finished_one_stays(person, database):
    with database.writing() as session:
        id = queue(session, OPERATOR, "clean-up", {}, now=NOW)
    page = person.get(f"/jobs/{id}")
    token = next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")
    assert "The job is cancelled." in person.follow(person.post(f"/jobs/{id}/cancel", {"csrf_token": token}, 303)).text
    assert "Cancelled" in person.get("/jobs").text


def test_a_kind_that_only_another_version_knows_is_shown_by_its_own_word(person, database):
    with database.writing() as session:
        queue(session, OPERATOR, "from-the-future", {}, now=NOW)
    assert "from-the-future" in person.get("/jobs").text


def test_pages_wake_a_worker_by_the_queue_in_the_instance(app):
    wiring = app.extensions["selfassess"]
    wiring.wake()
    with sqlite3.connect(wiring.instance / "queue.sqlite3") as queue_file:
        assert queue_file.execute("SELECT count(*) FROM task").fetchone() == (1,)
    queue_file.close()
