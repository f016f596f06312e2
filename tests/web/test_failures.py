"""When something fails, a page says what is safe and what to do; nobody meets a bare error."""

from __future__ import annotations

import logging
import sqlite3

import pytest


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


def test_help_is_there_also_when_the_database_is_not(app, person, tmp_path):
    app.extensions["selfassess"].database.close()
    (tmp_path / "selfassess.sqlite3").write_bytes(b"not a database" * 100)
    page = person.get("/", 503)
    assert "What you saved before is safe" in page.text
    assert page.response.headers["Retry-After"] == "10"
    person.get("/help")
    person.get("/method")


def test_what_nobody_foresaw_is_a_page_without_a_word_of_the_inside(app, person, unlogged):
    def broken() -> str:
        raise ZeroDivisionError("secret detail")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["support.help"] = broken
    page = person.get("/help", 500)
    assert "Something went wrong on our side" in page.text
    assert "secret" not in page.text
    assert "ZeroDivisionError" not in page.text


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
