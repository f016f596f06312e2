"""When something fails, a page says what is safe and what to do; nobody meets a bare error."""

from __future__ import annotations

import logging
import sqlite3

import pytest
from sqlalchemy import text


@pytest.fixture
def unlogged():
    """What nobody foresaw is logged; these tests cause it on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_an_address_that_is_none_is_a_page(person):
    page = person.get("/nothing/here", 404)
    assert "There is no such page" in page.text
    assert page.link("Your assessments") == "/"
    assert "look it up" not in page.text


def test_help_is_there_also_when_the_database_is_not(app, person, tmp_path):
    app.extensions["selfassess"].database.close()
    (tmp_path / "selfassess.sqlite3").write_bytes(b"not a database" * 100)
    page = person.get("/", 503)
    assert "What you saved before is safe" in page.text
    assert page.response.headers["Retry-After"] == "10"
    person.get("/help")
    person.get("/method")


def test_a_full_disk_gives_the_form_back_with_every_word(app, person, assessment, stored):
    page = person.get(assessment + "/sections/one")
    with app.extensions["selfassess"].database.writing() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages}"))  # of this connection, which the pool gives again
    words = "Long thoughts. " * 300
    back = person.send(page, 503, **{f"{id}_comment": words for id in ("learn", "must", "happens", "how", "who")})
    assert "Nothing could be saved just now" in back.text
    assert back.form()["must_comment"].strip() == words.strip()
    with app.extensions["selfassess"].database.writing() as session:
        session.execute(text("PRAGMA max_page_count = 100000"))
    person.send(back)
    assert stored(assessment).sheet.answer("must").comment.strip() == words.strip()


def test_what_nobody_foresaw_is_a_page_without_a_word_of_the_inside(app, person, unlogged):
    def broken() -> str:
        raise ZeroDivisionError("secret detail")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["support.help"] = broken
    page = person.get("/help", 500)
    assert "Something went wrong on our side" in page.text
    assert "secret" not in page.text
    assert "ZeroDivisionError" not in page.text
    assert f"look it up as request {page.response.headers['X-Request-ID']}." in page.text


def test_a_text_that_was_changed_in_the_database_is_said(app, person, assessment, tmp_path):
    app.extensions["selfassess"].database.close()
    with sqlite3.connect(tmp_path / "selfassess.sqlite3") as connection:
        table, column = next(
            (table, column[1])
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for column in connection.execute(f"PRAGMA table_info({table})").fetchall()
            if column[2].upper() in ("BLOB", "LARGEBINARY")
        )
        connection.execute(f"UPDATE {table} SET {column} = ?", (b"format: 1",))
    connection.close()
    page = person.get(assessment, 500)
    assert "cannot be read" in page.text
