"""Safe copies on a page: which there are, one more, and one to keep elsewhere, which tells nobody who may not know."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.copy_file import check_copy
from selfassess.services.jobs import list_jobs
from selfassess.services.safe_copies import keep_copy
from selfassess.services.sealing import opened
from selfassess.services.taking_copies import BACK_UP
from selfassess.services.work import settle_failed, take
from selfassess.store.audit import Choice, latest_events
from selfassess.store.jobs import Hold

NOW = datetime(2026, 10, 1, 2, 30, tzinfo=UTC)
NAME = "selfassess-2026-10-01T023000Z.zip"


@pytest.fixture
def use(app):
    return app.extensions["selfassess"]


@pytest.fixture
def kept(use):
    return keep_copy(use.database, OPERATOR, use.copies, instance=use.instance, now=NOW).file


def jobs(use):
    return [job for job in list_jobs(use.database, OPERATOR).jobs if job.kind == BACK_UP]


def last_event(use):
    with use.database.reading() as session:
        (event,) = latest_events(session, Choice(), skip=0, most=1)
    return event


def download(person, page):
    (address,) = [form.get("action") for form in page.all("form") if NAME in (form.get("action") or "")]
    return person.post(address, {"csrf_token": page.form()["csrf_token"]}, 200).response


def test_without_a_copy_the_page_says_so_and_how_to_have_them_every_night(person, use):
    page = person.get("/copies")
    assert "There is no copy yet." in page.text
    assert "Copies are made only when somebody asks." in page.text
    assert f"They lie in {use.copies.path} on this machine" in page.text
    assert person.get("/administration").response.status_code == 200


def test_one_is_asked_for_once_however_often_the_button_is_pressed(person, use):
    page = person.get("/copies")
    for _ in range(2):
        told = person.follow(person.post("/copies", {"csrf_token": page.form()["csrf_token"]}, 303))
        assert "A copy is being made. Reload this page in a moment to see it." in told.text
    (job,) = jobs(use)
    again = person.get("/copies")
    assert "A copy is being made" in again.text
    assert "data-again" in again.response.text
    assert f'href="/jobs/{job.id}"' in again.response.text


def test_why_one_could_not_be_made_is_said(person, use):
    page = person.get("/copies")
    person.post("/copies", {"csrf_token": page.form()["csrf_token"]}, 303)
    job = take(use.database, [BACK_UP], "worker", now=datetime.now(UTC))
    settle_failed(use.database, Hold(job=job.id, worker="worker"), "The disk is <full>.", now=datetime.now(UTC))
    page = person.get("/copies")
    assert "The last one could not be made. The disk is <full>." in page.text
    assert "data-again" not in page.response.text


def test_who_works_alone_downloads_a_copy_as_it_is(person, use, kept, tmp_path):
    page = person.get("/copies")
    assert "1 October 2026, 02:30 UTC" in page.text
    assert "A copy can be read by whoever has it." in page.text
    response = download(person, page)
    assert response.headers["Content-Disposition"] == f"attachment; filename={NAME}"
    assert response.content_length == len(response.data)
    assert response.data == kept.read_bytes()
    assert (last_event(use).event, last_event(use).after) == ("safe copy downloaded", {"sealed": False})


def test_an_administrator_who_sees_no_answers_downloads_a_sealed_one(administrator, app, use, kept, tmp_path):
    page = administrator.get("/copies")
    assert "What you download is sealed" in page.text
    response = download(administrator, page)
    assert response.headers["Content-Disposition"] == f"attachment; filename={NAME}.sealed"
    assert response.content_length == len(response.data)
    assert b"manifest.json" not in response.data
    file = tmp_path / "taken.sealed"
    file.write_bytes(response.data)
    with opened(file, [app.secret_key]) as plain:
        assert check_copy(plain) == check_copy(kept)
    event = last_event(use)
    assert (event.event, event.subject, event.after) == (
        "safe copy downloaded",
        "2026-10-01T023000Z",
        {"sealed": True},
    )


@pytest.mark.parametrize("name", [NAME, "..%2fsecret-key", "secret-key", "selfassess.sqlite3"])
def test_what_is_no_copy_in_the_folder_is_not_there(person, use, name):
    page = person.get("/copies")
    person.post(f"/copies/{name}", {"csrf_token": page.form()["csrf_token"]}, 404)
