"""Copies of what is kept: offered where they belong, sent as a file, refused where nobody is."""

from __future__ import annotations

import io
from zipfile import ZipFile

from .members import add
from .person import start


def names(page) -> set[str]:
    assert page.response.mimetype == "application/zip"
    assert page.response.headers["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(page.response.data)) as archive:
        return set(archive.namelist())


def test_somebody_takes_along_what_is_kept_about_them(administrator):
    page = administrator.get(administrator.get("/account").link("Download what is kept about you"))
    assert "your part of the audit record" in page.text
    made = administrator.send(page, 200)
    assert {"README.txt", "dictionary.csv", "everything.json", "tables/account.csv"} <= names(made)
    assert "filename=copy-boss-" in made.response.headers["Content-Disposition"]
    assert "made a copy of what is kept about Boss" in administrator.get("/audit").text


def test_an_administrator_makes_a_copy_for_somebody_who_asked(app, administrator):
    ann = add(app, "Ann").id
    page = administrator.get(administrator.get(f"/accounts/{ann}").link("Download what is kept about this person"))
    assert "What is kept about Ann" in page.text
    assert "tables/account.csv" in names(administrator.send(page, 200))


def test_alone_the_organisation_is_copied_and_there_is_nobody_else(person):
    start(person, organisation="Example Force")
    place = person.get("/administration").link("Example Force")
    page = person.get(person.get(place).link("Download everything that is kept about it"))
    assert "keep it as safe as the answers themselves" in page.text
    assert {"tables/assessment.csv", "tables/organisation.csv"} <= names(person.send(page, 200))
    person.get("/account/copy", 404)


def test_who_signed_in_long_ago_first_proves_who_they_are(app, administrator):
    page = administrator.get("/account/copy")
    with app.extensions["selfassess"].database.writing() as session:
        session.connection().exec_driver_sql("UPDATE login_session SET proved_at = '2020-01-01 00:00:00.000000'")
    assert administrator.get("/account/copy", 303).location.startswith("/account/prove")
    assert administrator.send(page).location.startswith("/account/prove")
